//! Article 3: confirmation, answer, interim information and extension, in time and in writing.

use chrono::NaiveDate;

use super::opening::lack_in_words;
use super::terms::{acknowledges, extensions};
use super::{Case, Extension, ExtensionEffect, Standing, Term};
use crate::calendar::{Period, day_in_words};
use crate::diagnostic::{Code, Diagnostic, Field, FieldPath};
use crate::domain::{AcknowledgedLateness, Channel, Direction, Message, MessageKind, TermKind};

/// The remarks on terms and messages.
pub(super) fn remarks(case: &Case<'_>, terms: &[Term]) -> Vec<Diagnostic> {
    let mut found = on_lateness(case, terms);
    found.extend(extension_remarks(case));
    for (index, message) in case.dossier.messages.iter().enumerate() {
        let place = FieldPath::from(Field::Messages).entry(index);
        let rules = [incomplete, draft, not_in_writing, other_channel, post_without_proof];
        found.extend(rules.into_iter().filter_map(|rule| rule(case, message, &place)));
    }
    found.extend(terms.iter().filter_map(|term| met_without_margin(case, term)));
    found.extend(acknowledgements(case, terms));
    found
}

/// What is late, or soon due.
pub(super) fn on_lateness(case: &Case<'_>, terms: &[Term]) -> Vec<Diagnostic> {
    terms.iter().flat_map(|term| [late(term), due_soon(case, term), extension_window(case, term)]).flatten().collect()
}

/// The remark on a term that is late, whatever its kind; `None` when it is not, or when the officer gave the reason.
fn late(term: &Term) -> Option<Diagnostic> {
    let (code, noun, done) = late_code(term.kind)?;
    let due_on = term.due_on?;
    let due = day_in_words(due_on);
    let (place, message) = match term.standing {
        Standing::MetLate { days_late } => {
            let (met_on, late) = (day_in_words(term.met_on?), days(days_late));
            (term.met_by.clone()?, format!("{noun} is {done} op {met_on}, {late} te laat; de termijn liep tot en met {due}"))
        }
        Standing::Overdue { days_late } => {
            (term.place.clone(), format!("{noun} moest uiterlijk {due} {done} zijn; dat is {} geleden", days(days_late)))
        }
        _ => return None,
    };
    Some(Diagnostic::new(code, place, message, how_to_mend(term, due_on)))
}

/// The code for lateness of this kind of term, and what is asked in Dutch: "de reactie" that is "verzonden".
fn late_code(kind: TermKind) -> Option<(Code, &'static str, &'static str)> {
    match kind {
        TermKind::Acknowledgement => Some((Code::LateAcknowledgement, "de bevestiging", "verzonden")),
        TermKind::Answer => Some((Code::LateAnswer, "de reactie", "verzonden")),
        TermKind::ProgressNotice => Some((Code::LateProgressNotice, "een tussenbericht", "verzonden")),
        TermKind::Request => Some((Code::LateRequest, "het verzoek", "afgehandeld")),
        TermKind::Commitment => Some((Code::LateCommitment, "de afspraak", "nagekomen")),
        TermKind::Consequence => Some((Code::LateConsequence, "de consequentie", "uitgevoerd")),
        TermKind::Improvement => Some((Code::LateImprovement, "de maatregel", "uitgevoerd")),
        TermKind::Retention | TermKind::ExtensionNotice => None,
    }
}

fn how_to_mend(term: &Term, due_on: NaiveDate) -> String {
    let explain = format!("leg uit waarom, onder «termijnoverschrijding»: {{termijn: {}, uiterlijk: {due_on}, reden: …}}", term.kind);
    match (&term.standing, term.kind) {
        (Standing::MetLate { .. }, _) => explain,
        (_, TermKind::ProgressNotice) => "stuur een tussenbericht en zet het met de datum onder «correspondentie»".to_owned(),
        (_, TermKind::Acknowledgement) => format!("stuur nu de bevestiging en zet haar met de datum onder «correspondentie»; {explain}"),
        (_, TermKind::Answer) => format!("stuur nu de reactie en zet haar met de datum onder «correspondentie»; {explain}"),
        (_, TermKind::Request) => format!("beslis op het verzoek en vul «voldaan_op» in; {explain}"),
        (_, TermKind::Commitment) => "kom de afspraak na en vul «nagekomen_op» in, of spreek een nieuwe dag af".to_owned(),
        _ => "voer het uit en vul «gereed_op» in, of leg een nieuwe dag vast".to_owned(),
    }
}

fn due_soon(case: &Case<'_>, term: &Term) -> Option<Diagnostic> {
    let Standing::DueSoon { days_left } = term.standing else {
        return None;
    };
    let (_, noun, done) = late_code(term.kind)?;
    let (when, due) = (from_today(days_left), day_in_words(term.due_on?));
    let send_by = term.send_by.filter(|send_by| Some(*send_by) != term.due_on && *send_by >= case.today);
    let practical = send_by.map(|day| format!("; de laatste werkdag is {}", day_in_words(day))).unwrap_or_default();
    let message = format!("{when} moet {noun} {done} zijn, uiterlijk {due}{practical}");
    let help = "«klacht uitleg» met het nummer laat zien hoe de dag is berekend";
    Some(Diagnostic::new(Code::DueSoon, term.place.clone(), message, help).resting_on(term.provision))
}

/// How far off a day is: "vandaag", "morgen", "over 3 dagen".
pub(super) fn from_today(days_left: i64) -> String {
    match days_left {
        0 => "vandaag".to_owned(),
        1 => "morgen".to_owned(),
        more => format!("over {}", days(more)),
    }
}

fn extension_window(case: &Case<'_>, term: &Term) -> Option<Diagnostic> {
    let closing = matches!(term.standing, Standing::DueSoon { .. } | Standing::Lapsed { .. });
    if term.kind != TermKind::ExtensionNotice || !closing {
        return None;
    }
    let (ample_until, due_on) = (term.due_on?, term.starts_on?);
    let message = if case.today > ample_until {
        format!("een uitstelbericht kan nog tot en met {}, maar niet meer ruim op tijd", day_in_words(due_on))
    } else {
        format!("lukt de reactie niet op tijd, dan gaat een uitstelbericht uiterlijk {} de deur uit", day_in_words(ample_until))
    };
    let help = "zet een uitstelbericht met «reden» en «nieuwe_termijn» onder «correspondentie», of verstuur de reactie op tijd";
    Some(Diagnostic::new(Code::ExtensionWindowClosing, term.place.clone(), message, help))
}

fn extension_remarks(case: &Case<'_>) -> Vec<Diagnostic> {
    let extensions = extensions(case);
    let mut extended: u16 = 0;
    let mut found = Vec::new();
    for (index, extension) in extensions.iter().enumerate() {
        extended += u16::from(matches!(extension.effect, ExtensionEffect::Extends(_)));
        let mended = extensions[index + 1..].iter().any(|later| matches!(later.effect, ExtensionEffect::Extends(_)));
        if !mended && !is_explained(case, extension) {
            found.extend(extension_without(case, extension));
            found.extend(late_extension(extension));
        }
        found.extend(just_in_time(extension));
        found.extend(beyond_maximum(case, extension));
        found.extend(long_extension(case, extension));
        found.extend(repeated_extension(case, extension, extended));
    }
    found
}

fn notice(extension: &Extension) -> FieldPath {
    FieldPath::from(Field::Messages).entry(extension.index)
}

fn extension_without(case: &Case<'_>, extension: &Extension) -> Vec<Diagnostic> {
    let message = &case.dossier.messages[extension.index];
    let mut found = Vec::new();
    if message.reason.is_none() {
        let text = "het uitstelbericht noemt geen reden; zo verlengt het de termijn niet";
        found.push(Diagnostic::new(
            Code::ExtensionWithoutReason,
            notice(extension).field(Field::Reason),
            text,
            "vul «reden» in: wat de vertraging veroorzaakt",
        ));
    }
    match message.new_term {
        None => {
            let text = "het uitstelbericht noemt geen nieuwe termijn; zo verlengt het de termijn niet";
            let help = "vul «nieuwe_termijn» in: de dag waarop de klachtindiener uiterlijk een reactie heeft";
            found.push(Diagnostic::new(Code::ExtensionWithoutTerm, notice(extension).field(Field::NewTerm), text, help));
        }
        Some(new_term) if new_term <= extension.then_due_on => {
            let text = format!("de nieuwe termijn {} is niet later dan de oude, {}", day_in_words(new_term), day_in_words(extension.then_due_on));
            let help = "verbeter «nieuwe_termijn», of haal het uitstelbericht weg als er geen uitstel nodig was";
            found.push(Diagnostic::new(Code::ExtensionNotLater, notice(extension).field(Field::NewTerm), text, help));
        }
        Some(_) => {}
    }
    found
}

/// Whether the entry tells why a notice did not extend the term as it then stood.
fn explains(entry: &AcknowledgedLateness, extension: &Extension) -> bool {
    let kinds = [TermKind::ExtensionNotice, TermKind::Answer];
    let failed = !matches!(extension.effect, ExtensionEffect::Extends(_));
    failed && kinds.into_iter().any(|kind| acknowledges(entry, kind, extension.then_due_on))
}

/// Whether the officer gave the reason why this notice did not extend; what was sent cannot be sent otherwise any more.
pub(super) fn is_explained(case: &Case<'_>, extension: &Extension) -> bool {
    case.dossier.acknowledged.iter().any(|entry| explains(entry, extension))
}

fn late_extension(extension: &Extension) -> Option<Diagnostic> {
    (extension.effect == ExtensionEffect::TooLate).then(|| {
        let (sent, due) = (day_in_words(extension.sent_on), day_in_words(extension.then_due_on));
        let text = format!("het uitstelbericht van {sent} kwam na het verstrijken van de termijn op {due}; het verlengt de termijn niet");
        let help = format!(
            "stuur de reactie zo snel mogelijk en leg uit waarom, onder «termijnoverschrijding»: {{termijn: reactie, uiterlijk: {}, reden: …}}",
            extension.then_due_on
        );
        Diagnostic::new(Code::LateExtension, notice(extension).field(Field::Date), text, help)
    })
}

fn just_in_time(extension: &Extension) -> Option<Diagnostic> {
    extension.is_just_in_time().then(|| {
        let (sent, ample) = (day_in_words(extension.sent_on), day_in_words(extension.ample_until));
        let text = format!("het uitstelbericht van {sent} was op tijd, maar niet ruim op tijd: dat kon tot en met {ample}");
        let help = "u hoeft niets te herstellen; meld uitstel een volgende keer eerder";
        Diagnostic::new(Code::ExtensionNotAmple, notice(extension).field(Field::Date), text, help)
    })
}

fn long_extension(case: &Case<'_>, extension: &Extension) -> Option<Diagnostic> {
    let ExtensionEffect::Extends(new_term) = extension.effect else {
        return None;
    };
    let limit = case.rules.terms.extension.long_above;
    (new_term > case.rules.calendar.after(extension.then_due_on, limit)).then(|| {
        let added = (new_term - extension.then_due_on).num_days();
        let text = format!("het uitstel duurt {added} dagen, langer dan {limit}");
        let help = match case.rules.terms.extension.maximum {
            None => "controleer of de nieuwe termijn klopt; de regeling noemt geen maximum".to_owned(),
            Some(maximum) => format!("controleer of de nieuwe termijn klopt; de regeling staat hoogstens {maximum} uitstel toe"),
        };
        Diagnostic::new(Code::LongExtension, notice(extension).field(Field::NewTerm), text, help)
    })
}

/// A notice that names a later day than the procedure lets the term run to.
fn beyond_maximum(case: &Case<'_>, extension: &Extension) -> Option<Diagnostic> {
    let maximum = case.rules.terms.extension.maximum?;
    let last = extension.at_most_until?;
    let new_term = case.dossier.messages[extension.index].new_term?;
    let in_force = matches!(extension.effect, ExtensionEffect::Extends(_) | ExtensionEffect::NothingLeft);
    (in_force && new_term > last).then(|| {
        let (new_term, last) = (day_in_words(new_term), day_in_words(last));
        let text = format!("de nieuwe termijn {new_term} is later dan de regeling toestaat: hoogstens {maximum} uitstel, tot en met {last}");
        let help = format!("verstuur de reactie uiterlijk {last}; lukt dat niet, leg dan uit waarom, onder «termijnoverschrijding»");
        Diagnostic::new(Code::ExtensionBeyondMaximum, notice(extension).field(Field::NewTerm), text, help)
    })
}

fn repeated_extension(case: &Case<'_>, extension: &Extension, extended: u16) -> Option<Diagnostic> {
    let extends = matches!(extension.effect, ExtensionEffect::Extends(_));
    (extends && extended > case.rules.terms.extension.at_most).then(|| {
        let text = format!("dit is het {extended}e uitstel van deze reactie");
        Diagnostic::new(Code::RepeatedExtension, notice(extension), text, "overleg met de klachtindiener; herhaald uitstel vraagt een goede uitleg")
    })
}

fn incomplete(_: &Case<'_>, message: &Message, place: &FieldPath) -> Option<Diagnostic> {
    let incoming = message.direction() == Some(Direction::Incoming);
    let missing = [
        (message.kind.is_none(), Field::Kind),
        (incoming && message.date.is_none(), Field::Date),
        (message.kind == Some(MessageKind::Other) && message.stated_direction.is_none(), Field::Direction),
    ];
    let lack = lack_in_words(&missing)?;
    let help = "vul het aan; bij «soort: overig» hoort «richting: inkomend» of «richting: uitgaand»";
    Some(Diagnostic::new(Code::MessageIncomplete, place.clone(), format!("bij dit bericht {lack}"), help))
}

fn draft(_: &Case<'_>, message: &Message, place: &FieldPath) -> Option<Diagnostic> {
    let outgoing = message.direction() == Some(Direction::Outgoing);
    (outgoing && message.date.is_none()).then(|| {
        let text = "dit bericht heeft geen datum en geldt als concept; het voldoet aan geen termijn";
        Diagnostic::new(Code::DraftMessage, place.clone(), text, "vul «datum» in zodra het verzonden is")
    })
}

/// The name of a kind of message that must be in writing, with its article; `None` for the other kinds.
fn written_kind(kind: MessageKind) -> Option<&'static str> {
    match kind {
        MessageKind::Acknowledgement => Some("de bevestiging"),
        MessageKind::CompletionRequest => Some("het verzoek om aanvulling"),
        MessageKind::ExtensionNotice => Some("het uitstelbericht"),
        MessageKind::Answer => Some("de reactie"),
        _ => None,
    }
}

fn not_in_writing(_: &Case<'_>, message: &Message, place: &FieldPath) -> Option<Diagnostic> {
    let kind = written_kind(message.kind?)?;
    (message.channel == Some(Channel::Telephone)).then(|| {
        let text = format!("{kind} gaat schriftelijk; een telefoongesprek voldoet niet aan de termijn");
        let help = format!("stuur {kind} alsnog per e-mail of post; noteer het gesprek als «overig»");
        Diagnostic::new(Code::NotSentInWriting, place.clone().field(Field::Channel), text, help)
    })
}

fn other_channel(case: &Case<'_>, message: &Message, place: &FieldPath) -> Option<Diagnostic> {
    message.sent_to_complainant_on()?;
    let channel = message.channel.filter(|channel| channel.is_written())?;
    let complainant = &case.dossier.complainant;
    let has_email = complainant.email.as_ref().is_some_and(|email| email.known().is_some());
    let place = place.clone().field(Field::Channel);
    if message.kind == Some(MessageKind::Acknowledgement) {
        return acknowledgement_channel(channel, has_email, place);
    }
    let preferred = complainant.preference.unwrap_or(Channel::Email);
    let possible = preferred != Channel::Email || has_email;
    (possible && channel != preferred).then(|| {
        let text = format!("dit bericht ging per {}, terwijl verdere berichten per {} gaan", channel_in_words(channel), channel_in_words(preferred));
        let help = "stuur volgende berichten zoals gevraagd; is de voorkeur veranderd, pas dan «voorkeur» aan onder «klachtindiener»";
        Diagnostic::new(Code::OtherThanPreferred, place, text, help)
    })
}

/// The confirmation always goes by e-mail, also when post was asked for; by post only for want of an address.
fn acknowledgement_channel(channel: Channel, has_email: bool, place: FieldPath) -> Option<Diagnostic> {
    if channel != Channel::Post {
        return None;
    }
    Some(if has_email {
        let text = "de bevestiging ging per post, maar gaat altijd per e-mail";
        Diagnostic::new(Code::AcknowledgementNotByEmail, place, text, "stuur de bevestiging ook per e-mail")
    } else {
        let text = "de bevestiging ging per post, omdat er geen e-mailadres is";
        Diagnostic::new(Code::AcknowledgementByPost, place, text, "u hoeft niets te doen")
    })
}

fn channel_in_words(channel: Channel) -> &'static str {
    match channel {
        Channel::Email => "e-mail",
        Channel::Post => "post",
        Channel::Telephone => "telefoon",
    }
}

fn post_without_proof(_: &Case<'_>, message: &Message, place: &FieldPath) -> Option<Diagnostic> {
    let kind = written_kind(message.kind?)?;
    let sent = message.sent_to_complainant_on().is_some() && message.channel == Some(Channel::Post);
    (sent && message.proof_of_sending.is_none()).then(|| {
        let text = format!("{kind} ging per post, maar er staat niet waaruit blijkt dat de brief verzonden is");
        let help = "vul «verzendbewijs» in, bijvoorbeeld het nummer van de aangetekende brief of wie hem op de post deed";
        Diagnostic::new(Code::PostWithoutProof, place.clone(), text, help)
    })
}

/// A term met by a letter sent within the margin for post. A term no longer than that margin leaves no room for it.
fn met_without_margin(case: &Case<'_>, term: &Term) -> Option<Diagnostic> {
    let (met_by, met_on, due_on) = (term.met_by.as_ref()?, term.met_on?, term.due_on?);
    let by_post = case
        .dossier
        .messages
        .iter()
        .enumerate()
        .any(|(index, message)| message.channel == Some(Channel::Post) && *met_by == FieldPath::from(Field::Messages).entry(index));
    let margin: Period = case.rules.margins.post;
    let safe_until = case.rules.calendar.before(due_on, margin);
    let has_room = term.starts_on.is_none_or(|start| start < safe_until);
    (by_post && has_room && term.standing == Standing::MetInTime && met_on > safe_until).then(|| {
        let text = format!("deze brief ging minder dan {margin} voor het verstrijken van de termijn op de post");
        let help = "u hoeft niets te herstellen; stuur een brief die aan een termijn moet voldoen een volgende keer eerder";
        Diagnostic::new(Code::PostWithoutMargin, met_by.clone().field(Field::Date), text, help)
    })
}

/// The remarks on acknowledged lateness: what is missing, and what matches no late term.
fn acknowledgements(case: &Case<'_>, terms: &[Term]) -> Vec<Diagnostic> {
    let entries = case.dossier.acknowledged.iter().enumerate();
    entries
        .filter_map(|(index, entry)| {
            let place = FieldPath::from(Field::AcknowledgedLateness).entry(index);
            let missing = [(entry.term.is_none(), Field::Term), (entry.due_on.is_none(), Field::DueOn), (entry.reason.is_none(), Field::Reason)];
            if let Some(lack) = lack_in_words(&missing) {
                let help = "noem de soort termijn, de dag waarop zij verstreek en de reden";
                return Some(Diagnostic::new(Code::AcknowledgementIncomplete, place, format!("bij deze toelichting {lack}"), help));
            }
            let late = |term: &Term| matches!(term.standing, Standing::Acknowledged { .. } | Standing::MetLate { .. } | Standing::Overdue { .. });
            let matches = |term: &Term| late(term) && term.due_on.is_some_and(|due_on| acknowledges(entry, term.kind, due_on));
            let explains_notice = || extensions(case).iter().any(|extension| explains(entry, extension));
            (!terms.iter().any(matches) && !explains_notice()).then(|| {
                let text = "bij deze toelichting hoort geen termijn die is overschreden";
                let help = "vergelijk «termijn» en «uiterlijk» met wat «klacht termijnen» noemt; haal de toelichting weg als zij niet nodig is";
                Diagnostic::new(Code::NothingToAcknowledge, place, text, help)
            })
        })
        .collect()
}

/// "1 dag", "3 dagen".
pub(super) fn days(count: i64) -> String {
    if count == 1 { "1 dag".to_owned() } else { format!("{count} dagen") }
}
