//! The reader asked what it takes: every method that would read a value says what it would read instead.

use std::borrow::Cow;
use std::mem;

use super::{Key, Reader};
use crate::source::{Member, Node, Shape, Value};

impl Reader {
    /// What a map with these keys may hold.
    pub fn shape_of<T>(keys: &[Key<T>], blank: T, homes: fn() -> Vec<super::Home>) -> Shape {
        let mut reader = Self::new(0..0, homes);
        reader.told = Some(Vec::new());
        reader.group(keys, blank)
    }

    /// Whether the reader is asked what it takes; then it has said so.
    pub fn tells(&mut self, shape: impl FnOnce() -> Shape) -> bool {
        match &mut self.told {
            Some(told) => {
                let shape = shape();
                if !told.contains(&shape) {
                    told.push(shape);
                }
                true
            }
            None => false,
        }
    }

    /// Whether the reader is asked what it takes.
    pub fn is_asked(&self) -> bool {
        self.told.is_some()
    }

    /// Whether exactly this word stands there; asked, that it may.
    pub fn is_word(&mut self, node: &Node<'_>, word: &'static str) -> bool {
        !self.tells(|| Shape::Word(vec![word])) && node.text() == Some(word)
    }

    /// What this takes: asked once with nothing there, and once with a text, since some look before they read.
    pub fn asked(&mut self, mut take: impl FnMut(&mut Self, &Node<'_>)) -> Shape {
        let outer = self.told.replace(Vec::new());
        for value in [Value::Empty, Value::Scalar(Cow::Borrowed("…"))] {
            take(self, &Node { at: 0..0, value });
        }
        let mut told = mem::replace(&mut self.told, outer).unwrap_or_default();
        // What must be there is said after the shape was told, so the second telling was not known for the same.
        told.dedup();
        Shape::either(told)
    }

    /// The shape of a map with these keys.
    pub fn group<T>(&mut self, keys: &[Key<T>], mut into: T) -> Shape {
        let mut members = Vec::with_capacity(keys.len());
        for key in keys {
            let shape = self.asked(|reader, node| (key.take)(&mut into, node, reader));
            members.push(Member { key: key.name.text(), needed: key.needed, shape });
        }
        Shape::Group(members)
    }

    /// Says that some of what was just told must be there.
    pub fn tell_needed(&mut self, keys: &[&'static str]) {
        if let Some(shape) = self.told.as_mut().and_then(|told| told.last_mut()) {
            shape.need(keys);
        }
    }
}
