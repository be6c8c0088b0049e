//! The opening: first a talk, to solve it together. An oral remark may become a complaint.

use super::Case;
use crate::diagnostic::{Code, Diagnostic, Field, FieldPath};
use crate::domain::{OralReport, Status, Talk, TalkOutcome};

/// The remarks on oral report and talks.
pub(super) fn remarks(case: &Case<'_>) -> Vec<Diagnostic> {
    let talks = case.dossier.talks.iter().enumerate();
    let talks = talks.flat_map(|(index, talk)| [without_outcome(case, index, talk), solved_but_open(case, index, talk)]);
    oral_report_incomplete(case).into_iter().chain(talk_not_offered(case)).chain(talks.flatten()).collect()
}

fn oral_report_incomplete(case: &Case<'_>) -> Option<Diagnostic> {
    let absent = OralReport::default();
    let report = match &case.dossier.oral_report {
        Some(report) => report,
        None if case.dossier.status == Status::OralReport => &absent,
        None => return None,
    };
    let missing =
        [(report.reported_on.is_none(), Field::ReportedOn), (report.manner.is_none(), Field::Manner), (report.taken_by.is_none(), Field::TakenBy)];
    let lack = lack_in_words(&missing)?;
    Some(Diagnostic::new(
        Code::OralReportIncomplete,
        Field::OralReport,
        format!("bij de melding {lack}"),
        "vul onder «melding» in wanneer, hoe en door wie de klacht mondeling is aangenomen",
    ))
}

fn talk_not_offered(case: &Case<'_>) -> Option<Diagnostic> {
    let open = matches!(case.dossier.status, Status::Received | Status::Incomplete | Status::InProgress);
    (open && case.dossier.talks.is_empty()).then(|| {
        Diagnostic::new(
            Code::TalkNotOffered,
            Field::Talks,
            "er is nog geen gesprek aangeboden",
            "nodig de klachtindiener uit voor een gesprek en zet dat onder «gesprekken», of leg vast dat het «niet_gewenst» of «niet_mogelijk» is",
        )
    })
}

fn without_outcome(case: &Case<'_>, index: usize, talk: &Talk) -> Option<Diagnostic> {
    let held = talk.held_on.is_some_and(|day| day <= case.today);
    (held && talk.outcome.is_none()).then(|| {
        Diagnostic::new(
            Code::TalkWithoutOutcome,
            FieldPath::from(Field::Talks).entry(index).field(Field::Outcome),
            "van dit gesprek staat er niet wat het opleverde",
            "vul «uitkomst» in: opgelost, niet_opgelost, niet_gewenst of niet_mogelijk",
        )
    })
}

fn solved_but_open(case: &Case<'_>, index: usize, talk: &Talk) -> Option<Diagnostic> {
    // A talk before a reopening solved what was then open.
    let goes_on = !case.dossier.status.is_ended() && case.dossier.reopenings.is_empty();
    (goes_on && talk.outcome == Some(TalkOutcome::Solved)).then(|| {
        Diagnostic::new(
            Code::SolvedButOpen,
            FieldPath::from(Field::Talks).entry(index).field(Field::Outcome),
            format!("het gesprek heeft de klacht opgelost, maar de status is nog {}", case.dossier.status),
            format!("rond het dossier af met «klacht status {} opgelost_in_gesprek»", case.dossier.id),
        )
    })
}

/// What is missing, as Dutch: "ontbreekt «datum»", "ontbreken «wie» en «wat»"; `None` when nothing is.
pub(super) fn lack_in_words(fields: &[(bool, Field)]) -> Option<String> {
    let missing: Vec<_> = fields.iter().filter(|(missing, _)| *missing).map(|(_, field)| format!("«{field}»")).collect();
    let (last, rest) = missing.split_last()?;
    Some(if rest.is_empty() { format!("ontbreekt {last}") } else { format!("ontbreken {} en {last}", rest.join(", ")) })
}
