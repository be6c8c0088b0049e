//! What is wrong with the templates of letters that a repository puts in the place of ours.

use std::collections::{BTreeMap, BTreeSet};

use super::mail::{MailError, Threading, mail};
use super::page::page;
use super::templates::{LetterError, LetterTemplates, template_of};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::domain::{Channel, LetterKind, Vocabulary};
use crate::regulation::Rules;
use crate::regulation::letter::{LetterElement, compose, specimens};
use crate::render::html::{TemplateError, embedded_letters};

/// A remark on an own template, with the line it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateFault {
    /// The template, from `site-templates/`.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The remark.
    pub remark: Diagnostic,
}

/// Everything that is wrong with these own templates, tried on specimens: in order of file and line.
#[must_use]
pub fn template_faults(own: &BTreeMap<String, String>, rules: &Rules) -> Vec<TemplateFault> {
    let (sound, broken): (BTreeMap<_, _>, BTreeMap<_, _>) = own.clone().into_iter().partition(|one| broken(one).is_none());
    let mut found: Vec<_> = broken.iter().filter_map(|(name, source)| self::broken(&(name.clone(), source.clone()))).collect();
    if let Ok(templates) = LetterTemplates::new(&sound)
        && !sound.is_empty()
    {
        found.extend(LetterKind::ALL.iter().flat_map(|kind| tried(*kind, &templates, &sound, rules)));
    }
    found.sort_by(|one, other| (&one.file, one.line, &one.remark.message).cmp(&(&other.file, other.line, &other.remark.message)));
    found.dedup();
    found
}

/// What keeps a template from being read at all.
fn broken((name, source): &(String, String)) -> Option<TemplateFault> {
    let error = LetterTemplates::new(&BTreeMap::from([(name.clone(), source.clone())])).err()?;
    Some(wrong(&error, name))
}

fn wrong(error: &TemplateError, otherwise: &str) -> TemplateFault {
    let help = "verbeter het, of haal het weg: dan geldt het eigen sjabloon van klacht";
    let (file, line, message) = match error {
        TemplateError::Unknown { name, known } => {
            let known: Vec<_> = known.iter().map(|name| name.rsplit('/').next().unwrap_or(name)).collect();
            (name.clone(), 1, format!("dit bestand vervangt geen sjabloon; bekend zijn: {}", known.join(", ")))
        }
        TemplateError::Wrong { name, line, message } => (name.clone(), (*line).max(1), format!("dit sjabloon is niet in te vullen: {message}")),
    };
    let file = if file == "?" { otherwise.to_owned() } else { file };
    TemplateFault { file, line, remark: Diagnostic::new(Code::LetterTemplateWrong, Place::File, message, help) }
}

/// What letters of this kind lack, over all its specimens.
fn tried(kind: LetterKind, templates: &LetterTemplates, own: &BTreeMap<String, String>, rules: &Rules) -> Vec<TemplateFault> {
    let mut lacking = BTreeSet::new();
    let mut found = Vec::new();
    for specimen in specimens(kind, rules) {
        let Ok(letter) = compose(&specimen.wish(rules)) else { continue };
        let tried = templates.write(&letter, rules).and_then(|written| match letter.channel {
            Channel::Post => page(&letter, rules, templates, &written).map(drop),
            _ => match mail(&letter, rules, templates, &written, (&Threading::default(), &[])) {
                Err(MailError::Letter(error)) => Err(error),
                Ok(_) | Err(MailError::Recipient(_)) => Ok(()),
            },
        });
        match tried {
            Err(LetterError::Template(error)) => found.push(wrong(&error, &template_of(kind))),
            Err(LetterError::Lacks { file, elements }) => lacking.extend(elements.into_iter().map(|element| (file.clone(), element))),
            Ok(()) | Err(LetterError::OddMark(_)) => {}
        }
    }
    found.extend(lacking.into_iter().map(|(file, element)| lacks(kind, &file, element, own, rules)));
    found
}

fn lacks(kind: LetterKind, file: &str, element: LetterElement, own: &BTreeMap<String, String>, rules: &Rules) -> TemplateFault {
    let block = format!("{{% block {element} %}}");
    let originals = embedded_letters();
    let has_block = |name: &&String| originals.get(*name).is_some_and(|source| source.contains(&block));
    // The template that takes the place of the one in which we say it; else the one of this kind; else any.
    let culprit = own.keys().find(has_block).or_else(|| own.keys().find(|name| *name == file)).or_else(|| own.keys().next());
    let file = culprit.map_or(file, String::as_str).to_owned();
    let source = own.get(&file).map(String::as_str).unwrap_or_default();
    let line = source.lines().position(|line| line.contains(&block)).map_or(1, |index| index + 1);
    let message = format!("een brief «{kind}» zegt zo niet {}", element.in_words());
    let help = format!(
        "zet het blok «{element}» terug zoals in het sjabloon van klacht ({}); docs/brieven.md noemt wat erin hoort",
        rules.article(element.provision())
    );
    let remark = Diagnostic::new(Code::LetterTemplateLacks, Place::File, message, help).resting_on(element.provision());
    TemplateFault { file, line, remark }
}
