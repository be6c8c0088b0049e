//! What of a remark may leave the machine: number, field and code, and the sentence every remark of its code has. Never a value.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::explanation;
use crate::diagnostic::{Code, Severity};
use crate::domain::DossierId;
use crate::overview::CheckedFile;
use crate::regulation::Rules;
use crate::source::{Lines, Located, Position, default_rules};

/// A remark as others may see it.
pub(super) struct OutwardRemark {
    /// The dossier it is about; `None` for any other file.
    pub(super) number: Option<DossierId>,
    /// The place in the dossier or the rule file; `None` for the file as a whole.
    pub(super) field: Option<String>,
    /// Which remark.
    pub(super) code: Code,
    /// How much it weighs here.
    pub(super) severity: Severity,
    /// The file from the repository on, with `/`; of a file whose path may tell a name only the folder at the top.
    pub(super) path: String,
    /// The commit it is about, in brief; `None` for the file as it is.
    pub(super) commit: Option<String>,
    /// Where in the file; `None` where it is about no place in it, or the file is not named.
    pub(super) position: Option<Position>,
    /// Which of the remarks with this number, field and code it is, from 1.
    pub(super) ordinal: usize,
}

impl OutwardRemark {
    /// Number, field and code in one line.
    pub(super) fn about(&self) -> String {
        let about = [self.number.map(|number| number.to_string()), self.field.clone(), Some(self.code.id().to_owned()), self.commit.clone()];
        about.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// A name for this remark that stays when lines above it come and go.
    pub(super) fn fingerprint(&self) -> String {
        let of = self.number.map_or_else(|| self.path.clone(), |number| number.to_string());
        let commit = self.commit.as_ref().map(|commit| format!("/{commit}")).unwrap_or_default();
        format!("{of}/{}/{}/{}{commit}", self.code, self.field.as_deref().unwrap_or_default(), self.ordinal)
    }
}

/// The remarks of a file. `folder` is the way from the repository to the dossier folder: empty, or with a slash at its end.
pub(super) fn outward(file: &CheckedFile, folder: &str) -> Vec<OutwardRemark> {
    let lines = Lines::new(&file.bytes);
    let mut seen: BTreeMap<_, usize> = BTreeMap::new();
    let path = if file.is_ours() { file.path.as_str() } else { file.path.split('/').next().unwrap_or_default() };
    let one = |remark: &Located| {
        let diagnostic = &remark.diagnostic;
        let field = diagnostic.place.name();
        let count = seen.entry((diagnostic.code, field.clone())).or_default();
        *count += 1;
        OutwardRemark {
            number: file.number,
            field,
            code: diagnostic.code,
            severity: diagnostic.severity,
            path: format!("{folder}{path}"),
            commit: file.recorded.as_ref().map(|recorded| recorded.short().to_owned()),
            // The lines of a former version are not those of the file as it is.
            position: (file.is_ours() && !file.bytes.is_empty() && file.recorded.is_none()).then(|| lines.position(remark.at.start)),
            ordinal: *count,
        }
    };
    file.remarks.iter().map(one).collect()
}

/// The rules to explain remarks by: our own where the rule file cannot be used.
pub(super) fn explained_by(rules: Option<&Rules>) -> Cow<'_, Rules> {
    rules.map_or_else(|| Cow::Owned(default_rules()), Cow::Borrowed)
}

/// The sentence under the title of the page of a remark, in the words of these rules.
pub(super) fn sentence(code: Code, rules: &Rules) -> String {
    let page = explanation::page(code, rules);
    page.split("\n\n").nth(1).unwrap_or_default().replace('\n', " ")
}
