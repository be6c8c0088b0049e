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
