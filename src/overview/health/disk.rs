//! What the folder lies on.

use super::finding::{Check, Finding};

/// Less than this, and a recording may fail.
const SCARCE: u64 = 50 << 20;
/// Less than this deserves a look.
const LITTLE: u64 = 1 << 30;

/// What is known of the disk.
#[derive(Clone, Debug, Default)]
pub struct Disk {
    /// The kind of network it lies behind; `None` for a disk of this computer, or where that cannot be seen.
    pub network: Option<&'static str>,
    /// Whether large and small letters are one to it.
    pub folds_case: bool,
    /// Free bytes; `None` where that cannot be seen.
    pub free: Option<u64>,
}

impl Disk {
    pub(super) fn judged(&self) -> Finding {
        let megabytes = self.free.map(|free| free >> 20).unwrap_or_default();
        match self.free {
            Some(free) if free < SCARCE => {
                return Finding::wrong(
                    Check::Disk,
                    format!("de schijf is zo goed als vol: nog {megabytes} MB"),
                    "maak ruimte voordat u iets vastlegt",
                );
            }
            Some(free) if free < LITTLE => {
                return Finding::attention(Check::Disk, format!("de schijf raakt vol: nog {megabytes} MB"), "maak ruimte");
            }
            _ => {}
        }
        if let Some(network) = self.network {
            let what = format!("de map ligt op een netwerkschijf ({network}): vergrendelen en bewaren bij stroomuitval hangen daar af van de server");
            return Finding::attention(Check::Disk, what, "zet de map liever op de eigen schijf en deel haar met git");
        }
        let letters = if self.folds_case { "; hoofdletters en kleine letters zijn er één" } else { "" };
        let room = if self.free.is_some() { format!("er is ruimte ({} GB)", megabytes >> 10) } else { "een gewone schijf".to_owned() };
        Finding::good(Check::Disk, format!("{room}{letters}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overview::health::Weight;

    #[test]
    fn full_disk_is_wrong_before_anything_else() {
        let weight = |free, network| Disk { free, network, folds_case: false }.judged().weight;
        assert_eq!(weight(Some(SCARCE - 1), Some("NFS")), Weight::Wrong);
        assert_eq!(weight(Some(LITTLE - 1), None), Weight::Attention);
        assert_eq!(weight(Some(LITTLE), Some("NFS")), Weight::Attention);
        assert_eq!((weight(Some(LITTLE), None), weight(None, None)), (Weight::Good, Weight::Good));
    }
}
