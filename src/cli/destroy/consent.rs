//! What the officer agrees to before anything is destroyed: what may stay elsewhere, and what nobody could look into.

use super::super::{Exit, Failure};
use crate::shell::destruction::Rehearsal;

/// What of the findings of a rehearsal may be as it is; each has to be said by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::Args)]
pub struct Consent {
    /// Whether what stands elsewhere may stay there.
    #[arg(long = "laat-staan", requires = "carry_out", help = "Wat van deze personen elders staat, mag daar blijven staan")]
    leave_rest: bool,
    /// Whether what could not be looked into is known.
    #[arg(
        long = "niet-doorzocht",
        requires = "carry_out",
        help = "De bestanden die klacht niet kan doorzoeken, zoals een foto of pdf, mogen blijven"
    )]
    unsearched: bool,
}

/// Something a rehearsal found that has to be agreed to.
struct Asked {
    /// What it is.
    what: &'static str,
    /// What to do about it, or to give along.
    help: &'static str,
    /// What says that it may be as it is.
    option: &'static str,
}

impl Consent {
    /// Refuses what was found and not agreed to: all of it at once, so that nobody has to come back for the next.
    ///
    /// # Errors
    /// When there is any.
    pub(super) fn covers(self, rehearsal: &Rehearsal) -> Result<(), Failure> {
        let lacks = self.lacks(rehearsal);
        if lacks.is_empty() {
            return Ok(());
        }
        let what: Vec<_> = lacks.iter().map(|asked| asked.what).collect();
        let help: Vec<_> = lacks.iter().map(|asked| asked.help).collect();
        Err(Failure::new(Exit::Refused, format!("{}; er is niets gewijzigd", what.join("\n"))).help(help.join("\n")))
    }

    /// What to give along to carry it out, each after a space; empty when nothing asks for it.
    pub(super) fn options_for(rehearsal: &Rehearsal) -> String {
        Self::default().lacks(rehearsal).into_iter().map(|asked| format!(" {}", asked.option)).collect()
    }

    fn lacks(self, rehearsal: &Rehearsal) -> Vec<Asked> {
        let mut lacks = Vec::new();
        if rehearsal.stands_elsewhere() && !self.leave_rest {
            lacks.push(Asked {
                what: "van deze personen staat nog iets elders",
                help: "haal het daar weg, of geef --laat-staan mee als het mag blijven",
                option: "--laat-staan",
            });
        }
        if !self.unsearched && !rehearsal.unread.is_empty() {
            lacks.push(Asked {
                what: "niet alles was te doorzoeken, zodat er nog iets kan staan",
                help: "kijk de bestanden na die hierboven staan, en geef --niet-doorzocht mee als ze mogen blijven",
                option: "--niet-doorzocht",
            });
        }
        lacks
    }
}
