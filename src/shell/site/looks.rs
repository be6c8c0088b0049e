//! What every page of a site is made with: the rule file and the templates.

use std::collections::BTreeMap;

use super::error::SiteError;
use super::gather::Parts;
use super::lists::PROGRAM;
use super::offices::SiteOffice;
use super::order::SiteOrder;
use super::own_templates::own_site_sources;
use crate::domain::Vocabulary;
use crate::regulation::Rules;
use crate::render::html::Templates;
use crate::shell::office::RULE_FILE;
use crate::source::{hexadecimal, read_rules};

/// The rule file and the templates; other looks make every page another.
#[derive(Debug)]
pub(super) struct Looks {
    /// The rules of every office, in its order.
    pub rules: Vec<Rules>,
    /// The templates.
    pub templates: Templates,
    /// A hash of program, templates, rule files, what the offices are called, and for whom the site is.
    pub hash: String,
    rule_files: Vec<Vec<u8>>,
    own: BTreeMap<String, String>,
}

/// How often a site is built in one process.
#[derive(Clone, Copy, Debug)]
pub(super) enum Builds {
    /// Once: nothing that is made is asked for again.
    Once,
    /// Again and again.
    Again,
}

impl Looks {
    /// The looks of the site that was ordered as the files of its offices are now; the former ones when nothing changed.
    /// The templates are those of the first.
    ///
    /// # Errors
    /// When a file cannot be read, the rule file is unsound or a template is wrong.
    pub fn of(order: &SiteOrder, builds: Builds, former: Option<Self>) -> Result<Self, SiteError> {
        let rule_files = order.offices.iter().map(|office| office.office.read(RULE_FILE)).collect::<Result<Vec<_>, _>>()?;
        let own = own_site_sources(&order.offices[0].office)?;
        match former {
            Some(former) if former.rule_files == rule_files && former.own == own => Ok(former),
            _ => Self::made(rule_files, own, order, builds),
        }
    }

    fn made(rule_files: Vec<Vec<u8>>, own: BTreeMap<String, String>, order: &SiteOrder, builds: Builds) -> Result<Self, SiteError> {
        let (offices, profile) = (&order.offices, order.profile());
        let read = |(file, office): (&Vec<u8>, &SiteOffice)| read_rules(file).0.ok_or_else(|| SiteError::UnsoundRules(office.told(RULE_FILE)));
        let rules = rule_files.iter().zip(offices).map(read).collect::<Result<_, _>>()?;
        let templates = Templates::new(&own)?.for_profile(profile);
        let templates = match builds {
            Builds::Once => templates,
            Builds::Again => templates.keeping_pages(),
        };
        let mut parts = Parts::default();
        let looks = [PROGRAM.as_bytes(), templates.fingerprint().as_bytes(), &rule_files[0], profile.word().as_bytes()];
        looks.into_iter().for_each(|part| parts.add(part));
        for (office, rule_file) in offices.iter().zip(&rule_files).skip(1) {
            parts.add(office.told("").as_bytes());
            parts.add(rule_file);
        }
        Ok(Self { rules, templates, hash: hexadecimal(&parts.digest()), rule_files, own })
    }
}
