//! `klacht schema`: what may stand in a dossier or in the rule file, for an editor that checks while one types.

use super::destination::Destination;
use super::{Desk, Exit, Failure};
use crate::render::schema::{dossier_schema, rules_schema};

/// What `schema` takes.
#[derive(Debug, clap::Args)]
pub struct SchemaArguments {
    /// Whether of the rule file.
    #[arg(long = "regeling", help = "Het schema van dossiers/regeling.yaml in plaats van dat van een dossier")]
    rules: bool,
    /// Where it goes.
    #[command(flatten)]
    destination: Destination,
}

/// Prints the schema of a dossier or of the rule file; needs no dossier folder.
///
/// # Errors
/// When it cannot be written.
pub fn run(arguments: &SchemaArguments, desk: &Desk) -> Result<Exit, Failure> {
    let schema = if arguments.rules { rules_schema() } else { dossier_schema() };
    arguments.destination.deliver(&schema, desk)?;
    Ok(Exit::Done)
}
