//! The pages themselves.

use include_dir::{Dir, include_dir};

use super::meanings::meaning;
use super::placeholders::fill;
use crate::diagnostic::Code;
use crate::regulation::Rules;

/// The pages, one a code.
static PAGES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/docs/opmerkingen");

/// The page of a remark under these rules, in Markdown: with the provision it rests on and its weight.
#[must_use]
pub fn page(code: Code, rules: &Rules) -> String {
    let text = fill(written(code), |placeholder| meaning(placeholder.name, rules));
    let (summary, rest) = text.split_once("\n\n## ").expect("a test reads the sections of every page");
    format!("{summary}\n\n{}\n\n## {rest}", standing(code, rules))
}

/// Every remark with its weight under these rules and what it says, in the order of the procedure.
#[must_use]
pub fn all_codes(rules: &Rules) -> String {
    let longest = Code::ALL.iter().map(|code| code.id().len()).max().unwrap_or_default();
    let line = |code: &Code| format!("{:longest$}  {:12}  {}\n", code.id(), rules.severity(*code), summary(*code));
    let lines: String = Code::ALL.iter().map(line).collect();
    format!("{lines}\n«klacht uitleg CODE» legt er een uit.\n")
}

/// "Weegt als fout. Rust op art. 3 stap 2 van de Klachtenregeling."
fn standing(code: Code, rules: &Rules) -> String {
    let severity = rules.severity(code);
    match code.provision() {
        Some(provision) => format!("Weegt als {severity}. Rust op {} ({}).", rules.article(provision), rules.procedure.name),
        None => format!("Weegt als {severity}. Gaat over de vorm van een bestand."),
    }
}

/// The page as it lies in the documentation.
fn written(code: Code) -> &'static str {
    let file = PAGES.get_file(format!("{}.md", code.id()));
    file.and_then(include_dir::File::contents_utf8).expect("every code has a page, and a test keeps it so")
}

/// The remark whose name looks most like this word; `None` when none looks like it.
#[must_use]
pub fn nearest(word: &str) -> Option<&'static str> {
    let shared = |id: &str| id.split('-').filter(|part| part.len() > 2 && word.contains(*part)).count();
    let best = Code::ALL.iter().map(|code| code.id()).max_by_key(|id| shared(id))?;
    (shared(best) > 0).then_some(best)
}

/// The sentence under the title of the page.
#[must_use]
pub fn summary(code: Code) -> &'static str {
    written(code).lines().skip(1).find(|line| !line.is_empty()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::render::explanation::placeholders::placeholders;
    use crate::source::{ShippedRules, default_rules, read_rules};

    fn shipped(rules: &ShippedRules) -> Rules {
        read_rules(rules.text.as_bytes()).0.unwrap()
    }

    #[test]
    fn every_remark_has_a_page_that_bears_its_name() {
        for code in Code::ALL {
            assert!(written(*code).starts_with(&format!("# {}\n", code.id())), "{code}");
        }
    }

    #[test]
    fn page_as_it_lies_says_what_the_default_rule_file_says() {
        let rules = default_rules();
        let mut judged = 0;
        for code in Code::ALL {
            for placeholder in placeholders(written(*code)).into_iter().filter(|placeholder| !placeholder.name.starts_with("derde")) {
                let usual = placeholder.usual.split_whitespace().collect::<Vec<_>>().join(" ");
                assert_eq!(meaning(placeholder.name, &rules), Some(usual), "{code}: {}", placeholder.name);
                judged += 1;
            }
        }
        assert!(judged > 30, "{judged}");
    }

    #[test]
    fn page_names_the_provision_and_the_weight_of_the_own_procedure() {
        let rules = shipped(ShippedRules::named("zes-weken").unwrap());
        let page = page(Code::LateAnswer, &rules);
        assert!(page.contains("Weegt als fout. Rust op artikel 9:11 lid 1 (Klachtenreglement Woonstichting Tussenlinden)."), "{page}");
        assert!(page.contains("binnen zes weken na de ontvangst"), "{page}");
        assert!(!page.contains("{{"), "{page}");
    }

    #[test]
    fn page_names_no_length_of_time_and_no_article_that_its_procedure_does_not_have() {
        for shipped_rules in ShippedRules::ALL {
            let rules = shipped(shipped_rules);
            let known = lengths(shipped_rules.text);
            for code in Code::ALL {
                let page = page(*code, &rules);
                let strange: Vec<_> = lengths(&page).difference(&known).cloned().collect();
                assert!(strange.is_empty(), "{} {code}: {strange:?}", shipped_rules.name);
                let strange: Vec<_> = articles(&page).into_iter().filter(|article| !shipped_rules.text.contains(article)).collect();
                assert!(strange.is_empty(), "{} {code}: {strange:?}", shipped_rules.name);
            }
        }
    }

    #[test]
    fn planted_length_and_article_are_found() {
        assert_eq!(lengths("binnen (twee werkdagen), vier weken of één jaar"), ["2 werkdagen", "28 dagen", "12 maanden"].map(str::to_owned).into());
        assert_eq!(articles("volgens art. 3 stap 2 en AVG art. 12 lid 3, zie artikel 9:11."), ["art. 3", "artikel 9:11"]);
    }

    /// Every number with a unit of time, in figures and the smallest unit: "2 werkdagen", "28 dagen" for four weeks.
    fn lengths(text: &str) -> BTreeSet<String> {
        let letters = ["één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf", "dertien", "veertien"];
        let units = [
            (["werkdag", "werkdagen"], 1, "werkdagen"),
            (["dag", "dagen"], 1, "dagen"),
            (["week", "weken"], 7, "dagen"),
            (["maand", "maanden"], 1, "maanden"),
            (["jaar", "jaar"], 12, "maanden"),
        ];
        let words: Vec<_> = text.split_whitespace().map(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric())).collect();
        let pairs = words.windows(2).filter_map(|pair| {
            let figure = |word: &str| letters.iter().position(|letter| word.to_lowercase() == *letter).map(|index| index + 1);
            let count = pair[0].parse::<usize>().ok().filter(|count| *count < 1000).or_else(|| figure(pair[0]))?;
            let (_, times, unit) = units.iter().find(|(names, ..)| names.contains(&pair[1]))?;
            Some(format!("{} {unit}", count * times))
        });
        pairs.collect()
    }

    /// Every article by its number, but those of a law that is named.
    fn articles(text: &str) -> Vec<String> {
        let words: Vec<_> = text.split_whitespace().map(|word| word.trim_matches(['(', ')', ',', ';', '*', '`'])).collect();
        let is_number = |word: &str| word.starts_with(|letter: char| letter.is_ascii_digit());
        let named = words.windows(3).filter(|three| ["art.", "artikel", "punt", "lid", "stap"].contains(&three[1]) && is_number(three[2]));
        let own = named.filter(|three| !["AVG", "termijnenwet"].contains(&three[0]) && !(["lid", "stap"].contains(&three[1])));
        own.map(|three| format!("{} {}", three[1], three[2].trim_end_matches('.'))).collect()
    }
}
