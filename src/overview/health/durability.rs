//! What git itself makes safe against a power cut; the program always does.

use super::finding::{Check, Finding, Mend};

/// Git's settings about it, as they are written.
#[derive(Clone, Debug, Default)]
pub struct Durability {
    /// `core.fsync`.
    pub fsync: Option<String>,
    /// `core.fsyncMethod`.
    pub method: Option<String>,
}

impl Durability {
    pub(super) fn judged(&self) -> Finding {
        if self.is_safe() {
            return Finding::good(Check::Durability, "ook wat u met git zelf vastlegt, is bestand tegen stroomuitval");
        }
        let what = "wat klacht vastlegt is bestand tegen stroomuitval, wat u met git zelf doet niet";
        let help = "«klacht diagnose --herstel» zet in deze map core.fsync op all en core.fsyncMethod op fsync";
        Finding::attention(Check::Durability, what, help).mendable(Mend::Durability)
    }

    /// Whether objects and branches both are brought to disk for certain.
    fn is_safe(&self) -> bool {
        let parts: Vec<&str> = self.fsync.iter().flat_map(|parts| parts.split(',')).map(str::trim).collect();
        let has = |part: &str| parts.contains(&part);
        let off = |part: &str| parts.iter().any(|set| set.strip_prefix('-') == Some(part));
        let objects = has("all") || has("committed") || has("added") || has("objects") || has("loose-object");
        let branches = has("all") || has("reference");
        let method = self.method.as_deref().is_none_or(|method| method == "fsync");
        objects && branches && method && !off("loose-object") && !off("reference") && !has("none")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_safe(fsync: Option<&str>, method: Option<&str>) -> bool {
        Durability { fsync: fsync.map(str::to_owned), method: method.map(str::to_owned) }.judged().mend.is_none()
    }

    #[test]
    fn objects_and_branches_must_both_reach_the_disk() {
        assert!(is_safe(Some("all"), None) && is_safe(Some("committed,reference"), Some("fsync")));
        for fsync in [None, Some("none"), Some("committed"), Some("reference"), Some("all,-loose-object")] {
            assert!(!is_safe(fsync, None), "{fsync:?}");
        }
        assert!(!is_safe(Some("all"), Some("writeout-only")));
    }
}
