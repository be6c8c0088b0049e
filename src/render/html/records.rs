//! The lists of a dossier, as templates see them.

use serde::Serialize;

use super::Attachment;
use super::attachment::size_in_words;
use super::day::Day;
use crate::domain::{
    Appeal, Appellant, Commitment, ComplaintPart, Consequence, Direction, Dossier, ExternalAdvice, Improvement, Message, Request, Resolution, Ruling,
    Talk,
};
use crate::overview::plain;

/// Every list of a dossier.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Records<'a> {
    talks: Vec<TalkView>,
    messages: Vec<MessageView<'a>>,
    commitments: Vec<CommitmentView<'a>>,
    advice: Vec<AdviceView<'a>>,
    parts: Vec<PartView<'a>>,
    resolution: Option<ResolutionView<'a>>,
    improvements: Vec<ImprovementView<'a>>,
    appeal: Option<AppealView<'a>>,
    requests: Vec<RequestView<'a>>,
    acknowledged: Vec<ReasonView<'a>>,
    reopenings: Vec<ReasonView<'a>>,
    corrections: Vec<CorrectionView<'a>>,
    keep_longer: Option<ReasonView<'a>>,
    kept_no_longer: Option<ReasonView<'a>>,
}

#[derive(Clone, Debug, Serialize)]
struct TalkView {
    kind: Option<String>,
    invited_on: Option<Day>,
    held_on: Option<Day>,
    outcome: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
struct MessageView<'a> {
    date: Option<Day>,
    kind: Option<String>,
    direction: Option<&'static str>,
    channel: Option<String>,
    subject_line: Option<&'a str>,
    with: Option<&'a str>,
    reason: Option<&'a str>,
    new_term: Option<Day>,
    proof: Option<&'a str>,
    attachment: Option<PieceView<'a>>,
    is_draft: bool,
}

/// A stored piece; linked when a browser may open it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct PieceView<'a> {
    path: &'a str,
    address: Option<&'a str>,
    details: Option<PieceDetails<'a>>,
}

#[derive(Clone, Debug, Serialize)]
struct PieceDetails<'a> {
    kind: String,
    size: String,
    sha256: &'a str,
    dated: Option<Day>,
}

#[derive(Clone, Debug, Serialize)]
struct CommitmentView<'a> {
    made_on: Option<Day>,
    what: Option<&'a str>,
    who: Option<&'a str>,
    due_on: Option<Day>,
    kept_on: Option<Day>,
}

#[derive(Clone, Debug, Serialize)]
struct AdviceView<'a> {
    body: Option<&'a str>,
    asked_on: Option<Day>,
    secrecy_on: Option<Day>,
    received_on: Option<Day>,
    pieces: Vec<PieceView<'a>>,
}

#[derive(Clone, Debug, Serialize)]
struct PartView<'a> {
    subject_line: Option<&'a str>,
    subject: Option<String>,
    finding: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
struct ResolutionView<'a> {
    date: Option<Day>,
    manner: Option<&'a str>,
    finding: Option<String>,
    reason: Option<&'a str>,
}

#[derive(Clone, Debug, Serialize)]
struct ImprovementView<'a> {
    cause: Option<&'a str>,
    measure: Option<&'a str>,
    reason: Option<&'a str>,
    areas: Vec<String>,
    owner: Option<&'a str>,
    due_on: Option<Day>,
    done_on: Option<Day>,
    assessed_on: Option<Day>,
    effective: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
struct AppealView<'a> {
    filed_on: Option<Day>,
    by_complainant: bool,
    name: Option<&'a str>,
    address: Option<&'a str>,
    residence: Option<&'a str>,
    deciding_body: Option<&'a str>,
    grounds: Option<&'a str>,
    handed_over_on: Option<Day>,
    taken_up_on: Option<Day>,
    withdrawn_on: Option<Day>,
    ruling: Option<RulingView<'a>>,
}

#[derive(Clone, Debug, Serialize)]
struct RulingView<'a> {
    date: Option<Day>,
    finding: Option<String>,
    consequences: Vec<CommitmentView<'a>>,
}

#[derive(Clone, Debug, Serialize)]
struct RequestView<'a> {
    kind: Option<String>,
    received_on: Option<Day>,
    identity_established_on: Option<Day>,
    decision: Option<String>,
    reason: Option<&'a str>,
    fulfilled_on: Option<Day>,
}

/// Something on a day with a reason.
#[derive(Clone, Debug, Serialize)]
struct ReasonView<'a> {
    what: Option<String>,
    day: Option<Day>,
    reason: Option<&'a str>,
}

#[derive(Clone, Debug, Serialize)]
struct CorrectionView<'a> {
    on: Option<Day>,
    from: Option<String>,
    to: Option<String>,
    reason: Option<&'a str>,
}

impl<'a> Records<'a> {
    /// The lists of the dossier as templates see them.
    pub(super) fn of(dossier: &'a Dossier, attachments: &'a [Attachment]) -> Self {
        let reopened = dossier.reopenings.iter().map(|entry| ReasonView { what: None, day: entry.on.map(Day), reason: entry.reason.as_deref() });
        let acknowledged = dossier.acknowledged.iter().map(|entry| ReasonView {
            what: entry.term.map(plain),
            day: entry.due_on.map(Day),
            reason: entry.reason.as_deref(),
        });
        let kept = dossier.keep_longer.as_ref();
        Self {
            talks: dossier.talks.iter().map(talk).collect(),
            messages: dossier.messages.iter().map(|entry| message(entry, attachments)).collect(),
            commitments: dossier.commitments.iter().map(commitment).collect(),
            advice: dossier.advice.iter().map(|entry| advice(entry, attachments)).collect(),
            parts: dossier.parts.iter().map(part).collect(),
            resolution: dossier.resolution.as_ref().map(resolution),
            improvements: dossier.improvements.iter().map(improvement).collect(),
            appeal: dossier.appeal.as_ref().map(appeal),
            requests: dossier.requests.iter().map(request).collect(),
            acknowledged: acknowledged.collect(),
            reopenings: reopened.collect(),
            corrections: dossier
                .corrections
                .iter()
                .map(|entry| CorrectionView {
                    on: entry.on.map(Day),
                    from: entry.from.map(plain),
                    to: entry.to.map(plain),
                    reason: entry.reason.as_deref(),
                })
                .collect(),
            keep_longer: kept.filter(|keep| keep.lifted().is_none()).map(|keep| ReasonView {
                what: None,
                day: keep.until.map(Day),
                reason: keep.reason.as_deref(),
            }),
            kept_no_longer: kept.filter(|keep| keep.lifted().is_some()).map(|keep| ReasonView {
                what: None,
                day: keep.lifted_on.map(Day),
                reason: keep.lift_reason.as_deref(),
            }),
        }
    }
}

/// The stored piece at this path: with its details when it is there, else only named.
pub(super) fn piece<'a>(path: &'a str, attachments: &'a [Attachment]) -> PieceView<'a> {
    let stored = attachments.iter().find(|attachment| attachment.path == path);
    PieceView { path, address: stored.and_then(|attachment| attachment.address.as_deref()), details: stored.map(details) }
}

fn details(attachment: &Attachment) -> PieceDetails<'_> {
    PieceDetails {
        kind: attachment.kind.to_string(),
        size: size_in_words(attachment.size),
        sha256: &attachment.sha256,
        dated: attachment.dated.map(Day),
    }
}

fn talk(talk: &Talk) -> TalkView {
    TalkView { kind: talk.kind.map(plain), invited_on: talk.invited_on.map(Day), held_on: talk.held_on.map(Day), outcome: talk.outcome.map(plain) }
}

fn message<'a>(message: &'a Message, attachments: &'a [Attachment]) -> MessageView<'a> {
    let direction = message.direction();
    MessageView {
        date: message.date.map(Day),
        kind: message.kind.map(plain),
        direction: direction.map(|direction| match direction {
            Direction::Incoming => "in",
            Direction::Outgoing => "uit",
        }),
        channel: message.channel.map(plain),
        subject_line: message.subject_line.as_deref(),
        with: message.with.as_deref().filter(|_| !message.is_with_complainant()),
        reason: message.reason.as_deref(),
        new_term: message.new_term.map(Day),
        proof: message.proof_of_sending.as_deref(),
        attachment: message.attachment.as_deref().map(|path| piece(path, attachments)),
        is_draft: message.date.is_none() && direction == Some(Direction::Outgoing),
    }
}

fn commitment(commitment: &Commitment) -> CommitmentView<'_> {
    CommitmentView {
        made_on: commitment.made_on.map(Day),
        what: commitment.what.as_deref(),
        who: commitment.who.as_deref(),
        due_on: commitment.due_on.map(Day),
        kept_on: commitment.kept_on.map(Day),
    }
}

fn consequence(consequence: &Consequence) -> CommitmentView<'_> {
    CommitmentView {
        made_on: None,
        what: consequence.what.as_deref(),
        who: consequence.who.as_deref(),
        due_on: consequence.due_on.map(Day),
        kept_on: consequence.done_on.map(Day),
    }
}

fn advice<'a>(advice: &'a ExternalAdvice, attachments: &'a [Attachment]) -> AdviceView<'a> {
    AdviceView {
        body: advice.body.as_deref(),
        asked_on: advice.asked_on.map(Day),
        secrecy_on: advice.secrecy_on.map(Day),
        received_on: advice.received_on.map(Day),
        pieces: advice.pieces.iter().map(|path| piece(path, attachments)).collect(),
    }
}

fn part(part: &ComplaintPart) -> PartView<'_> {
    PartView { subject_line: part.subject_line.as_deref(), subject: part.subject.map(plain), finding: part.finding.map(plain) }
}

fn resolution(resolution: &Resolution) -> ResolutionView<'_> {
    ResolutionView {
        date: resolution.date.map(Day),
        manner: resolution.manner.as_deref(),
        finding: resolution.finding.map(plain),
        reason: resolution.reason.as_deref(),
    }
}

fn improvement(improvement: &Improvement) -> ImprovementView<'_> {
    let effect = improvement.effect.as_ref();
    ImprovementView {
        cause: improvement.cause.as_deref(),
        measure: improvement.measure.as_deref(),
        reason: improvement.reason.as_deref(),
        areas: improvement.areas.iter().map(plain).collect(),
        owner: improvement.owner.as_deref(),
        due_on: improvement.due_on.map(Day),
        done_on: improvement.done_on.map(Day),
        assessed_on: effect.and_then(|effect| effect.assessed_on).map(Day),
        effective: effect.and_then(|effect| effect.outcome).map(plain),
    }
}

fn appeal(appeal: &Appeal) -> AppealView<'_> {
    let (name, address, residence) = match &appeal.appellant {
        Some(Appellant::Named { name, address, residence }) => (name.as_deref(), address.as_deref(), residence.as_deref()),
        Some(Appellant::Complainant) | None => (None, None, None),
    };
    AppealView {
        filed_on: appeal.filed_on.map(Day),
        by_complainant: appeal.appellant == Some(Appellant::Complainant),
        name,
        address,
        residence,
        deciding_body: appeal.deciding_body.as_deref(),
        grounds: appeal.grounds.as_deref(),
        handed_over_on: appeal.handed_over_on.map(Day),
        taken_up_on: appeal.taken_up_on.map(Day),
        withdrawn_on: appeal.withdrawn_on.map(Day),
        ruling: appeal.ruling.as_ref().map(ruling),
    }
}

fn ruling(ruling: &Ruling) -> RulingView<'_> {
    RulingView { date: ruling.date.map(Day), finding: ruling.finding.map(plain), consequences: ruling.consequences.iter().map(consequence).collect() }
}

fn request(request: &Request) -> RequestView<'_> {
    RequestView {
        kind: request.kind.map(plain),
        received_on: request.received_on.map(Day),
        identity_established_on: request.identity_established_on.map(Day),
        decision: request.decision.map(plain),
        reason: request.reason.as_deref(),
        fulfilled_on: request.fulfilled_on.map(Day),
    }
}
