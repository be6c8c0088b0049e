//! Article 2: what a complaint states, and when it is complete.

use super::course::is_back_from_appeal;
use super::{Case, Datum};
use crate::calendar::day_in_words;
use crate::diagnostic::{Code, Diagnostic, Field, FieldPath, Place};
use crate::domain::{ComplainantName, MessageKind, Section, Stated, Status};

/// The remarks on submission and completeness, the demand of being taken up apart.
pub(super) fn remarks(case: &Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    found.extend(not_in_writing(case));
    found.extend(data_missing(case));
    found.extend(data_not_stated(case));
    found.extend(anonymous(case));
    found.extend(invalid_email(case));
    found.extend(submitted_after_receipt(case));
    found.extend(long_in_transit(case));
    found.extend(completion_not_requested(case));
    found.extend(complete_after_all(case));
    found
}

/// What is lacking before a complaint may be taken up: one remark a datum. Empty when it is complete.
#[must_use]
pub(super) fn taken_up_incomplete(case: &Case<'_>) -> Vec<Diagnostic> {
    let lacking = lacking(case).into_iter();
    lacking
        .map(|datum| {
            Diagnostic::new(
                Code::TakenUpIncomplete,
                place(datum),
                format!("{} ontbreekt; zonder dat gaat een klacht niet in behandeling", in_words(datum)),
                format!("{}; weet u het niet, vraag het dan de klachtindiener", how_to_fill(datum)),
            )
        })
        .collect()
}

/// The data that completeness asks for and that are not there, in the order of the rule file.
#[must_use]
pub fn lacking(case: &Case<'_>) -> Vec<Datum> {
    let completeness = &case.rules.completeness;
    let unstated = completeness.stated.iter().filter(|datum| !is_stated(case, **datum));
    let absent = completeness.present.iter().filter(|datum| !is_present(case, **datum) && !completeness.stated.contains(datum));
    let hollow =
        completeness.present.iter().filter(|datum| completeness.stated.contains(datum) && is_stated(case, **datum) && !is_present(case, **datum));
    unstated.chain(absent).chain(hollow).copied().collect()
}

/// Whether the datum is known, or expressly not there.
fn is_stated(case: &Case<'_>, datum: Datum) -> bool {
    let complainant = &case.dossier.complainant;
    match datum {
        Datum::Name => complainant.name.is_some(),
        Datum::Organisation => complainant.organisation.is_some(),
        Datum::PostalAddress => complainant.postal_address.is_some(),
        Datum::Email => complainant.email.is_some(),
        Datum::Telephone => complainant.telephone.is_some(),
        Datum::ReachableAddress | Datum::SubmittedOn | Datum::Description | Datum::StepsTaken => is_present(case, datum),
    }
}

/// Whether the datum is really there. An anonymous complainant has neither name nor address to give.
fn is_present(case: &Case<'_>, datum: Datum) -> bool {
    let complainant = &case.dossier.complainant;
    let known = |stated: &Option<Stated>| stated.as_ref().is_some_and(|stated| stated.known().is_some());
    match datum {
        Datum::Name => match &complainant.name {
            Some(ComplainantName::Named(name)) => ![Stated::NOTHING, Stated::NOT_STATED].contains(&name.as_str()),
            Some(ComplainantName::Anonymous) => true,
            None => false,
        },
        Datum::Organisation => known(&complainant.organisation),
        Datum::PostalAddress => known(&complainant.postal_address),
        Datum::Email => known(&complainant.email),
        Datum::Telephone => known(&complainant.telephone),
        Datum::ReachableAddress => complainant.is_reachable() || complainant.is_anonymous(),
        Datum::SubmittedOn => case.dossier.submitted.is_some(),
        Datum::Description => case.dossier.narrative.description == Section::Written,
        Datum::StepsTaken => case.dossier.narrative.steps_taken == Section::Written,
    }
}

fn place(datum: Datum) -> Place {
    let complainant = |field| FieldPath::from(Field::Complainant).field(field).into();
    match datum {
        Datum::Name => complainant(Field::Name),
        Datum::Organisation => complainant(Field::Organisation),
        Datum::PostalAddress => complainant(Field::PostalAddress),
        Datum::Email => complainant(Field::Email),
        Datum::Telephone => complainant(Field::Telephone),
        Datum::ReachableAddress => Field::Complainant.into(),
        Datum::SubmittedOn => Field::SubmittedOn.into(),
        Datum::Description => Place::Section("Omschrijving"),
        Datum::StepsTaken => Place::Section("Ondernomen stappen"),
    }
}

fn in_words(datum: Datum) -> &'static str {
    match datum {
        Datum::Name => "de naam van de klachtindiener",
        Datum::Organisation => "de organisatie van de klachtindiener",
        Datum::PostalAddress => "het postadres van de klachtindiener",
        Datum::Email => "het e-mailadres van de klachtindiener",
        Datum::Telephone => "het telefoonnummer van de klachtindiener",
        Datum::ReachableAddress => "een adres waarop de klachtindiener bereikbaar is",
        Datum::SubmittedOn => "de indieningsdatum",
        Datum::Description => "de omschrijving van de klacht",
        Datum::StepsTaken => "de beschrijving van wat er al is ondernomen",
    }
}

fn how_to_fill(datum: Datum) -> &'static str {
    match datum {
        Datum::Name => "vul «naam» in onder «klachtindiener», of schrijf «anoniem»",
        Datum::Organisation => "vul «organisatie» in onder «klachtindiener»; bij een particulier schrijft u «geen»",
        Datum::PostalAddress => "vul «postadres» in onder «klachtindiener», of schrijf «niet_opgegeven»",
        Datum::Email => "vul «email» in onder «klachtindiener», of schrijf «niet_opgegeven»",
        Datum::Telephone => "vul «telefoon» in onder «klachtindiener», of schrijf «niet_opgegeven»",
        Datum::ReachableAddress => "vul onder «klachtindiener» een e-mailadres of een postadres in",
        Datum::SubmittedOn => "vul «ingediend_op» in: de datum die op de klacht staat",
        Datum::Description => "schrijf onder het kopje «## Omschrijving» wat de klacht is",
        Datum::StepsTaken => "schrijf onder het kopje «## Ondernomen stappen» wat er al gedaan is; «geen» mag ook",
    }
}

/// Whether the complaint waits to be taken up.
fn is_waiting(case: &Case<'_>) -> bool {
    matches!(case.dossier.status, Status::Received | Status::Incomplete)
}

/// Whether the complaint should be in writing by now; a dossier that ended as an oral remark need not be, also after an appeal.
fn should_be_in_writing(case: &Case<'_>) -> bool {
    let past_the_oral_stage =
        matches!(case.dossier.status, Status::Received | Status::Incomplete | Status::InProgress | Status::Answered | Status::NotTakenUp);
    past_the_oral_stage && !(case.dossier.status == Status::Answered && is_back_from_appeal(case.dossier))
}

fn not_in_writing(case: &Case<'_>) -> Option<Diagnostic> {
    let nothing_written = case.dossier.submitted.is_none() && case.dossier.received.is_none();
    (should_be_in_writing(case) && nothing_written).then(|| {
        Diagnostic::new(
            Code::NotInWriting,
            Field::Status,
            format!("de status is {}, maar er staat niet wanneer de klacht schriftelijk is ingediend", case.dossier.status),
            "vul «ingediend_op» en «ontvangen_op» in; is de klacht alleen mondeling gemeld, dan is de status «melding»",
        )
    })
}

fn data_missing(case: &Case<'_>) -> Vec<Diagnostic> {
    let in_writing = case.dossier.submitted.is_some() || case.dossier.received.is_some();
    let mut found = Vec::new();
    if should_be_in_writing(case) && in_writing {
        let arrival = [(case.dossier.received.is_none(), Field::ReceivedOn), (case.dossier.channel.is_none(), Field::Channel)];
        let arrival = arrival.into_iter().filter(|(missing, _)| *missing);
        found.extend(arrival.map(|(_, field)| {
            Diagnostic::new(
                Code::DatumMissing,
                field,
                format!("«{field}» ontbreekt"),
                format!("vul «{field}» in: hoe en wanneer de klacht binnenkwam"),
            )
        }));
    }
    if is_waiting(case) {
        let lacking = lacking(case).into_iter().filter(|datum| in_writing || *datum != Datum::SubmittedOn);
        found.extend(
            lacking.map(|datum| Diagnostic::new(Code::DatumMissing, place(datum), format!("{} ontbreekt", in_words(datum)), how_to_fill(datum))),
        );
    }
    found
}

fn data_not_stated(case: &Case<'_>) -> Vec<Diagnostic> {
    if case.dossier.status.is_ended() {
        return Vec::new();
    }
    let complainant = &case.dossier.complainant;
    let data = [
        (&complainant.organisation, Datum::Organisation),
        (&complainant.postal_address, Datum::PostalAddress),
        (&complainant.email, Datum::Email),
        (&complainant.telephone, Datum::Telephone),
    ];
    let completeness = &case.rules.completeness;
    let is_asked = |datum: &Datum| completeness.stated.contains(datum) || completeness.present.contains(datum);
    let not_stated = data.into_iter().filter(|(stated, datum)| is_asked(datum) && **stated == Some(Stated::NotStated));
    not_stated
        .map(|(_, datum)| {
            let message = format!("{} is niet opgegeven", in_words(datum));
            Diagnostic::new(
                Code::DatumNotStated,
                place(datum),
                message,
                "vraag er de klachtindiener zo mogelijk naar; anders mag het zo blijven staan",
            )
        })
        .collect()
}

fn anonymous(case: &Case<'_>) -> Option<Diagnostic> {
    let open = !case.dossier.status.is_ended();
    (open && case.dossier.complainant.is_anonymous()).then(|| {
        let message = if case.is_unreachable() {
            "de klachtindiener is anoniem en niet bereikbaar; bevestiging en reactie vervallen"
        } else {
            "de klachtindiener is anoniem; bevestiging en reactie gaan naar het opgegeven adres"
        };
        let place = FieldPath::from(Field::Complainant).field(Field::Name);
        Diagnostic::new(Code::Anonymous, place, message, "u hoeft niets te doen; de klacht wordt verder gewoon behandeld")
    })
}

fn invalid_email(case: &Case<'_>) -> Option<Diagnostic> {
    let email = case.dossier.complainant.email.as_ref()?.known()?;
    (!looks_like_email(email)).then(|| {
        let place = FieldPath::from(Field::Complainant).field(Field::Email);
        Diagnostic::new(Code::InvalidEmail, place, format!("«{email}» kan geen e-mailadres zijn"), "verbeter het adres, of schrijf «niet_opgegeven»")
    })
}

/// Whether the text has the shape of one e-mail address; whether it exists, no one can see.
#[must_use]
pub fn looks_like_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let clean = |part: &str| !part.is_empty() && !part.chars().any(|letter| letter.is_whitespace() || "<>()[],;:\"\\@".contains(letter));
    let labels = domain.split('.').collect::<Vec<_>>();
    clean(local) && clean(domain) && labels.len() > 1 && labels.iter().all(|label| !label.is_empty())
}

fn submitted_after_receipt(case: &Case<'_>) -> Option<Diagnostic> {
    let (submitted, received) = (case.dossier.submitted?.date(), case.dossier.received?.date());
    (submitted > received).then(|| {
        Diagnostic::new(
            Code::SubmittedAfterReceipt,
            Field::SubmittedOn,
            format!("de klacht is ingediend op {}, maar al ontvangen op {}", day_in_words(submitted), day_in_words(received)),
            "verbeter «ingediend_op» (de datum op de klacht) of «ontvangen_op» (de dag dat zij binnenkwam)",
        )
    })
}

fn long_in_transit(case: &Case<'_>) -> Option<Diagnostic> {
    let (submitted, received) = (case.dossier.submitted?.date(), case.dossier.received?.date());
    let margin = case.rules.margins.long_in_transit;
    (received > case.rules.calendar.after(submitted, margin)).then(|| {
        Diagnostic::new(
            Code::LongInTransit,
            Field::ReceivedOn,
            format!("tussen indiening en ontvangst zitten {} dagen", (received - submitted).num_days()),
            "klopt dat, leg dan in «ingediend_op_bron» of «ontvangen_via» uit hoe het kwam",
        )
    })
}

fn completion_not_requested(case: &Case<'_>) -> Option<Diagnostic> {
    let requested = case.dossier.messages.iter().any(|message| message.sent_in_writing_as(MessageKind::CompletionRequest).is_some());
    (case.dossier.status == Status::Incomplete && !requested).then(|| {
        Diagnostic::new(
            Code::CompletionNotRequested,
            Field::Status,
            "de klacht is onvolledig, maar er is geen verzoek om aanvulling verzonden",
            "vraag de klachtindiener om aan te vullen en zet dat onder «correspondentie» als «verzoek_om_aanvulling»",
        )
    })
}

fn complete_after_all(case: &Case<'_>) -> Option<Diagnostic> {
    (case.dossier.status == Status::Incomplete && lacking(case).is_empty()).then(|| {
        Diagnostic::new(
            Code::CompleteAfterAll,
            Field::Status,
            "de status is onvolledig, maar alles wat gevraagd wordt staat erin",
            format!("neem de klacht in behandeling met «klacht status {} in_behandeling»", case.dossier.id),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::looks_like_email;

    #[test]
    fn e_mail_addresses_are_told_by_their_shape() {
        for good in ["s.dewit@roc-delinde.example", "a+b@c.d.example"] {
            assert!(looks_like_email(good), "{good}");
        }
        for bad in
            ["", "naam", "naam@", "@post.example", "a b@post.example", "a@post", "a@@post.example", "a@post..example", "Jan <jan@post.example>"]
        {
            assert!(!looks_like_email(bad), "{bad}");
        }
    }
}
