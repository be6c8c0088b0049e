//! What one saved dossier costs a program that keeps its site up to date. `benches/run` measures with it.
//!
//! Usage: scale-kept FOLDER SITE DAY EDITS. Prints `key seconds` on a line each: wall time and processor time of the first build, of
//! a look at everything with nothing to do, and of one build after another subject line, and another text, of one dossier (the median of
//! so many), of which the system told where it was saved.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros, clippy::unwrap_used, reason = "a yardstick beside the program, not a part of it")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;
use std::{env, fs};

use klachtdossier::shell::office::Office;
use klachtdossier::shell::site::{KeptSite, SiteOrder};

/// The processor seconds of this process so far, in hundredths; `None` where the system does not tell.
fn processor() -> Option<f64> {
    let told = fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = told.rsplit(')').next()?.split_whitespace().collect();
    let ticks = fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?;
    Some(ticks / 100.0)
}

/// Does something so many times and prints the median of the time it took, and the mean of the processor time.
fn measured(key: &str, times: usize, mut work: impl FnMut(usize)) {
    let before = processor();
    let mut walls: Vec<f64> = (0..times)
        .map(|time| {
            let began = Instant::now();
            work(time);
            began.elapsed().as_secs_f64()
        })
        .collect();
    let after = processor();
    walls.sort_by(f64::total_cmp);
    println!("{key}-wall {:.4}", walls[times / 2]);
    if let (Some(before), Some(after)) = (before, after) {
        println!("{key}-processor {:.4}", (after - before) / times as f64);
    }
}

/// Every dossier file below the folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let below = |folder: &Path| fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    let mut found: Vec<PathBuf> =
        below(&folder.join("dossiers")).flat_map(|year| below(&year).map(|dossier| dossier.join("dossier.md")).collect::<Vec<_>>()).collect();
    found.sort();
    found
}

fn main() {
    let words: Vec<String> = env::args().skip(1).collect();
    let [folder, site, day, edits] = words.as_slice() else { panic!("FOLDER SITE DAY EDITS") };
    let (folder, day, edits) = (Path::new(folder), day.parse().unwrap(), edits.parse().unwrap());
    let order = SiteOrder::new(Office::find(folder).unwrap(), Some(Path::new(site))).unwrap();
    let mut site = KeptSite::new(order);
    measured("first", 1, |_| drop(site.update(day).unwrap()));
    // What was written a moment ago is looked at once more.
    drop(site.update(day).unwrap());
    measured("nothing", edits, |_| drop(site.update(day).unwrap()));
    let files = files(folder);
    let chosen = |time: usize| &files[(time * 7919 + 13) % files.len()];
    let edit = |time: usize, from: &str, to: &str| {
        let text = fs::read_to_string(chosen(time)).unwrap();
        assert!(text.contains(from));
        fs::write(chosen(time), text.replacen(from, to, 1)).unwrap();
    };
    let mut update = |time: usize| drop(site.update_after(&BTreeSet::from([chosen(time).clone()]), day).unwrap());
    measured("subject", edits, |time| {
        edit(time, "onderwerp: ", "onderwerp: Nogmaals ");
        update(time);
    });
    measured("text", edits, |time| {
        edit(time + edits, "## Omschrijving\n", "## Omschrijving\n\nNog een regel.\n");
        update(time + edits);
    });
    measured("look", edits, |time| {
        edit(time + 2 * edits, "onderwerp: ", "onderwerp: Nogmaals ");
        drop(site.update(day).unwrap());
    });
}
