//! The registers that outlive dossiers, in trees of git's, and the lines that a commit takes out of them or makes say something else.

use std::collections::{BTreeMap, BTreeSet};

use gix::ObjectId;

use super::error::{Doing, RepositoryError};
use super::offices::file_at;
use super::trees::Trees;
use crate::domain::DossierId;
use crate::source::{KeptRegister, LineLoss};

/// What is being done when a register cannot be read.
const READING: &str = "het lezen van de registers";

/// A line of a register that a newer version does not have as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LostLine {
    /// The register.
    pub register: KeptRegister,
    /// The number the line begins with.
    pub dossier: DossierId,
    /// What became of it.
    pub loss: LineLoss,
}

impl LostLine {
    /// Whether this is about the same line, whatever became of it.
    pub(super) fn is_of(&self, other: &Self) -> bool {
        (self.register, self.dossier) == (other.register, other.dossier)
    }
}

/// Lines that were lost, in order.
pub(super) type LostLines = BTreeSet<LostLine>;

/// The registers of an office at one moment; none where there are none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Registers(BTreeMap<KeptRegister, Vec<u8>>);

impl Registers {
    /// Those that this reads by their path from the folder that holds `dossiers/`.
    pub(super) fn read(mut read: impl FnMut(&str) -> Result<Vec<u8>, RepositoryError>) -> Result<Self, RepositoryError> {
        let all = KeptRegister::ALL.into_iter().map(|register| Ok((register, read(register.path())?)));
        all.collect::<Result<_, RepositoryError>>().map(Self)
    }

    /// Those in a tree of the office that this way leads to.
    pub(super) fn in_tree(git: &gix::Repository, tree: ObjectId, office: &str) -> Result<Self, RepositoryError> {
        Self::read(|path| file_at(git, tree, &format!("{office}{path}")))
    }

    /// Those in a commit.
    pub(super) fn in_commit(git: &gix::Repository, commit: ObjectId, office: &str) -> Result<Self, RepositoryError> {
        Self::in_tree(git, git.find_commit(commit).doing(READING)?.tree_id().doing(READING)?.detach(), office)
    }

    /// The lines that a newer version of them lost.
    pub(super) fn lost_in(&self, after: &Self) -> LostLines {
        let empty = Vec::new();
        let of = |(register, before): (&KeptRegister, &Vec<u8>)| {
            let lost = register.lost(before, after.0.get(register).unwrap_or(&empty));
            lost.into_iter().map(|(dossier, loss)| LostLine { register: *register, dossier, loss }).collect::<Vec<_>>()
        };
        self.0.iter().flat_map(of).collect()
    }

    /// Whether they have this line, whatever it says.
    fn have(&self, line: &LostLine) -> bool {
        self.0.get(&line.register).is_some_and(|bytes| line.register.lost(bytes, b"").contains_key(&line.dossier))
    }
}

/// The lines of the registers of an office that went between two trees.
pub(super) fn lost_between(
    (git, trees): (&gix::Repository, &mut Trees<'_>),
    office: &str,
    before: ObjectId,
    after: ObjectId,
) -> Result<LostLines, RepositoryError> {
    let folder = format!("{office}register");
    let was = trees.at(before, &folder)?;
    if was.is_none() || was == trees.at(after, &folder)? {
        return Ok(LostLines::new());
    }
    Ok(Registers::in_tree(git, before, office)?.lost_in(&Registers::in_tree(git, after, office)?))
}

/// The lines that a commit on these parents lost: of a merge those that no side of it had taken out or changed by itself, which was judged there.
pub(super) fn lost_after(git: &gix::Repository, office: &str, parents: &[ObjectId], after: &Registers) -> Result<LostLines, RepositoryError> {
    let sides = parents.iter().map(|parent| Registers::in_commit(git, *parent, office)).collect::<Result<Vec<_>, _>>()?;
    let lost: Vec<LostLines> = sides.iter().map(|side| side.lost_in(after)).collect();
    let mut found = LostLines::new();
    for (place, line) in lost.iter().enumerate().flat_map(|(place, lost)| lost.iter().map(move |line| (place, line))) {
        let mut is_of_a_side = false;
        for (other, side) in sides.iter().enumerate().filter(|(other, _)| !lost[*other].iter().any(|lost| lost.is_of(line))) {
            // Both may have come by it on their own, and then one of the two stays.
            let came_by_itself = line.loss == LineLoss::Altered && side.have(line);
            is_of_a_side |= came_by_itself || took_it(git, office, (parents[place], parents[other]), (side, line))?;
        }
        if !is_of_a_side {
            found.insert(*line);
        }
    }
    Ok(found)
}

/// Whether this side lost the line since it and the other were one.
fn took_it(
    git: &gix::Repository,
    office: &str,
    (one, other): (ObjectId, ObjectId),
    (side, line): (&Registers, &LostLine),
) -> Result<bool, RepositoryError> {
    let Some(base) = git.merge_base(one, other).doing(READING)? else { return Ok(false) };
    Ok(Registers::in_commit(git, base.detach(), office)?.lost_in(side).iter().any(|lost| lost.is_of(line)))
}
