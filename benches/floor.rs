//! The floor under every check: reads each dossier below a folder and walks its YAML, and checks nothing.
//! `benches/run` measures `klacht controleer` against it.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros, reason = "a yardstick beside the program, not a part of it")]

use std::path::Path;
use std::{env, fs, io};

use granit_parser::Parser;

fn main() -> io::Result<()> {
    let folder = env::args_os().nth(1).expect("the folder is the only argument");
    let (mut files, mut events) = (0, 0);
    read_all(Path::new(&folder), &mut files, &mut events)?;
    println!("{files} files, {events} events");
    Ok(())
}

/// Counts the dossiers below a folder and the events of their heads.
fn read_all(folder: &Path, files: &mut usize, events: &mut usize) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            read_all(&path, files, events)?;
        } else if path.ends_with("dossier.md") {
            let text = fs::read_to_string(&path)?;
            let head = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).map_or("", |parts| parts.0);
            *events += Parser::new_from_str(head).filter(Result::is_ok).count();
            *files += 1;
        }
    }
    Ok(())
}
