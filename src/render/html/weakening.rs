//! What a template of the repository no longer sees to, though the one it replaces did (decision 100).

use std::collections::BTreeMap;
use std::fmt;

use super::templates::embedded;

/// The page around every page.
const AROUND: &str = "basis.html";
/// What begins the line that forbids a browser to load or run anything else.
const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\"";

/// Something that an own template no longer sees to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weakening {
    /// The template, from `site-templates/`.
    pub name: String,
    /// The line, from 1; `None` when it is about what is not there.
    pub line: Option<usize>,
    /// What it means for who uses the site.
    pub what: &'static str,
}

impl fmt::Display for Weakening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = self.line.map(|line| format!(", regel {line}")).unwrap_or_default();
        write!(f, "«site-templates/{}»{line}: {}", self.name, self.what)
    }
}

/// What these own templates no longer see to, in order of file and line. A line that ours has as well is never named.
#[must_use]
pub fn weakenings(own: &BTreeMap<String, String>) -> Vec<Weakening> {
    let ours = embedded();
    let mut found = Vec::new();
    for (name, source) in own {
        let Some(replaced) = ours.get(name) else { continue };
        let of_file = |what| Weakening { name: name.clone(), line: None, what };
        found.extend(lost(name, source, replaced).into_iter().map(of_file));
        for (line, text) in source.lines().enumerate() {
            let is_ours = replaced.lines().any(|ours| ours.trim() == text.trim());
            let whats = if is_ours { Vec::new() } else { risky(name, text) };
            found.extend(whats.into_iter().map(|what| Weakening { name: name.clone(), line: Some(line + 1), what }));
        }
    }
    found
}

/// What the template lacks of the one it replaces.
fn lost(name: &str, source: &str, replaced: &str) -> Vec<&'static str> {
    let policy = |text: &str| text.lines().map(str::trim).find(|line| line.starts_with(POLICY)).map(str::to_owned);
    let is_page = |text: &str| text.contains("extends");
    let mut lost = Vec::new();
    let lacks_policy = if is_page(replaced) { !is_page(source) && policy(source).is_none() } else { policy(replaced) != policy(source) };
    if lacks_policy {
        lost.push("de regel die de browser verbiedt iets te laden of uit te voeren (Content-Security-Policy) is weg of anders");
    }
    if name == AROUND && !source.contains("noindex") {
        lost.push("de regel die zoekmachines weghoudt (robots, noindex) is weg");
    }
    if name == AROUND && !source.contains("site.readers") {
        lost.push("de bladzijden zeggen niet meer voor wie zij zijn (site.readers)");
    }
    if name.ends_with(".js") && !source.trim().is_empty() {
        lost.push("dit script draait in de browser van wie de site opent; klacht kan niet zien wat het doet");
    }
    lost
}

/// What a line does that ours never do.
fn risky(name: &str, line: &str) -> Vec<&'static str> {
    let line: String = line.chars().filter(|sign| !sign.is_whitespace()).flat_map(char::to_lowercase).collect();
    let mut found = Vec::new();
    if line.contains("|safe") || line.contains("{%autoescape") || line.contains("{%-autoescape") {
        found.push("hier komt een waarde ongefilterd op de bladzijde: wat iemand in een dossier typt, kan dan iets uitvoeren");
    }
    if line.contains("<script") && name.ends_with(".html") {
        found.push("hier staat een script; de bladzijden staan alleen scripts van de site zelf toe");
    }
    let elsewhere = ["src=\"http", "src='http", "src=\"//", "url(http", "url(\"http", "url('http", "url(//", "@import"];
    let loads = elsewhere.iter().any(|way| line.contains(way)) || (line.contains("<link") && line.contains("href=\"http"));
    if loads {
        found.push("hier wordt iets van een andere plek gehaald; de site vraagt verder niets van het internet");
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(name: &str, source: &str) -> Vec<String> {
        let found = weakenings(&BTreeMap::from([(name.to_owned(), source.to_owned())]));
        found.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn our_own_templates_weaken_nothing() {
        let ours: BTreeMap<String, String> = embedded().into_iter().filter(|(name, _)| !name.ends_with(".js")).collect();
        assert_eq!(weakenings(&ours), []);
    }

    #[test]
    fn page_that_loses_a_guarantee_is_told() {
        let basis = &embedded()[AROUND];
        let without = |what: &str| basis.lines().filter(|line| !line.contains(what)).collect::<Vec<_>>().join("\n");
        for (lost, words) in
            [("Content-Security-Policy", "Content-Security-Policy"), ("noindex", "zoekmachines"), ("site.readers", "voor wie zij zijn")]
        {
            let told = told(AROUND, &without(lost));
            assert!(told.len() == 1 && told[0].contains(words), "{lost}: {told:?}");
        }
        assert_eq!(told(AROUND, &basis.replace("script-src 'self'", "script-src *")).len(), 1);
        assert_eq!(told("over.html", "<p>eigen</p>").len(), 1);
        assert_eq!(told("over.html", "{% extends \"basis.html\" %}"), Vec::<String>::new());
        assert_eq!(told("zoek.js", "eigen()").len(), 1);
        assert_eq!(told("toets.js", "\n"), Vec::<String>::new());
    }

    #[test]
    fn line_that_trusts_or_loads_is_told_by_its_number() {
        for line in ["{{ page.x | safe }}", "{% autoescape false %}", "<script>1</script>", "<img src=\"https://elders.example/a.png\">"] {
            let told = told("rijen.html", &format!("een\n{line}\n"));
            assert!(told.len() == 1 && told[0].starts_with("«site-templates/rijen.html», regel 2: "), "{line}: {told:?}");
        }
        assert_eq!(told("stijl.css", "p { color: red }\n@import url(https://elders.example/a.css);").len(), 1);
    }
}
