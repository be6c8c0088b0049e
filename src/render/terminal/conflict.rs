//! `conflict` on a screen: what clashes, what each side says, and what to do, step by step.

use std::fmt::Write;

use super::wording::typed_path;
use crate::domain::{DossierId, Vocabulary};
use crate::overview::{Broken, Busy, Double, Hand, Matter, Standstill, Undecided};
use crate::render::terminal::short_day;
use crate::source::merge::{Clash, ClashPlace};

/// What the two sides are called.
struct Sides {
    ours: &'static str,
    theirs: &'static str,
}

/// What git stands still on, and what to do about it.
#[must_use]
pub fn conflict(standstill: &Standstill) -> String {
    let mut text = String::new();
    let sides = match standstill.busy {
        // A rebase puts our own commits on top of the others': what git calls ours is theirs.
        Some(Busy::Rebase) => Sides { ours: "de ander", theirs: "u" },
        _ => Sides { ours: "hier", theirs: "erbij" },
    };
    match (standstill.busy, standstill.files.len()) {
        (None, 0) if standstill.marked.is_empty() && standstill.doubles.is_empty() => {
            return "Er is geen conflict: git is nergens mee bezig en geen dossier heeft merktekens van een samenvoeging.\n".to_owned();
        }
        (Some(busy), 0) if standstill.marked.is_empty() && standstill.broken.is_empty() => {
            let _ = write!(
                text,
                "Alle conflicten van de {} zijn opgelost. Maak haar af:\n  {}\nof zet alles terug zoals het was:\n  {}\n",
                busy.word(),
                busy.go_on(),
                busy.give_up()
            );
        }
        (_, 0) => {}
        (busy, count) => text.push_str(&heading(busy, count, standstill, &sides)),
    }
    standstill.files.iter().for_each(|file| text.push_str(&shown(file, standstill.busy, &sides)));
    text.push_str(&steps(standstill, &sides));
    text.push_str(&still_marked(&standstill.marked));
    standstill.broken.iter().for_each(|broken| text.push_str(&told_broken(broken)));
    standstill.doubles.iter().for_each(|double| text.push_str(&told_double(double)));
    text.trim_start_matches('\n').to_owned()
}

fn heading(busy: Option<Busy>, count: usize, standstill: &Standstill, sides: &Sides) -> String {
    let files = if count == 1 { "1 bestand".to_owned() } else { format!("{count} bestanden") };
    let what = busy.map_or("het terugzetten van wijzigingen".to_owned(), |busy| format!("de {}", busy.word()));
    let mut text = format!("Git wacht op u: bij {what} wijzigden beide kanten {files}.\n");
    for (name, hand) in [(sides.ours, &standstill.ours), (sides.theirs, &standstill.theirs)] {
        if let Some(hand) = hand {
            let _ = writeln!(text, "  {name:10}{}", in_words(hand));
        }
    }
    text
}

fn in_words(hand: &Hand) -> String {
    let day = short_day(hand.at.date_naive());
    format!("{}, {day} om {} ({})", hand.by.replace(char::is_control, " "), hand.at.format("%H:%M"), hand.commit)
}

fn shown(file: &Undecided, busy: Option<Busy>, sides: &Sides) -> String {
    let name = file.number.map_or(String::new(), |number| format!("{number}  "));
    let mut text = format!("\n{name}{}\n", file.path);
    let told = match &file.matter {
        Matter::Places(clashes) => {
            clashes.iter().for_each(|clash| text.push_str(&place(clash, sides)));
            return text;
        }
        Matter::MergesByItself => "  Veld voor veld botst hier niets; git voegde het alleen regel voor regel samen. Laat klacht het doen:\n    klacht samenvoegen --instellen\n".to_owned()
            + &format!("    git checkout --merge -- {}\n    git add {}\n", typed_path(&file.path), typed_path(&file.path)),
        Matter::GoneHere => gone(file, sides.ours, sides.theirs),
        Matter::GoneThere => gone(file, sides.theirs, sides.ours),
        Matter::TwoComplaints => two_complaints(file.number, busy),
        Matter::OtherFile => format!(
            "  Dit is geen dossier. Neem een van beide versies, of pas het bestand zelf aan:\n    git checkout --ours -- {0}    ({1})\n    git checkout --theirs -- {0}  ({2})\n    git add {0}\n",
            typed_path(&file.path),
            sides.ours,
            sides.theirs
        ),
    };
    text + &told
}

fn gone(file: &Undecided, gone_at: &str, changed_at: &str) -> String {
    let path = typed_path(&file.path);
    format!(
        "  Weggehaald ({gone_at}) en gewijzigd ({changed_at}). Is het dossier vernietigd of hernummerd, haal het dan weg; anders blijft het.\n    git rm {path}     (weghalen)\n    git add {path}    (laten staan)\n"
    )
}

/// The way out when two complaints got the same number: give up, renumber the own one, and bring both together again.
fn two_complaints(number: Option<DossierId>, busy: Option<Busy>) -> String {
    let number = number.map_or("NUMMER".to_owned(), |number| number.to_string());
    let give_up = busy.map_or("git reset --merge", Busy::give_up);
    let again = match busy {
        Some(Busy::Merge | Busy::Rebase) => "git pull --no-rebase --no-edit    (of opnieuw: git merge …)",
        _ => "en doe daarna opnieuw wat u deed",
    };
    format!(
        "  Dit zijn twee verschillende klachten onder één nummer: aan beide kanten is {number} uitgegeven.\n  Meng ze niet. Geef die van u het eerste vrije nummer; er gaat niets verloren:\n    1. {give_up}\n    2. klacht hernummer {number}\n    3. {again}\n"
    )
}

fn place(clash: &Clash, sides: &Sides) -> String {
    let mut text = match &clash.place {
        ClashPlace::Entry { list, known_by } if !known_by.is_empty() => format!("  {list} ({})\n", known_by.replace(char::is_control, " ")),
        ClashPlace::Section(heading) if !heading.is_empty() => format!("  de tekst onder «{}»\n", heading.trim_start_matches("## ")),
        place => format!("  {}\n", place.named()),
    };
    if clash.place == ClashPlace::File || clash.place == ClashPlace::FrontMatter {
        text.push_str("    te veel om hier te tonen; in het bestand staan beide versies onder elkaar\n");
        return text;
    }
    for (name, says) in [("eerst", &clash.says.base), (sides.ours, &clash.says.ours), (sides.theirs, &clash.says.theirs)] {
        let says = says.as_deref().unwrap_or("(staat er niet)");
        for (index, line) in says.lines().enumerate() {
            let name = if index == 0 { format!("{name}:") } else { String::new() };
            let _ = writeln!(text, "    {name:11}{}", line.replace(char::is_control, " "));
        }
    }
    text
}

/// What to do about files with marks in them.
fn steps(standstill: &Standstill, sides: &Sides) -> String {
    let marked = standstill.files.iter().find(|file| matches!(file.matter, Matter::Places(_)));
    let is_two = standstill.files.iter().any(|file| file.matter == Matter::TwoComplaints);
    if standstill.files.is_empty() || is_two {
        return String::new();
    }
    let mut text = "\nZo lost u het op:\n".to_owned();
    if let Some(file) = marked {
        let number = file.number.map_or(String::new(), |number| format!(" {number}"));
        let _ = write!(
            text,
            "  1. Open het bestand in uw editor en zoek <<<<<<<. Daaronder staat de versie van «{}», onder ======= die van «{}»;\n     daartussen, onder |||||||, wat er eerst stond. Laat staan wat klopt, en haal de rest en de merktekens weg.\n  2. Kijk het na: klacht controleer{number}\n  3. Zeg git dat het klaar is: git add {}\n",
            sides.ours,
            sides.theirs,
            typed_path(&file.path)
        );
    } else {
        text.push_str("  Doe wat hierboven bij elk bestand staat.\n");
    }
    let (end, back) = match standstill.busy {
        Some(busy) => (format!("Alles gedaan? {}", busy.go_on()), format!("«{}» zet alles terug zoals het was.", busy.give_up())),
        None => (
            "Alles gedaan? klacht leg-vast, en dan git stash drop".to_owned(),
            "«git reset --merge» zet alles terug; wat u opzij had gezet blijft bewaard (git stash list).".to_owned(),
        ),
    };
    let _ = write!(text, "  {}{end}\nLiever niet nu? {back}\n", if marked.is_some() { "4. " } else { "" });
    text
}

fn still_marked(paths: &[String]) -> String {
    if paths.is_empty() {
        return String::new();
    }
    let mut text = "\nNog niet klaar: hier staan nog merktekens (<<<<<<<, =======, >>>>>>>). Kies wat blijft en haal ze weg:\n".to_owned();
    paths.iter().for_each(|path| {
        let _ = writeln!(text, "  {path}");
    });
    text
}

fn told_broken(broken: &Broken) -> String {
    let mut text = format!("\nNog niet klaar: {} is zo niet te lezen.\n", broken.number);
    broken.why.iter().for_each(|why| {
        let _ = writeln!(text, "  {}", why.replace(char::is_control, " "));
    });
    text + &format!("Verbeter het in {0}, en daarna opnieuw: git add {0}\n", typed_path(&broken.path))
}

fn told_double(double: &Double) -> String {
    let mut text = format!("\nHet nummer {} staat in meer dan één dossier:\n", double.number);
    double.paths.iter().for_each(|path| {
        let _ = writeln!(text, "  {path}");
    });
    text + "Geef het dossier dat het laatst kwam een ander nummer: klacht hernummer, met het nummer van zijn map.\n"
}
