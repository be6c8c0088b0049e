//! Who else on this computer can look into the folder.

use super::finding::{Check, Finding, Mend};

/// Who can enter the folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenTo {
    /// Its owner alone.
    Owner,
    /// A group of users as well.
    Group,
    /// Everyone on this computer.
    Everyone,
    /// That cannot be seen here.
    Unknown,
}

/// Who can enter the folder, and who owns it.
#[derive(Clone, Copy, Debug)]
pub struct Secrecy {
    /// Who can enter.
    pub open_to: OpenTo,
    /// Whether the folder belongs to who runs the program.
    pub is_own: bool,
}

impl Secrecy {
    pub(super) fn judged(self) -> Finding {
        let whom = match self.open_to {
            OpenTo::Owner => return Finding::good(Check::Secrecy, "alleen u kunt op deze computer in de map"),
            OpenTo::Unknown => return Finding::good(Check::Secrecy, "wie in de map kan, regelt u hier in de eigenschappen van de map"),
            OpenTo::Group => "een groep gebruikers van deze computer",
            OpenTo::Everyone => "iedere gebruiker van deze computer",
        };
        let what = format!("{whom} kan in de map, en dus in alle dossiers");
        if !self.is_own {
            return Finding::attention(Check::Secrecy, what, "vraag uw systeembeheerder of dat zo hoort");
        }
        let help = "«klacht diagnose --herstel» sluit de map voor anderen; met «umask 077» in uw profiel worden ook nieuwe mappen gesloten. \
                    Werkt u hier bewust met een groep, laat het dan zo";
        Finding::attention(Check::Secrecy, what, help).mendable(Mend::Secrecy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_owner_closes_a_folder() {
        let mend = |open_to, is_own| Secrecy { open_to, is_own }.judged().mend;
        assert_eq!(mend(OpenTo::Everyone, true), Some(Mend::Secrecy));
        assert_eq!(mend(OpenTo::Group, false), None);
        assert_eq!(mend(OpenTo::Owner, true), None);
    }
}
