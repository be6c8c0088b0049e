//! Where the dossiers are pushed to. An address may hold a password; nothing of it is ever told but the host.

use super::finding::{Check, Finding};

/// Hosts where a store can be public, by the end of their name.
const OPEN_HOSTS: [&str; 6] = ["github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "gitea.com", "sr.ht"];

/// The places, by name.
#[derive(Clone, Debug, Default)]
pub struct Remotes(pub Vec<Remote>);

/// A place to push to.
#[derive(Clone, Debug)]
pub struct Remote {
    /// What git calls it here.
    pub name: String,
    /// Its host; `None` for a folder.
    pub host: Option<String>,
    /// Whether its address holds a password.
    pub has_secret: bool,
    /// Whether what travels can be read on the way.
    pub is_open_on_the_way: bool,
}

impl Remotes {
    pub(super) fn judged(&self) -> Finding {
        let Self(remotes) = self;
        if let Some(leaking) = remotes.iter().find(|remote| remote.has_secret) {
            let what = format!("in het adres van «{}» staat een wachtwoord, leesbaar in .git/config", leaking.name);
            let help = "trek dat wachtwoord in, zet het adres zonder wachtwoord met «git remote set-url», en laat git het onthouden met een credential helper of een ssh-sleutel";
            return Finding::attention(Check::Remotes, what, help);
        }
        if let Some(bare) = remotes.iter().find(|remote| remote.is_open_on_the_way) {
            let what = format!("alles gaat onversleuteld naar «{}»", bare.name);
            return Finding::attention(Check::Remotes, what, "gebruik een adres met https:// of ssh");
        }
        if let Some((remote, host)) = remotes.iter().find_map(|remote| Some((remote, remote.open_host()?))) {
            let what = format!("«{}» staat bij {host}, waar een opslag ook openbaar kan zijn", remote.name);
            return Finding::attention(Check::Remotes, what, "controleer bij de aanbieder dat deze opslag besloten is, en wie erbij kan");
        }
        match remotes.len() {
            0 => Finding::good(Check::Remotes, "alles staat alleen op deze computer; denk aan een reservekopie"),
            1 => Finding::good(Check::Remotes, "er is één opslag elders, geen openbare die we kennen"),
            count => Finding::good(Check::Remotes, format!("er zijn {count} plaatsen elders, geen openbare die we kennen")),
        }
    }
}

impl Remote {
    fn open_host(&self) -> Option<&'static str> {
        let host = self.host.as_deref()?.to_lowercase();
        OPEN_HOSTS.into_iter().find(|open| host == *open || host.strip_suffix(open).is_some_and(|rest| rest.ends_with('.')))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overview::health::Weight;

    fn judged(host: &str, has_secret: bool) -> Finding {
        let host = Some(host.to_owned()).filter(|host| !host.is_empty());
        Remotes(vec![Remote { name: "origin".to_owned(), host, has_secret, is_open_on_the_way: false }]).judged()
    }

    #[test]
    fn place_that_may_be_public_deserves_a_look() {
        assert!(judged("github.com", false).what.contains("github.com"));
        assert_eq!(judged("SSH.GitHub.com", false).weight, Weight::Attention);
        assert_eq!(judged("git.voorbeeld.example", false).weight, Weight::Good);
        assert_eq!(judged("mygithub.com", false).weight, Weight::Good);
        assert_eq!(judged("", false).weight, Weight::Good);
    }

    #[test]
    fn password_comes_first() {
        assert!(judged("github.com", true).what.contains("wachtwoord"));
    }
}
