//! The merge of a whole file.

use std::borrow::Cow;

use super::Merged;
use super::body::{self, Piece};
use super::clash::{self, Clash, ClashPlace};
use super::comments;
use super::markers::Style;
use super::plan::{Nodes, Plan, Planner, are_two_dossiers};
use super::text::{self, Chunk};
use super::three::{Side, Three};
use super::write::{Around, Writer};
use crate::source::edit::shape::Shape;
use crate::source::edit::sheet::Sheet;
use crate::source::edit::{carried_out, others_can_read, readable};
use crate::source::{Document, Newline, Node, split};

/// Merges three versions of a dossier file. The base is empty when both sides made the file.
///
/// A file that cannot be read as a dossier is merged line by line, as git does it.
#[must_use]
pub fn merge(base: &[u8], ours: &[u8], theirs: &[u8], style: &Style) -> Merged {
    let clean = |bytes: &[u8]| Merged { bytes: bytes.to_vec(), clashes: Vec::new() };
    if ours == theirs || base == theirs {
        return clean(ours);
    }
    if base == ours {
        return clean(theirs);
    }
    let newline = split(ours).0.map_or(Newline::LineFeed, |document| document.newline);
    let (base, theirs) = (ending_as(base, newline), ending_as(theirs, newline));
    let read = (readable(&base), readable(ours), readable(&theirs));
    match read {
        (was, Ok(is_ours), Ok(is_theirs)) if was.is_ok() || base.is_empty() => {
            let versions = Three { base: was.ok(), ours: Some(is_ours), theirs: Some(is_theirs) };
            let bytes = Three { base: Some(&*base).filter(|base| !base.is_empty()), ours: Some(ours), theirs: Some(&*theirs) };
            Dossiers { versions: &versions, bytes, style }.merged()
        }
        _ => by_line(Three { base: Some(&base), ours: Some(ours), theirs: Some(&theirs) }, newline, style),
    }
}

/// The bytes with other line ends, where the file ends its first line otherwise.
fn ending_as(bytes: &[u8], newline: Newline) -> Cow<'_, [u8]> {
    let own = split(bytes).0.map(|document| document.newline);
    match (own, std::str::from_utf8(bytes)) {
        (Some(own), Ok(text)) if own != newline => {
            let bare = text.replace("\r\n", "\n");
            Cow::Owned(bare.replace('\n', newline.as_str()).into_bytes())
        }
        _ => Cow::Borrowed(bytes),
    }
}

/// Files merged line by line.
fn by_line(bytes: Three<&[u8]>, newline: Newline, style: &Style) -> Merged {
    let [base, ours, theirs] = [bytes.base, bytes.ours, bytes.theirs].map(Option::unwrap_or_default);
    let mut merged = Merged { bytes: Vec::new(), clashes: Vec::new() };
    for chunk in text::merge(base, ours, theirs) {
        match chunk {
            Chunk::Clean(clean) => merged.bytes.extend_from_slice(clean),
            Chunk::Clash(sides) => {
                merged.bytes.extend(style.marked_bytes(sides, newline.as_str()));
                let says = sides.map(|bytes| String::from_utf8_lossy(bytes).trim_end().to_owned());
                merged.clashes.push(Clash { place: ClashPlace::File, says });
            }
        }
    }
    merged
}

/// Three versions that can be read as a dossier.
struct Dossiers<'d, 't> {
    versions: &'d Three<(Document<'t>, Node<'t>)>,
    bytes: Three<&'d [u8]>,
    style: &'d Style,
}

impl Dossiers<'_, '_> {
    fn nodes(&self) -> Nodes<'_> {
        Three { base: self.versions.base.as_ref(), ours: self.versions.ours.as_ref(), theirs: self.versions.theirs.as_ref() }
            .map(|version| &version.1)
    }

    fn documents(&self) -> Three<&Document<'_>> {
        Three { base: self.versions.base.as_ref(), ours: self.versions.ours.as_ref(), theirs: self.versions.theirs.as_ref() }
            .map(|version| &version.0)
    }

    fn ours(&self) -> &Document<'_> {
        self.documents().ours.expect("our version was read")
    }

    fn our_bytes(&self) -> &[u8] {
        self.bytes.ours.expect("our version is there")
    }

    fn newline(&self) -> &'static str {
        self.ours().newline.as_str()
    }

    fn merged(&self) -> Merged {
        if are_two_dossiers(self.nodes()) {
            return self.whole();
        }
        let plan = Planner { bytes: self.bytes }.dossier(self.nodes());
        let pieces = self.body();
        let mut clashes = clash::of_plan(&plan, self.sheets().as_refs());
        let front_matter = self.front_matter(&plan).unwrap_or_else(|| {
            let says = self.documents().map(|document| document.front_matter.trim_end().to_owned());
            clashes = vec![Clash { place: ClashPlace::FrontMatter, says }];
            self.style.marked(self.documents().map(|document| document.front_matter), self.newline())
        });
        clashes.extend(clash::of_pieces(&pieces));
        let mut bytes = self.assembled(&front_matter);
        let with_marks = pieces.into_iter().map(|piece| match piece {
            Piece::Clean(text) => text,
            Piece::Clash { sides, .. } => {
                self.style.marked(Three { base: sides.base.as_deref(), ours: sides.ours.as_deref(), theirs: sides.theirs.as_deref() }, self.newline())
            }
        });
        bytes.extend(with_marks.collect::<String>().into_bytes());
        Merged { bytes, clashes }
    }

    /// Both files whole, between marks: they are not about the same complaint.
    fn whole(&self) -> Merged {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let says = self.bytes.map(text);
        let sides = Three { base: says.base.as_deref(), ours: says.ours.as_deref(), theirs: says.theirs.as_deref() };
        Merged { bytes: self.style.marked(sides, self.newline()).into_bytes(), clashes: vec![Clash { place: ClashPlace::File, says }] }
    }

    fn body(&self) -> Vec<Piece> {
        let text = self.documents().map(|document| document.body);
        body::merge(text.base.unwrap_or_default(), text.ours.unwrap_or_default(), text.theirs.unwrap_or_default())
    }

    fn sheets(&self) -> Sheets<'_> {
        let sheet = |bytes: Option<_>, document: Option<_>| bytes.zip(document).map(|(bytes, document)| Sheet::new(bytes, document));
        let documents = self.documents();
        Sheets {
            base: sheet(self.bytes.base, documents.base),
            ours: sheet(self.bytes.ours, documents.ours),
            theirs: sheet(self.bytes.theirs, documents.theirs),
        }
    }

    /// The file up to the text, with another front matter.
    fn assembled(&self, front_matter: &str) -> Vec<u8> {
        let (bytes, ours) = (self.our_bytes(), self.ours());
        let behind = ours.front_matter_at + ours.front_matter.len();
        [&bytes[..ours.front_matter_at], front_matter.as_bytes(), &bytes[behind..ours.body_at]].concat()
    }

    /// The front matter that says what was planned; `None` when it could not be written.
    fn front_matter(&self, plan: &Plan<'_>) -> Option<String> {
        let planned = |side| plan.says(self.nodes(), side).unwrap_or(Shape::Empty);
        let planned = [(Side::Ours, planned(Side::Ours)), (Side::Theirs, planned(Side::Theirs))];
        let says_so =
            |text: &String| self.keeps_notes(text) && planned.iter().all(|(side, says)| self.reads_as(&self.style.settled(text, *side), says));
        self.line_by_line().filter(|text| !plan.has_clash() && says_so(text)).or_else(|| self.written(plan).filter(says_so))
    }

    /// The front matter merged line by line, when no lines clash.
    fn line_by_line(&self) -> Option<String> {
        let text = self.documents().map(|document| document.front_matter.as_bytes());
        let chunks = text::merge(text.base.unwrap_or_default(), text.ours?, text.theirs?);
        let clean = chunks.into_iter().map(|chunk| match chunk {
            Chunk::Clean(clean) => std::str::from_utf8(clean).ok(),
            Chunk::Clash(_) => None,
        });
        clean.collect()
    }

    /// The front matter of ours with the plan carried out.
    fn written(&self, plan: &Plan<'_>) -> Option<String> {
        let Plan::Keys(parts) = plan else { return matches!(plan, Plan::Ours).then(|| self.ours().front_matter.to_owned()) };
        let sheets = self.sheets();
        let ours = sheets.ours.as_ref()?;
        let mut writer = Writer { sheets: sheets.as_refs(), ours, style: self.style, splices: Vec::new() };
        let around = Around { parent: None, entries: self.nodes().ours?.entries() };
        writer.keys(around, parts).ok()?;
        let behind = self.our_bytes().len() - (self.ours().front_matter_at + self.ours().front_matter.len());
        let mut splices = writer.splices;
        splices.sort_by_key(|splice| (splice.at.start, splice.at.end));
        if splices.windows(2).any(|pair| pair[0].at.end > pair[1].at.start) {
            return None;
        }
        let changed = carried_out(self.our_bytes(), splices);
        String::from_utf8(changed[self.ours().front_matter_at..changed.len() - behind].to_vec()).ok()
    }

    /// Whether no note of either side is lost in a front matter.
    fn keeps_notes(&self, front_matter: &str) -> bool {
        let text = self.documents().map(|document| document.front_matter);
        let sides = [text.ours, text.theirs].map(Option::unwrap_or_default);
        comments::are_kept(text.base.unwrap_or_default(), sides, front_matter)
    }

    /// Whether a front matter says this, and another reader can read it as well as before.
    fn reads_as(&self, front_matter: &str, says: &Shape) -> bool {
        let bytes = self.assembled(front_matter);
        let others = others_can_read(front_matter) || !others_can_read(self.ours().front_matter);
        others && readable(&bytes).is_ok_and(|(document, root)| document.front_matter == front_matter && Shape::of(&root) == *says)
    }
}

/// The three versions as lines.
struct Sheets<'s> {
    base: Option<Sheet<'s>>,
    ours: Option<Sheet<'s>>,
    theirs: Option<Sheet<'s>>,
}

impl<'s> Sheets<'s> {
    fn as_refs(&self) -> Three<&Sheet<'s>> {
        Three { base: self.base.as_ref(), ours: self.ours.as_ref(), theirs: self.theirs.as_ref() }
    }
}
