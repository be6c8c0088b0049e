//! Finding an anchor again in a later history.

use super::sequence::{Element, Sequences, ancestors, leaf};
use super::take::{origin, path};
use crate::calendar::day_in_words;
use crate::diagnostic::{Code, Diagnostic, Place};
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
        let Some(counted) = self.then()? else { return Ok(self.not_there(&all)) };
        let then = Sequences::of(self.repository, self.commits, &counted)?;
        let changes_since = all.changes() - then.changes();
        let leaves = match &self.leaves {
            Some(leaves) => leaves,
            // The name of the commit covers all before it; the root says so once more.
            None if then.leaves().root() == self.anchor.root => return Ok(AnchorCheck { changes_since, ..AnchorCheck::default() }),
            None => return Ok(self.not_there(&all)),
        };
        let mut check = AnchorCheck { changes_since, ..AnchorCheck::default() };
        for (dossier, was) in leaves.iter() {
            match then.of_dossier(dossier) {
                [] if self.terms.destroyed.contains(&dossier) => check.destroyed.push(dossier),
                is if leaf(is).hash == was.hash => {}
                is => check.findings.push(self.differs(dossier, was, is)),
            }
        }
        for dossier in then.dossiers().filter(|dossier| !leaves.holds(*dossier)) {
            let index = then.of_dossier(dossier)[0].index;
            let message = format!("{dossier} stond niet in het ijkpunt van {}, en staat nu in de geschiedenis van daarvoor", self.day());
            check.findings.push(self.finding(Code::HistoryRewritten, Some(dossier), index, message));
        }
        Ok(check)
    }

    /// Of every commit whether it was there when the anchor was taken; `None` when that cannot be told.
    ///
    /// The commit that keeps the file of the anchor tells, also after a destruction gave every commit another name; without such
    /// a file the commit that was last.
    fn then(&self) -> Result<Option<Vec<bool>>, RepositoryError> {
        let path = path(self.anchor);
        let (folder, name) = path.as_str().rsplit_once('/').expect("it lies in a folder");
        let folder = format!("{}{folder}", self.repository.prefix());
        let mut trees = Trees::new(&self.repository.git);
        if self.leaves.is_some() {
            for (index, commit) in self.commits.iter().enumerate() {
                if let Some(folder) = trees.at(commit.tree, &folder)?
                    && trees.holds(folder, name)?
                {
                    return Ok(Some(ancestors(self.commits, self.commits[index].parents.iter().copied())));
                }
            }
        }
        let last = self.commits.iter().position(|commit| Mark::of(commit.id.as_bytes()) == self.anchor.head);
        Ok(last.map(|last| ancestors(self.commits, [last])))
    }

    /// What to say when neither the last commit of the anchor nor its file is in the history.
    fn not_there(&self, all: &Sequences) -> AnchorCheck {
        let tip = self.commits.len() - 1;
        if origin(self.commits) != self.anchor.origin {
            let message = format!("dit ijkpunt van {} is van een andere dossiermap: de geschiedenis hier begint anders", self.day());
            return self.only(self.finding(Code::AnchorOfAnother, None, tip, message));
        }
        if let Some(leaves) = &self.leaves {
            return self.by_leaves(leaves, all);
        }
        if all.changes() < self.anchor.changes as usize {
            return self.ends_early(all);
        }
        let message = format!("wat er op {} in de geschiedenis stond, staat er nu anders in", self.day());
        self.only(self.finding(Code::HistoryRewritten, None, tip, message))
    }

    fn ends_early(&self, all: &Sequences) -> AnchorCheck {
        let (day, was, is) = (self.day(), self.anchor.changes, all.changes());
        let message = format!("de geschiedenis houdt te vroeg op: op {day} waren er {was} wijzigingen van dossiers, en hier staan er {is}");
        self.only(self.finding(Code::HistoryTruncated, None, self.commits.len() - 1, message))
    }

    /// What to say when only the file of the anchor is there: every dossier must begin as it was.
    fn by_leaves(&self, leaves: &AnchorLeaves, all: &Sequences) -> AnchorCheck {
        let mut check = AnchorCheck::default();
        let (mut ends_early, mut held) = (false, 0);
        for (dossier, was) in leaves.iter() {
            let is = all.of_dossier(dossier);
            let begin = &is[..is.len().min(was.changes.len())];
            match first_other(was, begin) {
                _ if is.is_empty() && self.terms.destroyed.contains(&dossier) => check.destroyed.push(dossier),
                None if leaf(begin).hash == was.hash => held += begin.len(),
                Some(at) if at == begin.len() => ends_early = true,
                _ => check.findings.push(self.differs(dossier, was, begin)),
            }
        }
        check.changes_since = all.changes().saturating_sub(held);
        if check.findings.is_empty() && ends_early { self.ends_early(all) } else { check }
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

/// The first change, from nought, that is another than it was, or that only one of the two has; `None` when all look alike.
fn first_other(was: &AnchorLeaf, is: &[Element]) -> Option<usize> {
    let is: Vec<Mark<2>> = is.iter().map(|element| Mark::of(&element.hash)).collect();
    let same = was.changes.iter().zip(&is).take_while(|(was, is)| was == is).count();
    (same < was.changes.len() || same < is.len()).then_some(same)
}
