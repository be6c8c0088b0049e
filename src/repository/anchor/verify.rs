//! Finding an anchor again in a later history.

use super::sequence::{Element, Sequences, ancestors, leaf};
use super::take::{origin, path};
use crate::calendar::day_in_words;
use crate::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::domain::{Anchor, DossierId, Mark};
use crate::overview::CheckedFile;
use crate::repository::audit::AuditTerms;
use crate::repository::audit::commit::{Commit, commits};
use crate::repository::audit::finding::Finding;
use crate::repository::trees::Trees;
use crate::repository::{Repository, RepositoryError};
use crate::source::{AnchorLeaf, AnchorLeaves};

/// What became of an anchor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnchorCheck {
    /// What differs, as remarks; none when the history still holds all the anchor was taken of, but for what was destroyed.
    pub findings: Vec<CheckedFile>,
    /// How many changes came since.
    pub changes_since: usize,
    /// The dossiers of the anchor that were destroyed since.
    pub destroyed: Vec<DossierId>,
}

impl AnchorCheck {
    /// Whether something the anchor was taken of is not here as it was.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.findings.iter().flat_map(|file| &file.remarks).any(|remark| remark.diagnostic.severity > Severity::Info)
    }
}

impl Repository {
    /// Holds this branch against an anchor. `leaves` is its file when the caller has it; else the one the history keeps.
    ///
    /// # Errors
    /// [`RepositoryError::Shallow`] when the history is not all here; when git's data cannot be read.
    pub fn check_anchor(&self, anchor: &Anchor, leaves: Option<AnchorLeaves>, terms: &AuditTerms<'_>) -> Result<AnchorCheck, RepositoryError> {
        self.whole_history()?;
        let Some(tip) = self.head_commit()? else {
            let help = "kijk of dit de goede map is, en zet anders de reservekopie terug";
            let remark = Diagnostic::new(Code::HistoryTruncated, Place::File, "in deze map is nog niets vastgelegd", help);
            let findings = vec![CheckedFile {
                path: "dossiers".to_owned(),
                number: None,
                bytes: Vec::new(),
                remarks: vec![crate::source::Located { diagnostic: remark, at: 0..0 }],
                recorded: None,
            }];
            return Ok(AnchorCheck { findings, ..AnchorCheck::default() });
        };
        let repository = self.as_recorded();
        let commits = commits(&repository, tip)?;
        let is_its_own = |leaves: &AnchorLeaves| leaves.root() == anchor.root;
        let kept = self.head_file(&path(anchor))?.and_then(|bytes| AnchorLeaves::read(&String::from_utf8_lossy(&bytes))).filter(is_its_own);
        let comparison = Comparison { repository: &repository, commits: &commits, anchor, leaves: leaves.filter(is_its_own).or(kept), terms };
        comparison.checked()
    }
}

/// An anchor beside a history.
struct Comparison<'a> {
    repository: &'a Repository,
    commits: &'a [Commit],
    anchor: &'a Anchor,
    leaves: Option<AnchorLeaves>,
    terms: &'a AuditTerms<'a>,
}

impl Comparison<'_> {
    fn checked(&self) -> Result<AnchorCheck, RepositoryError> {
        let all = Sequences::of(self.repository, self.commits, &vec![true; self.commits.len()])?;
        match self.commits.iter().position(|commit| Mark::of(commit.id.as_bytes()) == self.anchor.head) {
            Some(last) => self.up_to(last, &all),
            None => self.not_there(&all),
        }
    }

    /// What to say when the last commit of the anchor is there: its name covers all before it, whatever came to lie below its file.
    fn up_to(&self, last: usize, all: &Sequences) -> Result<AnchorCheck, RepositoryError> {
        let then = Sequences::of(self.repository, self.commits, &ancestors(self.commits, [last]))?;
        let mut check = AnchorCheck { changes_since: all.changes() - then.changes(), ..AnchorCheck::default() };
        let is = then.leaves();
        if is.root() == self.anchor.root {
            return Ok(check);
        }
        // Forty bits are alike by chance or on purpose, and the root is not.
        let Some(leaves) = &self.leaves else { return Ok(self.only(self.rewritten())) };
        for (dossier, was) in leaves.iter() {
            let is = then.of_dossier(dossier);
            if leaf(is).hash != was.hash {
                check.findings.push(self.differs(dossier, was, is));
            }
        }
        for dossier in then.dossiers().filter(|dossier| !leaves.holds(*dossier)) {
            let index = then.of_dossier(dossier)[0].index;
            let message = format!("{dossier} stond niet in het ijkpunt van {}, en staat nu in de geschiedenis van daarvoor", self.day());
            check.findings.push(self.finding(Code::HistoryRewritten, Some(dossier), index, message));
        }
        Ok(check)
    }

    /// The commit in which the history keeps the file of the anchor: all that stands in it was there before.
    fn keeping(&self) -> Result<Option<usize>, RepositoryError> {
        let path = path(self.anchor);
        let (folder, name) = path.as_str().rsplit_once('/').expect("it lies in a folder");
        let folder = format!("{}{folder}", self.repository.prefix());
        let mut trees = Trees::new(&self.repository.git);
        for (index, commit) in self.commits.iter().enumerate() {
            if let Some(folder) = trees.at(commit.tree, &folder)?
                && trees.holds(folder, name)?
            {
                return Ok(Some(index));
            }
        }
        Ok(None)
    }

    /// What to say when the last commit of the anchor is not in the history.
    fn not_there(&self, all: &Sequences) -> Result<AnchorCheck, RepositoryError> {
        let tip = self.commits.len() - 1;
        let keeping = self.keeping()?;
        let is_another = origin(self.commits) != self.anchor.origin;
        if is_another && !(keeping.is_some() && self.leaves.is_some()) {
            let message = format!("dit ijkpunt van {} is van een andere dossiermap: de geschiedenis hier begint anders", self.day());
            return Ok(self.only(self.finding(Code::AnchorOfAnother, None, tip, message)));
        }
        let other_branch = self.repository.branch_with(|id| Mark::of(id) == self.anchor.head)?;
        if let Some(leaves) = &self.leaves {
            let check = self.by_leaves(leaves, all, keeping);
            return Ok(if !check.differs() || !other_branch { check } else { self.of_another_branch() });
        }
        if other_branch {
            return Ok(self.of_another_branch());
        }
        if all.changes() < self.anchor.changes as usize {
            return Ok(self.ends_early(all));
        }
        Ok(self.only(self.rewritten()))
    }

    /// What to say when not all of the anchor is here, and another branch has it.
    fn of_another_branch(&self) -> AnchorCheck {
        let day = self.day();
        let message = format!("hier staat niet alles waarvan op {day} het ijkpunt is genomen; een andere tak heeft het nog wel");
        self.only(self.finding(Code::HistoryTruncated, None, self.commits.len() - 1, message))
    }

    fn rewritten(&self) -> CheckedFile {
        let message = format!("wat er op {} in de geschiedenis stond, staat er nu anders in", self.day());
        self.finding(Code::HistoryRewritten, None, self.commits.len() - 1, message)
    }

    fn ends_early(&self, all: &Sequences) -> AnchorCheck {
        let (day, was, is) = (self.day(), self.anchor.changes, all.changes());
        let message = format!("de geschiedenis houdt te vroeg op: op {day} waren er {was} wijzigingen van dossiers, en hier staan er {is}");
        self.only(self.finding(Code::HistoryTruncated, None, self.commits.len() - 1, message))
    }

    /// What to say when only the file of the anchor is there: all changes of every dossier must be among those there are, in their
    /// order. What others recorded may lie between: their work comes below when one's own is put on top of it.
    fn by_leaves(&self, leaves: &AnchorLeaves, all: &Sequences, keeping: Option<usize>) -> AnchorCheck {
        let mut check = AnchorCheck::default();
        let (mut ends_early, mut held) = (false, 0);
        for (dossier, was) in leaves.iter() {
            let is = all.of_dossier(dossier);
            let found = found_again(was, is);
            match found.len() {
                _ if is.is_empty() && self.terms.destroyed.contains(&dossier) => check.destroyed.push(dossier),
                count if count == was.changes.len() && leaf(found.iter().copied()).hash == was.hash => held += count,
                count if count == is.len() && count < was.changes.len() && keeping.is_none() => ends_early = true,
                _ => check.findings.push(self.differs(dossier, was, &is[..is.len().min(was.changes.len())])),
            }
        }
        check.changes_since = all.changes().saturating_sub(held);
        if let Some(keeping) = keeping {
            check.findings.extend(self.came_below(leaves, all, keeping));
        }
        if check.findings.is_empty() && ends_early { self.ends_early(all) } else { check }
    }

    /// The dossiers that are below the file of the anchor and not in it. That happens when one's own work is put on top of what
    /// another recorded; it is shown, and nothing that the anchor was taken of differs.
    fn came_below(&self, leaves: &AnchorLeaves, all: &Sequences, keeping: usize) -> Vec<CheckedFile> {
        let before = ancestors(self.commits, self.commits[keeping].parents.iter().copied());
        let begins = |dossier: &DossierId| all.of_dossier(*dossier).iter().map(|element| element.index).min();
        let others = all.dossiers().filter(|dossier| !leaves.holds(*dossier));
        let below = others.filter_map(|dossier| begins(&dossier).filter(|index| before[*index]).map(|index| (dossier, index)));
        let told = |(dossier, index)| {
            let day = self.day();
            let message = format!("{dossier} stond niet in het ijkpunt van {day}, en staat nu in de geschiedenis van daarvoor");
            let mut file = self.finding(Code::HistoryRewritten, Some(dossier), index, message);
            for remark in &mut file.remarks {
                remark.diagnostic.severity = Severity::Info;
                remark.diagnostic.help = "dat is in orde als een collega het vastlegde en uw werk daar bovenop kwam («git pull --rebase»)".to_owned();
            }
            file
        };
        below.map(told).collect()
    }

    /// The remark on a dossier that is not what it was.
    fn differs(&self, dossier: DossierId, was: &AnchorLeaf, is: &[Element]) -> CheckedFile {
        let at = first_other(was, is).unwrap_or_else(|| is.len().saturating_sub(1));
        let index = is.get(at).or(is.last()).map_or(self.commits.len() - 1, |element| element.index);
        let (day, count) = (self.day(), was.changes.len());
        let message = match is.len() {
            0 => format!("{dossier} had {count} wijzigingen op {day}, is nu weg, en staat niet in het register van wat vernietigd is"),
            _ => format!("{dossier} is niet wat het op {day} was: wijziging {} van {count} verschilt, en wat erop volgt", at + 1),
        };
        self.finding(Code::HistoryRewritten, Some(dossier), index, message)
    }

    fn finding(&self, code: Code, dossier: Option<DossierId>, index: usize, message: String) -> CheckedFile {
        let help = match code {
            Code::AnchorOfAnother => "kijk of dit de goede map is, en het goede ijkpunt",
            _ => "leg deze map opzij zoals zij is, en vergelijk met een reservekopie; de handleiding zegt wat u dan doet, onder «IJkpunten»",
        };
        let diagnostic = Diagnostic::new(code, Place::File, message, help);
        let commit = &self.commits[index];
        Finding { index, dossier, bytes: Vec::new(), diagnostic }.into_file(commit.id.to_string(), commit.made, self.terms.rules)
    }

    fn only(&self, finding: CheckedFile) -> AnchorCheck {
        AnchorCheck { findings: vec![finding], ..AnchorCheck::default() }
    }

    fn day(&self) -> String {
        day_in_words(self.anchor.day)
    }
}

/// The changes that look like those of the anchor, in its order, until one is missing.
fn found_again<'e>(was: &AnchorLeaf, is: &'e [Element]) -> Vec<&'e Element> {
    let mut ahead = is.iter();
    was.changes.iter().map_while(|mark| ahead.by_ref().find(|element| Mark::of(&element.hash) == *mark)).collect()
}

/// The first change, from nought, that is another than it was, or that only one of the two has; `None` when all look alike.
fn first_other(was: &AnchorLeaf, is: &[Element]) -> Option<usize> {
    let is: Vec<Mark<2>> = is.iter().map(|element| Mark::of(&element.hash)).collect();
    let same = was.changes.iter().zip(&is).take_while(|(was, is)| was == is).count();
    (same < was.changes.len() || same < is.len()).then_some(same)
}
