//! Which dossiers are complaints, of which year, and how they ended (decision 045).

use chrono::Datelike;

use crate::domain::{Dossier, Status, TalkOutcome};

/// Whether the dossier is a complaint: in writing, or meant to be. An oral remark alone is none, nor an appeal whose complaint was destroyed.
#[must_use]
pub fn is_complaint(dossier: &Dossier) -> bool {
    let in_writing = dossier.submitted.is_some() || dossier.received.is_some();
    in_writing || (dossier.oral_report.is_none() && dossier.appeal.is_none())
}

/// The year a complaint counts in: that of its receipt, else that of its number.
#[must_use]
pub fn complaint_year(dossier: &Dossier) -> i32 {
    dossier.received.map_or(i32::from(dossier.id.year()), |received| received.date().year())
}

/// How the complaint ended, as the status that says so; `None` while it goes on, or when the dossier does not tell.
///
/// A later status, such as closed, no longer says it: then an answer that was sent does, a talk that solved it, the reason that only a refusal
/// to take it up asks for, or the manner written down for a withdrawal.
#[must_use]
pub fn ending(dossier: &Dossier) -> Option<Status> {
    if dossier.status.is_ending() {
        return Some(dossier.status);
    }
    if !dossier.status.is_ended() {
        return None;
    }
    let resolution = dossier.resolution.as_ref();
    let manner = resolution.and_then(|resolution| resolution.manner.as_deref()).unwrap_or_default().to_lowercase();
    if dossier.is_answered() {
        Some(Status::Answered)
    } else if dossier.talks.iter().any(|talk| talk.outcome == Some(TalkOutcome::Solved)) {
        Some(Status::SolvedInTalk)
    } else if manner.contains("intrek") || manner.contains("ingetrokken") {
        Some(Status::Withdrawn)
    } else {
        resolution.filter(|resolution| resolution.reason.is_some()).map(|_| Status::NotTakenUp)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Appeal, Message, MessageKind, OralReport, Received, Resolution, Talk};

    fn dossier(status: Status) -> Dossier {
        Dossier::new("K-2026-0001".parse().unwrap(), status)
    }

    #[test]
    fn oral_remark_is_no_complaint_until_it_is_in_writing() {
        let mut oral = Dossier { oral_report: Some(OralReport::default()), ..dossier(Status::SolvedInTalk) };
        assert!(!is_complaint(&oral));
        oral.received = Some(Received::on("2027-01-04".parse().unwrap()));
        assert!(is_complaint(&oral));
        assert_eq!(complaint_year(&oral), 2027);
    }

    #[test]
    fn appeal_of_a_destroyed_complaint_is_no_complaint() {
        assert!(!is_complaint(&Dossier { appeal: Some(Appeal::default()), ..dossier(Status::UnderAppeal) }));
        assert!(is_complaint(&dossier(Status::Received)));
        assert_eq!(complaint_year(&dossier(Status::Received)), 2026);
    }

    #[test]
    fn closed_complaint_is_known_by_what_ended_it() {
        let day = "2026-11-20".parse().ok();
        let answer = Message { kind: Some(MessageKind::Answer), date: day, ..Message::default() };
        let solved = Talk { outcome: Some(TalkOutcome::Solved), ..Talk::default() };
        let ended = |manner: &str, reason: Option<&str>| {
            let reason = reason.map(str::to_owned);
            Dossier { resolution: Some(Resolution { date: day, manner: Some(manner.to_owned()), finding: None, reason }), ..dossier(Status::Closed) }
        };
        for (dossier, expected) in [
            (Dossier { messages: vec![answer], ..dossier(Status::Closed) }, Some(Status::Answered)),
            (Dossier { talks: vec![solved], ..dossier(Status::Closed) }, Some(Status::SolvedInTalk)),
            (ended("Ingetrokken per mail", None), Some(Status::Withdrawn)),
            (ended("brief", Some("gaat niet over ons")), Some(Status::NotTakenUp)),
            (ended("brief", None), None),
            (dossier(Status::Withdrawn), Some(Status::Withdrawn)),
            (dossier(Status::InProgress), None),
        ] {
            assert_eq!(ending(&dossier), expected, "{dossier:?}");
        }
    }
}
