//! `klacht volg`: looks along while the officer works, and records what has settled.

mod glance;
mod log;
mod looks;
mod recording;
mod round;
mod told;
mod wording;

use std::path::PathBuf;
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

use chrono::NaiveDate;

use super::{Desk, Exit, Failure};
use crate::shell::site::{Builder, SiteError, SiteOrder, SiteReport};
use crate::shell::watch::{Hint, Stop};
use log::Log;
use round::Round;

/// What `volg` takes.
#[derive(Debug, clap::Args)]
pub struct WatchArguments {
    /// Whether nothing is recorded.
    #[arg(long = "niet-vastleggen", help = "Leg niets vast: kijk alleen mee en werk de site bij")]
    keep_unrecorded: bool,
    /// Whether the site is left alone.
    #[arg(long = "zonder-site", conflicts_with = "to", help = "Werk de site niet bij")]
    without_site: bool,
    /// Where the site comes.
    #[arg(id = "to", long = "naar", value_name = "MAP", help = "Waar de site komt; anders de map «site» naast de dossiers")]
    to: Option<PathBuf>,
    /// How often it looks without a hint of the system.
    #[arg(
        long = "elke",
        value_name = "SECONDEN",
        default_value = "30",
        value_parser = seconds,
        hide_default_value = true,
        help = "Kijk ook uit zichzelf, elke zoveel seconden; anders elke 30. Op een netwerkschijf die wijzigingen niet meldt, is 2 een goede keus"
    )]
    every: Duration,
}

/// Something to wake up for.
enum Sign {
    /// Something may have changed in the folder.
    Hint(Hint),
    /// Git may have moved.
    Git,
    /// The site was built.
    Built(Box<Result<SiteReport, SiteError>>),
    /// Asked to stop.
    Stop,
}

/// Watches until it is asked to stop.
///
/// # Errors
/// When there is no dossier folder, no git to record in or nobody to record for, or the folder went away.
pub fn run(arguments: &WatchArguments, fixed_day: Option<NaiveDate>, desk: &Desk) -> Result<Exit, Failure> {
    let office = desk.office()?;
    if !arguments.keep_unrecorded {
        desk.repository(&office)?.identity()?;
    }
    let (signs, received) = channel();
    let stop = listen(signs.clone())?;
    let order =
        if arguments.without_site { None } else { Some(SiteOrder::new(office.clone(), arguments.to.as_ref().map(|to| desk.path(to)).as_deref())?) };
    let builder = order.map(|order| start_builder(order, &stop, signs.clone()));
    let mut round = Round::new(office, Log::new(desk), stop, signs);
    round.records = !arguments.keep_unrecorded;
    round.every = arguments.every;
    round.builder = builder;
    round.fixed_day = fixed_day;
    round.run(&received)?;
    Ok(Exit::Done)
}

fn listen(signs: Sender<Sign>) -> Result<Stop, Failure> {
    Ok(Stop::listen(move || drop(signs.send(Sign::Stop)))?)
}

fn start_builder(order: SiteOrder, stop: &Stop, signs: Sender<Sign>) -> Builder {
    Builder::start(order, stop.clone(), move |report| drop(signs.send(Sign::Built(Box::new(report)))))
}

/// Reads a number of seconds as a person writes one.
fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok().filter(|seconds| (1..=3600).contains(seconds));
    seconds.map(Duration::from_secs).ok_or_else(|| "noem een aantal seconden van 1 tot en met 3600".to_owned())
}
