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
    /// With whom git was told that the folder is shared on purpose.
    pub shared_with: OpenTo,
}

impl Secrecy {
    pub(super) fn judged(self) -> Finding {
        let whom = match self.open_to {
            OpenTo::Owner => return Finding::good(Check::Secrecy, "alleen u kunt op deze computer in de map"),
            OpenTo::Unknown => return Finding::good(Check::Secrecy, "wie in de map kan, regelt u hier in de eigenschappen van de map"),
            OpenTo::Group => "een groep gebruikers van deze computer",
            OpenTo::Everyone => "iedere gebruiker van deze computer",
        };
        if self.shared_with == self.open_to {
            return Finding::good(Check::Secrecy, format!("{whom} kan in de map; zo is het bij git ingesteld (core.sharedRepository)"));
        }
        let what = format!("{whom} kan in de map, en dus in alle dossiers");
        if !self.is_own {
            return Finding::attention(Check::Secrecy, what, "vraag uw systeembeheerder of dat zo hoort");
        }
        if matches!(self.shared_with, OpenTo::Group | OpenTo::Everyone) {
            let help = "de map is bij git ingesteld als gedeeld (core.sharedRepository), en wordt daarom niet vanzelf gesloten. \
                        Hoort alleen uw groep erin, sluit haar dan voor anderen met: chmod o-rwx MAP";
            return Finding::attention(Check::Secrecy, what, help);
        }
        let help = "«klacht diagnose --herstel» sluit de map voor anderen; met «umask 077» in uw profiel worden ook nieuwe mappen gesloten. \
                    Werkt u hier bewust met een groep, laat het dan zo";
        Finding::attention(Check::Secrecy, what, help).mendable(Mend::Secrecy)
    }
}

#[cfg(test)]
mod tests {
    use super::super::finding::Weight;
    use super::*;

    #[test]
    fn only_the_owner_closes_a_folder() {
        let mend = |open_to, is_own| Secrecy { open_to, is_own, shared_with: OpenTo::Owner }.judged().mend;
        assert_eq!(mend(OpenTo::Everyone, true), Some(Mend::Secrecy));
        assert_eq!(mend(OpenTo::Group, false), None);
        assert_eq!(mend(OpenTo::Owner, true), None);
    }

    #[test]
    fn folder_that_is_shared_on_purpose_is_never_closed() {
        let judged = |open_to, shared_with| Secrecy { open_to, is_own: true, shared_with }.judged();
        let stands = |open_to, shared_with| (judged(open_to, shared_with).weight, judged(open_to, shared_with).mend);
        assert_eq!(stands(OpenTo::Group, OpenTo::Group), (Weight::Good, None));
        assert_eq!(stands(OpenTo::Everyone, OpenTo::Everyone), (Weight::Good, None));
        assert_eq!(stands(OpenTo::Everyone, OpenTo::Group), (Weight::Attention, None));
        assert_eq!(stands(OpenTo::Group, OpenTo::Everyone), (Weight::Attention, None));
    }
}
