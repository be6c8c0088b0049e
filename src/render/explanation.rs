//! The page of every remark, inside the program.

use include_dir::{Dir, include_dir};

use crate::diagnostic::Code;

/// The pages, one a code.
static PAGES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/docs/opmerkingen");

/// The page of a remark, in Markdown.
#[must_use]
pub fn page(code: Code) -> &'static str {
    let file = PAGES.get_file(format!("{}.md", code.id()));
    file.and_then(include_dir::File::contents_utf8).expect("every code has a page, and a test keeps it so")
}

/// Every remark with its weight and what it says, in the order of the procedure.
#[must_use]
pub fn all_codes() -> String {
    let longest = Code::ALL.iter().map(|code| code.id().len()).max().unwrap_or_default();
    let line = |code: &Code| format!("{:longest$}  {:12}  {}\n", code.id(), code.severity(), summary(*code));
    let lines: String = Code::ALL.iter().map(line).collect();
    format!("{lines}\n«klacht uitleg CODE» legt er een uit.\n")
}

/// The remark whose name looks most like this word; `None` when none looks like it.
#[must_use]
pub fn nearest(word: &str) -> Option<&'static str> {
    let shared = |id: &str| id.split('-').filter(|part| part.len() > 2 && word.contains(*part)).count();
    let best = Code::ALL.iter().map(|code| code.id()).max_by_key(|id| shared(id))?;
    (shared(best) > 0).then_some(best)
}

/// The sentence under the title of the page.
fn summary(code: Code) -> &'static str {
    page(code).lines().skip(1).find(|line| !line.is_empty()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_remark_has_a_page_that_bears_its_name() {
        for code in Code::ALL {
            assert!(page(*code).starts_with(&format!("# {}\n", code.id())), "{code}");
        }
    }
}
