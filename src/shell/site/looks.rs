//! What every page of a site is made with: the rule file and the templates.

use std::collections::BTreeMap;

use super::error::SiteError;
use super::gather::Parts;
use super::lists::PROGRAM;
use super::own_templates::own_site_sources;
use crate::domain::Vocabulary;
use crate::overview::Profile;
use crate::regulation::Rules;
use crate::render::html::Templates;
use crate::shell::office::{Office, RULE_FILE};
use crate::source::{hexadecimal, read_rules};

/// The rule file and the templates; other looks make every page another.
#[derive(Debug)]
pub(super) struct Looks {
    /// The rules.
    pub rules: Rules,
    /// The templates.
    pub templates: Templates,
    /// A hash of program, templates, rule file and for whom the site is.
    pub hash: String,
    rule_file: Vec<u8>,
    own: BTreeMap<String, String>,
}

impl Looks {
    /// The looks of a site of this profile as the files of the office are now; the former ones when nothing changed.
    ///
    /// # Errors
    /// When a file cannot be read, the rule file is unsound or a template is wrong.
    pub fn of(office: &Office, profile: Profile, former: Option<Self>) -> Result<Self, SiteError> {
        let rule_file = office.read(RULE_FILE)?;
        let own = own_site_sources(office)?;
        match former {
            Some(former) if former.rule_file == rule_file && former.own == own => Ok(former),
            _ => Self::made(rule_file, own, profile),
        }
    }

    fn made(rule_file: Vec<u8>, own: BTreeMap<String, String>, profile: Profile) -> Result<Self, SiteError> {
        let rules = read_rules(&rule_file).0.ok_or(SiteError::UnsoundRules)?;
        let templates = Templates::new(&own)?.for_profile(profile);
        let mut parts = Parts::default();
        let looks = [PROGRAM.as_bytes(), templates.fingerprint().as_bytes(), &rule_file, profile.word().as_bytes()];
        looks.into_iter().for_each(|part| parts.add(part));
        Ok(Self { rules, templates, hash: hexadecimal(&parts.digest()), rule_file, own })
    }
}
