//! `klacht inzage`: the complainant's own dossier as a folder and one ZIP, without what concerns others.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::{Desk, Exit, Failure};
use crate::diagnostic::{Code, Severity};
use crate::domain::{Dossier, DossierId};
use crate::overview::{CheckedFile, Inspection, StoredPiece, inspection_request, plain, told_and_untold};
use crate::regulation::{self, Case, Rules};
use crate::render::bundle::{BundleFile, NoLetter, bundle, bundled_pieces, cover_letter, zipped};
use crate::render::html::{InspectionSheet, StatusChange};
use crate::render::terminal;
use crate::repository::{Repository, TrackedPath};
use crate::shell::handover::{Handover, HandoverError};
use crate::shell::office::{FoundDossier, Office, dossier_path};
use crate::shell::site::{SiteError, letter_templates, templates};
use crate::source::inspection::{Disclosed, Naming, disclose};
use crate::source::read_dossier;

/// Where bundles come, seen from the dossier folder, unless told otherwise.
const FOLDER: &str = "inzage";

/// What `inzage` takes.
#[derive(Debug, clap::Args)]
pub struct DiscloseArguments {
    /// The dossier.
    #[arg(value_name = "NUMMER", help = "Het dossier, zoals K-2026-0007")]
    number: DossierId,
    /// Where the bundle comes.
    #[arg(long = "naar", value_name = "MAP", help = "Waar de bundel komt; anders «inzage/NUMMER» naast de dossiers")]
    to: Option<PathBuf>,
    /// Only shows what would go and what would stay.
    #[arg(long = "voorbeeld", help = "Laat alleen zien wat er wegblijft en wat erin staat; er wordt niets geschreven")]
    preview: bool,
}

/// A dossier about to be inspected.
struct Subject {
    bytes: Vec<u8>,
    dossier: Dossier,
    rules: Rules,
    stored: BTreeSet<String>,
}

/// Shows what goes along and what does not, and puts the bundle in its folder.
///
/// # Errors
/// When there is no request, others are named without a decision, something left out still stands elsewhere, or the folder
/// cannot be written.
pub fn run(arguments: &DiscloseArguments, desk: &Desk) -> Result<Exit, Failure> {
    let office = desk.office()?;
    let subject = Subject::of(arguments.number, &office, desk)?;
    let inspection = subject.inspection(&office, desk)?;
    desk.print(&terminal::inspection(&inspection))?;
    desk.terminal.notice(&subject.notices(&office)?);
    if arguments.preview {
        return Ok(Exit::Done);
    }
    subject.asked_for()?;
    refuse_undecided(&inspection)?;
    refuse_leftovers(&inspection)?;
    let files = subject.files(&inspection, &office, desk)?;
    let named = arguments.to.as_ref().map(|to| desk.path(to));
    let folder = named.unwrap_or_else(|| office.on_disk(&format!("{FOLDER}/{}", arguments.number)));
    hand_over(arguments.number, &files, &folder, &office, desk)?;
    desk.print(&format!("\nDe bundel staat in {}\n{}", folder.display(), subject.next_step(desk)))?;
    Ok(Exit::Done)
}

impl Subject {
    /// The dossier with this number, without an error that would make it unsafe to show.
    fn of(id: DossierId, office: &Office, desk: &Desk) -> Result<Self, Failure> {
        let rules = desk.rules(office)?;
        desk.dossiers(office, &[id])?;
        let CheckedFile { path, number, bytes, remarks, .. } = office.check_one(id, &rules, desk.today)?;
        let in_the_way: Vec<_> = remarks.into_iter().filter(|remark| stands_in_the_way(remark.diagnostic.code)).collect();
        if let (Some(dossier), true) = (read_dossier(&bytes).dossier, in_the_way.is_empty()) {
            let stored = office.attachments(&FoundDossier { path, id })?;
            return Ok(Self { bytes, dossier, rules, stored });
        }
        let file = CheckedFile { path, number, bytes, remarks: in_the_way, recorded: None };
        desk.print(&terminal::excerpts(&[file], Some(&rules), desk.screen()))?;
        let what = format!("{id} is zo niet veilig te tonen; er is niets geschreven");
        Err(Failure::new(Exit::Refused, what).help("verbeter wat hierboven staat en geef de opdracht opnieuw"))
    }

    /// What may be seen of it, and what stands in the way.
    fn inspection(&self, office: &Office, desk: &Desk) -> Result<Inspection, Failure> {
        let reading = read_dossier(&self.bytes);
        let disclosed = disclose(&reading, &self.stored).map_err(|error| {
            let what = format!("{} is zo niet veilig te tonen: {error}; er is niets geschreven", self.dossier.id);
            Failure::new(Exit::Refused, what).help(format!("verbeter het in {}", dossier_path(self.dossier.id)))
        })?;
        let mut pieces = Vec::new();
        for path in &self.stored {
            let bytes = office.read_whole(TrackedPath::in_dossier(self.dossier.id, path)?.as_str())?;
            pieces.push(StoredPiece { path: path.clone(), bytes });
        }
        Ok(Inspection::of(disclosed, pieces, &Case { dossier: &self.dossier, rules: &self.rules, today: desk.today }))
    }

    /// What the officer should know, and what does not stand in the way.
    fn notices(&self, office: &Office) -> Result<String, Failure> {
        let mut text = String::new();
        let id = self.dossier.id;
        if let Some(request) = inspection_request(&self.dossier).map(|index| &self.dossier.requests[index])
            && request.identity_established_on.is_none()
        {
            text.push_str(&format!(
                "waarschuwing: er staat niet dat is vastgesteld wie om inzage vroeg; doe dat voordat u iets geeft: klacht verzoek {id} inzage --identiteit DAG\n"
            ));
        }
        if !self.dossier.special_data.is_empty() {
            let kinds: Vec<String> = self.dossier.special_data.iter().map(plain).collect();
            text.push_str(&format!("waarschuwing: dit dossier bevat bijzondere gegevens ({}); geef de bundel beveiligd\n", kinds.join(", ")));
        }
        match Repository::discover(office.root())? {
            None => text.push_str("Hier is geen git; wanneer de status veranderde staat daarom niet in de bundel.\n"),
            Some(repository) if office.changed_dossier(&repository, id)?.is_some() => {
                text.push_str(&format!("waarschuwing: in {id} is iets gewijzigd dat niet is vastgelegd; doe dat eerst: klacht leg-vast {id}\n"));
            }
            Some(_) => {}
        }
        Ok(text)
    }

    /// Refuses when nobody asked to inspect it.
    fn asked_for(&self) -> Result<(), Failure> {
        if inspection_request(&self.dossier).is_some() {
            return Ok(());
        }
        let id = self.dossier.id;
        let what = format!("in {id} staat geen verzoek om inzage dat niet is afgewezen; er is niets geschreven");
        Err(Failure::new(Exit::Refused, what).help(format!("leg het vast: klacht verzoek {id} inzage --ontvangen DAG")))
    }

    /// Every file of the bundle.
    fn files(&self, inspection: &Inspection, office: &Office, desk: &Desk) -> Result<Vec<BundleFile>, Failure> {
        let disclosed = &inspection.disclosed;
        let terms_on = |dossier| regulation::terms(dossier, &self.rules, desk.today);
        let (told, untold) = told_and_untold(&terms_on(&self.dossier), terms_on(&disclosed.dossier));
        let statuses = status_changes(office, self.dossier.id)?;
        let sheet = InspectionSheet {
            disclosed,
            terms: &told,
            untold_terms: &untold,
            statuses: statuses.as_deref(),
            pieces: &bundled_pieces(&inspection.pieces),
            rules: &self.rules,
            today: desk.today,
        };
        let along = self.letter(disclosed, office, desk)?;
        bundle(&templates(office)?, &sheet, along.into_iter().collect()).map_err(|error| SiteError::from(error).into())
    }

    /// The cover letter; says so when there can be none.
    fn letter(&self, disclosed: &Disclosed, office: &Office, desk: &Desk) -> Result<Option<BundleFile>, Failure> {
        match cover_letter(&letter_templates(office)?, disclosed, &self.rules, desk.today) {
            Ok(letter) => Ok(Some(letter)),
            Err(NoLetter::Refused(refusal)) => {
                desk.terminal.notice(&format!("De begeleidende brief zit er niet bij: {}; {}.\n", refusal.what, refusal.help));
                Ok(None)
            }
            Err(NoLetter::Unwritten(error)) => Err(error.into()),
        }
    }

    /// What is left to do once the bundle is there.
    fn next_step(&self, desk: &Desk) -> String {
        let id = self.dossier.id;
        let request = inspection_request(&self.dossier).map(|index| &self.dossier.requests[index]);
        let look = format!("Bekijk {id}/inzage.html, en geef die map of {id}.zip beveiligd aan de klachtindiener.");
        if let Some(day) = request.and_then(|request| request.fulfilled_on) {
            return format!("{look}\nAan het verzoek is al voldaan op {day}; vraagt iemand het opnieuw, dan is dat een nieuw verzoek.\n");
        }
        let decision = if request.is_some_and(|request| request.decision.is_some()) { "" } else { " --besluit toegewezen" };
        format!("{look} Daarna legt u dat vast:\n  klacht verzoek {id} inzage{decision} --voldaan {}\n", desk.today)
    }
}

/// Whether a dossier with this remark might show what it should not, or not show what it should.
fn stands_in_the_way(code: Code) -> bool {
    let of_third_persons = matches!(code, Code::OddMark | Code::ThirdPartyIncomplete | Code::ThirdPartyUnknown);
    of_third_persons || (code.provision().is_none() && code.severity() == Severity::Error)
}

/// Refuses to go on as long as the officer has not decided about others.
fn refuse_undecided(inspection: &Inspection) -> Result<(), Failure> {
    let undecided: Vec<&Naming> = inspection.undecided().collect();
    if undecided.is_empty() {
        return Ok(());
    }
    let places = if undecided.len() == 1 { "1 plaats waar".to_owned() } else { format!("{} plaatsen waar", undecided.len()) };
    let what = format!("over {places} een ander wordt genoemd, is niet beslist; er is niets geschreven");
    let lines = terminal::decisions_to_add(&undecided);
    Err(Failure::new(Exit::Refused, what).help(format!("zet in de kop, met «weglaten» of «tonen» en uw reden:\n{lines}")))
}

/// Refuses to go on as long as something left out still stands elsewhere.
fn refuse_leftovers(inspection: &Inspection) -> Result<(), Failure> {
    if inspection.leftovers.is_empty() {
        return Ok(());
    }
    let what = "wat u weglaat, staat hierboven genoemd ook ergens anders; er is niets geschreven";
    let help =
        "zet er «{{derde: …}}» omheen, of laat dat veld of die bijlage ook weg onder «derden»; een bijlage die toch mag, zet u daar op «tonen»";
    Err(Failure::new(Exit::Refused, what).help(help))
}

/// When the status changed; `None` without git.
fn status_changes(office: &Office, id: DossierId) -> Result<Option<Vec<StatusChange>>, Failure> {
    let Some(repository) = Repository::discover(office.root())? else { return Ok(None) };
    let revisions = repository.history_of(id)?;
    let changed = revisions.iter().filter(|revision| revision.from != revision.to);
    Ok(Some(changed.map(|revision| StatusChange { day: revision.at.date_naive(), from: revision.from, to: revision.to }).collect()))
}

/// Puts the files and the ZIP of them in their folder.
fn hand_over(id: DossierId, files: &[BundleFile], folder: &Path, office: &Office, desk: &Desk) -> Result<(), Failure> {
    let zip = zipped(&id.to_string(), files, desk.today);
    let mut all: Vec<(String, &[u8])> = files.iter().map(|file| (format!("{id}/{}", file.path), file.bytes.as_slice())).collect();
    all.push((format!("{id}.zip"), &zip));
    Handover::at(folder, &office.on_disk("dossiers"))?.put(&all)?;
    Ok(())
}

impl From<HandoverError> for Failure {
    fn from(error: HandoverError) -> Self {
        let what = error.to_string();
        match error {
            HandoverError::InGit(_) => Self::new(Exit::WrongUse, what).help("noem met --naar een gewone map"),
            HandoverError::AmongDossiers(_) => Self::new(Exit::WrongUse, what).help("noem met --naar een map buiten de map «dossiers»"),
            HandoverError::NotOurs(_) => Self::new(Exit::WrongUse, what).help("noem met --naar een map die er nog niet is, of leeg is"),
            HandoverError::Added(_) => {
                Self::new(Exit::WrongUse, what).help("haal het daar weg of bewaar het ergens anders; noem anders met --naar een nieuwe map")
            }
            HandoverError::System(..) => Self::new(Exit::InputOutput, what).help("controleer of de map van u is, en of er ruimte is"),
        }
    }
}
