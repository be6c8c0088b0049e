//! The templates: those inside the program, and those a repository puts in their place.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard};

use chrono::{Datelike, NaiveDate};
use include_dir::{Dir, include_dir};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, Output, State, UndefinedBehavior, Value, context, escape_formatter};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::day::Day;
use super::filled_pages::{FilledPages, key_of};
use super::passages::shown;
use super::template_error::TemplateError;
use crate::calendar::{month_in_words, weekday_in_words};
use crate::domain::Vocabulary;
use crate::overview::{Profile, SitePart, days_in_words};
use crate::source::hexadecimal;

/// The templates inside the program.
static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/site-templates");

/// The style sheet; with the scripts the only files of the templates that are copied rather than filled in.
const STYLE: &str = "stijl.css";

/// What the name of a script ends with.
const SCRIPT: &str = ".js";

/// Where the templates of letters lie, from `site-templates/`.
pub(in crate::render) const LETTERS: &str = "brieven/";

/// The template of the menu, which every page of a section shares.
const MENU: &str = "menu.html";

/// How many steps a page of a template that is not ours may take; the longest of ours, a full page of the register, takes some tens of
/// thousands.
const MOST_STEPS: u64 = 20_000_000;

/// How deep templates may include one another; ours go four deep, and the stack of a thread holds some hundreds.
const DEEPEST: usize = 60;

/// The templates of the site, ready to be filled in.
#[derive(Debug)]
pub struct Templates {
    environment: Environment<'static>,
    copied: BTreeMap<String, String>,
    fingerprint: String,
    /// The menu by the section of the page and the way from it to the top of the site.
    menus: Mutex<BTreeMap<(&'static str, &'static str), Value>>,
    /// The pages that were made; `None` when nobody asks for one again.
    filled: Option<Mutex<FilledPages>>,
}

/// What every page shows around its own content.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Frame<'a> {
    /// What the title bar says: never a name.
    pub title: String,
    /// Which entry of the navigation this page belongs to.
    pub section: &'static str,
    /// The way from this page to the top of the site.
    pub root: &'static str,
    /// The organisation of the rule file.
    pub organisation: &'a str,
    /// The day the site tells of.
    pub today: Day,
}

/// What every page of a site shows, whatever it is about.
#[derive(Debug, Serialize)]
struct SiteView {
    profile: &'static str,
    /// For whom it is, in words; nothing for who handles the complaints.
    readers: Option<&'static str>,
    /// What the site holds, by the words of [`SitePart`], so that no page leads to what is not there.
    parts: Vec<&'static str>,
    menu: Vec<EntryView>,
}

#[derive(Debug, Serialize)]
struct EntryView {
    section: &'static str,
    address: &'static str,
    name: &'static str,
}

/// What a template knows by name, beside the site.
#[derive(Serialize)]
struct Known<'a, V> {
    page: &'a V,
    frame: &'a Frame<'a>,
    /// The menu as it stands on the page.
    menu: Value,
}

impl Templates {
    /// The embedded templates with the repository's own in their place, by their path from `site-templates/`.
    ///
    /// # Errors
    /// When an own template is no template, or takes the place of none.
    pub fn new(overrides: &BTreeMap<String, String>) -> Result<Self, TemplateError> {
        let mut sources = embedded();
        for (name, source) in overrides {
            let known = || sources.keys().cloned().collect();
            if !sources.contains_key(name) {
                return Err(TemplateError::Unknown { name: name.clone(), known: known() });
            }
            sources.insert(name.clone(), source.clone());
        }
        let fingerprint = fingerprint(&sources);
        let (copied, sources): (BTreeMap<_, _>, BTreeMap<_, _>) = sources.into_iter().partition(|(name, _)| name == STYLE || name.ends_with(SCRIPT));
        let mut environment = Environment::new();
        environment.set_formatter(write_escaped);
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        // Ours end; to count their steps as well is work on every one of them.
        environment.set_fuel((!overrides.is_empty()).then_some(MOST_STEPS));
        environment.set_recursion_limit(DEEPEST);
        environment
            .set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build().expect("the delimiters are those of the engine"));
        environment.add_filter("day", |day: Option<&str>| tagged(day, write_day));
        environment.add_filter("weekday", |day: Option<&str>| tagged(day, write_weekday));
        environment.add_filter("month", |day: &str| Ok::<_, minijinja::Error>(month_in_full(parsed(day)?)));
        environment.add_filter("days", days_in_words);
        for (name, source) in sources {
            environment.add_template_owned(name, source).map_err(|error| TemplateError::of(&error))?;
        }
        Ok(Self { environment, copied, fingerprint, menus: Mutex::default(), filled: None }.for_profile(Profile::Full))
    }

    /// The same templates for a site of this profile: its menu, and for whom every page says it is.
    #[must_use]
    pub fn for_profile(mut self, profile: Profile) -> Self {
        let entries = SitePart::ALL.iter().filter(|part| profile.holds(**part)).filter_map(|part| part.menu_entry());
        let menu = entries.map(|entry| EntryView { section: entry.section, address: entry.address, name: entry.name }).collect();
        let parts = SitePart::ALL.iter().filter(|part| profile.holds(**part)).map(|part| part.word()).collect();
        let site = SiteView { profile: profile.word(), readers: profile.readers(), parts, menu };
        self.environment.add_global("site", Value::from(Serde(site)));
        self.menus = Mutex::default();
        self
    }

    /// The same templates, which also keep the pages over many dossiers: a site that is built again has most of them again.
    #[must_use]
    pub fn keeping_pages(mut self) -> Self {
        self.filled = Some(Mutex::default());
        self
    }

    /// The style sheet.
    #[must_use]
    pub fn style(&self) -> &str {
        self.copied.get(STYLE).expect("the style sheet is embedded")
    }

    /// The style sheet and the scripts, by their address: they are part of the site as they are.
    pub fn copied(&self) -> impl Iterator<Item = (&str, &str)> {
        self.copied.iter().map(|(name, source)| (name.as_str(), source.as_str()))
    }

    /// The text of a template as it was given, such as a style sheet of a page that stands alone.
    ///
    /// # Errors
    /// When there is no such template.
    pub(super) fn source(&self, template: &str) -> Result<String, TemplateError> {
        let template = self.environment.get_template(template).map_err(|error| TemplateError::of(&error))?;
        Ok(template.source().to_owned())
    }

    /// A hash of every template: another one means that every page may have changed.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// The page this template makes of the view, which it knows as `page`. Where pages are kept, one that was made of the same view
    /// before is not made again.
    pub(super) fn fill(&self, template: &str, frame: &Frame<'_>, view: &impl Serialize) -> Result<String, TemplateError> {
        let Some(filled) = &self.filled else { return self.fill_once(template, frame, view) };
        let key = key_of(template, frame, view);
        if let Some(page) = key.and_then(|key| opened(filled).again(&frame.title, key)) {
            return Ok(page);
        }
        let page = self.fill_once(template, frame, view)?;
        if let Some(key) = key {
            opened(filled).keep(&frame.title, key, &page);
        }
        Ok(page)
    }

    /// The same, of a page of which there are too many to keep.
    pub(super) fn fill_once(&self, template: &str, frame: &Frame<'_>, view: &impl Serialize) -> Result<String, TemplateError> {
        let template = self.environment.get_template(template).map_err(|error| TemplateError::of(&error))?;
        let known = Known { page: view, frame, menu: self.menu(frame)? };
        template.render(Value::from(Serde(known))).map_err(|error| TemplateError::of(&error))
    }

    /// The menu of a page with this frame.
    fn menu(&self, frame: &Frame<'_>) -> Result<Value, TemplateError> {
        let menus = || self.menus.lock().expect("whoever keeps a menu does not panic");
        let known = menus().get(&(frame.section, frame.root)).cloned();
        if let Some(menu) = known {
            return Ok(menu);
        }
        // Of a frame the menu knows no more than it is kept by.
        let frame_of_menu = context! { section => frame.section, root => frame.root };
        let filled = self.environment.get_template(MENU).and_then(|menu| menu.render(context! { frame => frame_of_menu }));
        let menu = Value::from_safe_string(filled.map_err(|error| TemplateError::of(&error))?);
        menus().insert((frame.section, frame.root), menu.clone());
        Ok(menu)
    }

    /// Forgets the pages that nobody asked for since the last time, though others of the same list were.
    pub fn forget_unused(&self) {
        self.filled.iter().for_each(|filled| opened(filled).forget_unused());
    }
}

/// The pages that were made, for whoever asks now.
fn opened(filled: &Mutex<FilledPages>) -> MutexGuard<'_, FilledPages> {
    filled.lock().expect("whoever keeps a page does not panic")
}

/// Writes a value into a page. The engine's own escaping also spells out every `/`, which no page needs.
fn write_escaped(output: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), minijinja::Error> {
    match value.as_str() {
        Some(text) if !value.is_safe() => output.write_str(&shown(text)).map_err(minijinja::Error::from),
        _ => escape_formatter(output, state, value),
    }
}

/// The templates of the site; those of letters are none of its business.
pub(super) fn embedded() -> BTreeMap<String, String> {
    let mut sources = sources_in(&EMBEDDED);
    sources.retain(|name, _| !name.starts_with(LETTERS));
    sources
}

/// The templates of letters, by their path from `site-templates/`.
pub(in crate::render) fn embedded_letters() -> BTreeMap<String, String> {
    let mut sources = sources_in(&EMBEDDED);
    sources.retain(|name, _| name.starts_with(LETTERS));
    sources
}

fn sources_in(top: &'static Dir<'static>) -> BTreeMap<String, String> {
    let mut sources = BTreeMap::new();
    let mut folders = vec![top];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        for file in folder.files() {
            // Separators of the machine the program was built on.
            let name = file.path().to_string_lossy().replace('\\', "/");
            sources.insert(name, file.contents_utf8().expect("templates are text").to_owned());
        }
    }
    sources
}

fn fingerprint(sources: &BTreeMap<String, String>) -> String {
    let mut hasher = Sha256::new();
    for (name, source) in sources {
        hasher.update(name.as_bytes());
        hasher.update([0]);
        hasher.update(source.as_bytes());
        hasher.update([0]);
    }
    hexadecimal(&hasher.finalize())
}

/// The day in Dutch, marked up so that a machine can read it too; a dash when there is none.
fn tagged(day: Option<&str>, write: fn(&mut String, &str, NaiveDate)) -> Result<Value, minijinja::Error> {
    let Some(day) = day else { return Ok(Value::from("–")) };
    let mut tagged = String::with_capacity(64);
    tagged.extend(["<time datetime=\"", day, "\">"]);
    write(&mut tagged, day, parsed(day)?);
    tagged.push_str("</time>");
    Ok(Value::from_safe_string(tagged))
}

/// "3 november 2026", of the day that is told as `2026-11-03`.
fn write_day(text: &mut String, told: &str, day: NaiveDate) {
    text.extend([unpadded(&told[8..]), " ", month_in_words(day), " ", unpadded(&told[..4])]);
}

/// A number without the noughts before it.
fn unpadded(digits: &str) -> &str {
    let number = digits.trim_start_matches('0');
    if number.is_empty() { "0" } else { number }
}

/// "dinsdag 3 november 2026", of the day that is told as `2026-11-03`.
fn write_weekday(text: &mut String, told: &str, day: NaiveDate) {
    text.extend([weekday_in_words(day), " "]);
    write_day(text, told, day);
}

/// "november 2026".
fn month_in_full(day: NaiveDate) -> String {
    format!("{} {}", month_in_words(day), day.year())
}

/// The day a view tells as `2026-11-03`.
fn parsed(day: &str) -> Result<NaiveDate, minijinja::Error> {
    let part = |from: usize, to: usize| day.get(from..to)?.parse::<u32>().ok();
    let day = || NaiveDate::from_ymd_opt(part(0, 4)?.try_into().ok()?, part(5, 7)?, part(8, 10).filter(|_| day.len() == 10)?);
    day().ok_or_else(|| minijinja::Error::new(minijinja::ErrorKind::InvalidOperation, "dit is geen dag"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(name: &str, source: &str) -> Result<Templates, TemplateError> {
        Templates::new(&BTreeMap::from([(name.to_owned(), source.to_owned())]))
    }

    #[test]
    fn error_in_an_own_template_is_named_with_file_and_line() {
        let Err(TemplateError::Wrong { name, line, .. }) = with("over.html", "een\ntwee {% if %}\n") else { panic!("accepted") };
        assert_eq!((name.as_str(), line), ("over.html", 2));
    }

    #[test]
    fn file_that_takes_the_place_of_no_template_is_refused() {
        let error = with("overr.html", "").unwrap_err();
        assert!(error.to_string().starts_with("«site-templates/overr.html» vervangt geen sjabloon; bekend zijn:"), "{error}");
    }

    #[test]
    fn own_template_changes_the_fingerprint() {
        let own = with("stijl.css", "p { color: black }").unwrap();
        assert_ne!(own.fingerprint(), Templates::new(&BTreeMap::new()).unwrap().fingerprint());
        assert!(own.copied().any(|file| file == ("stijl.css", "p { color: black }")));
    }

    #[test]
    fn menu_knows_of_a_page_only_its_section_and_its_way_to_the_top() {
        let frame = |title: &str| Frame {
            title: title.to_owned(),
            section: "over",
            root: "",
            organisation: "Linde",
            today: Day(parsed("2026-11-03").unwrap()),
        };
        let own = with("menu.html", "{{ frame.section }}{% for entry in site.menu %}{% endfor %}").unwrap();
        assert_eq!(own.menu(&frame("Een")).unwrap().to_string(), "over");
        let Err(TemplateError::Wrong { name, .. }) = with("menu.html", "{{ frame.title }}").unwrap().menu(&frame("Een")) else { panic!("filled in") };
        assert_eq!(name, "menu.html");
    }

    #[test]
    fn day_is_written_in_dutch_and_for_machines() {
        assert_eq!(tagged(Some("2026-03-03"), write_weekday).unwrap().to_string(), "<time datetime=\"2026-03-03\">dinsdag 3 maart 2026</time>");
    }
}
