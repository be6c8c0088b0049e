//! What a dossier takes over from a mail: who complains, when, about what; and what the officer has to know about that.

use chrono::NaiveDate;

use super::dates::{self, DateSource, Dated, DayOf};
use super::forward::{Forwarded, forwarded};
use super::hints::{Hints, hints};
use super::message::{Address, Mail, Seal};
use super::trail;
use crate::domain::{Channel, Complainant, ComplainantName, DossierId, Received, Stated, Status, Submitted};
use crate::source::NewDossier;

/// How many mails within mails are looked through for the one that came from outside.
const MOST_PASSED_ON: usize = 5;

/// Where everybody may have an address: a domain that tells nothing of the company.
const SHARED_DOMAINS: [&str; 6] = ["gmail.com", "hotmail.com", "outlook.com", "live.nl", "icloud.com", "ziggo.nl"];

/// The company, as mails know it.
#[derive(Clone, Copy, Debug)]
pub struct House<'r> {
    /// Its addresses for mail.
    pub emails: [&'r str; 2],
    /// Its postal address.
    pub postal_address: &'r str,
}

/// What a dossier takes over from a mail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakenIn {
    /// Who complains, when the mail tells.
    pub complainant: Option<Address>,
    /// The day of submission.
    pub submitted: Option<Dated>,
    /// The day of arrival.
    pub received: Option<Dated>,
    /// The colleague it came through.
    pub received_via: Option<String>,
    /// To whom outside it went, when we sent it ourselves; empty for what came in.
    pub sent_to: Vec<Address>,
    /// The channel it was submitted by.
    pub channel: Option<Channel>,
    /// Its subject line.
    pub subject: Option<String>,
    /// What it says.
    text: Option<String>,
    /// Whether more of it stays in the stored mail.
    cut: Option<Cut>,
    /// What the officer has to know, a sentence each.
    pub notes: Vec<String>,
    /// What may be copied by hand.
    pub hints: Hints,
}

/// What of the text stays in the stored mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cut {
    /// The mails it answers to.
    Trail,
    /// What goes on too long.
    Rest,
}

impl House<'_> {
    /// Whether the address is the company's own.
    #[must_use]
    pub fn is_own(&self, address: &Address) -> bool {
        let (email, domain) = (address.email.to_lowercase(), address.domain());
        self.emails.iter().any(|own| {
            let own = own.to_lowercase();
            let own_domain = own.rsplit_once('@').map(|(_, domain)| domain).unwrap_or_default();
            email == own || (!domain.is_empty() && domain == own_domain && !SHARED_DOMAINS.contains(&own_domain))
        })
    }
}

/// What a dossier takes over from a mail that came in.
#[must_use]
pub fn taken_in(mail: &Mail, house: &House<'_>, today: NaiveDate, day_of: DayOf) -> TakenIn {
    let inside = mail.from.as_ref().is_some_and(|from| house.is_own(from));
    let outside_reply = mail.reply_to.as_ref().filter(|reply| !house.is_own(reply));
    let sent_to: Vec<_> = mail.to.iter().filter(|to| inside && !to.email.is_empty() && !house.is_own(to)).cloned().collect();
    let mut taken = match (inside, outside_reply) {
        (true, None) if !sent_to.is_empty() => TakenIn { sent_to, text: mail.text.clone(), ..dated(mail, today, day_of) },
        (true, None) => passed_on(mail, house, today, day_of).unwrap_or_else(|| from_inside(mail, today, day_of)),
        (_, reply) => from_outside(mail, inside, reply, today, day_of),
    };
    taken.channel = Some(Channel::Email);
    let resent_by = mail.resent.as_ref().and_then(|resent| resent.by.as_ref()).filter(|by| house.is_own(by));
    taken.received_via = taken.received_via.or_else(|| resent_by.map(|by| by.name.clone().unwrap_or_else(|| by.email.clone())));
    if mail.left_inside > 0 {
        taken.notes.push("niet elk stuk in de mail is er los uit te halen; wat hieronder niet staat, zit in de bewaarde mail".to_owned());
    }
    taken.hints = hints(taken.text.as_deref().unwrap_or_default(), house.postal_address);
    if mail.text_goes_on && taken.cut.is_none() {
        taken.cut = Some(Cut::Rest);
        taken.notes.push("de tekst is zo lang dat alleen het begin is overgenomen".to_owned());
    }
    taken.notes.extend(sealed(mail));
    if taken.text.is_none() && mail.seal != Some(Seal::Encrypted) {
        taken.notes.push("in de mail staat geen tekst; schrijf de omschrijving zelf, bijvoorbeeld naar de stukken".to_owned());
    }
    taken
}

/// A mail from outside, or one that a form on a site sent in someone's name.
fn from_outside(mail: &Mail, by_form: bool, reply: Option<&Address>, today: NaiveDate, day_of: DayOf) -> TakenIn {
    let mut taken = dated(mail, today, day_of);
    let from = mail.from.clone().filter(|_| !by_form);
    taken.complainant = match (from, reply) {
        (Some(from), Some(reply)) if !reply.email.eq_ignore_ascii_case(&from.email) => {
            taken.notes.push(format!(
                "de mail kwam van {}, en vraagt het antwoord aan {}; dat laatste adres is overgenomen",
                from.shown(),
                reply.shown()
            ));
            let own_name = from.name.filter(|_| !is_machine(&from.email));
            Some(Address { name: reply.name.clone().or(own_name), email: reply.email.clone() })
        }
        (Some(from), _) => Some(from),
        (None, Some(reply)) => Some(reply.clone()),
        (None, None) => {
            taken.notes.push("in de mail staat niet van wie zij is".to_owned());
            None
        }
    };
    let (text, cut) = own_text(mail);
    (taken.text, taken.cut) = (text, cut);
    taken
}

/// A mail that a colleague passed on; `None` when there is none in it from outside.
fn passed_on(mail: &Mail, house: &House<'_>, today: NaiveDate, day_of: DayOf) -> Option<TakenIn> {
    let mut inner = forwarded(mail, today, day_of)?;
    for _ in 0..MOST_PASSED_ON {
        let Some(from) = &inner.from else { break };
        if !house.is_own(from) {
            break;
        }
        inner = inner.within(today)?;
    }
    let colleague = mail.from.as_ref().map(|from| from.name.clone().unwrap_or_else(|| from.email.clone()))?;
    let mut notes = vec![format!("de klacht is doorgestuurd door {colleague}; wat die erbij schreef staat alleen in de bewaarde mail")];
    let Forwarded { from, submitted, received, subject, text } = inner;
    if received.is_none() {
        notes.push("wanneer de doorgestuurde mail aankwam, is niet te lezen; vul de dagen zelf in".to_owned());
    }
    Some(TakenIn {
        complainant: from.filter(|from| !house.is_own(from)),
        submitted,
        received,
        received_via: Some(colleague),
        subject,
        text,
        notes,
        ..TakenIn::default()
    })
}

/// A mail from within the company in which nobody from outside speaks: a scan, or a colleague who tells what happened.
fn from_inside(mail: &Mail, today: NaiveDate, day_of: DayOf) -> TakenIn {
    let mut taken = dated(mail, today, day_of);
    taken.received_via = mail.from.as_ref().map(|from| from.name.clone().unwrap_or_else(|| from.email.clone()));
    taken.submitted = None;
    taken.notes.push("de mail komt van binnen, en er zit geen doorgestuurde mail in: wie klaagt en vanaf wanneer, vult u zelf in".to_owned());
    if !mail.pieces.is_empty() {
        taken
            .notes
            .push("is dit een gescande brief, dan hoort in het dossier «kanaal: post», en bij «ontvangen_op» de dag waarop hij aankwam".to_owned());
    }
    taken.text.clone_from(&mail.text);
    taken
}

/// When, and about what.
fn dated(mail: &Mail, today: NaiveDate, day_of: DayOf) -> TakenIn {
    let received = dates::received(mail, today, day_of);
    let submitted = dates::submitted(mail, received.as_ref(), today, day_of);
    let mut notes = Vec::new();
    if let Some(stated) = &mail.sent_unread {
        notes.push(format!("de datum in de mail is niet te lezen: «{stated}»"));
    }
    TakenIn { received, submitted, subject: mail.subject.clone(), notes, ..TakenIn::default() }
}

/// What was written, without the mails it answers to when it answers to any.
fn own_text(mail: &Mail) -> (Option<String>, Option<Cut>) {
    let Some(text) = &mail.text else { return (None, None) };
    let subject = mail.subject.as_deref().unwrap_or_default().to_lowercase();
    let answers = !mail.references.is_empty() || ["re:", "antw:", "aw:"].iter().any(|mark| subject.starts_with(mark));
    if !answers {
        return (Some(text.clone()), None);
    }
    let split = trail::split(text);
    if !split.trail.is_empty() && !split.own.trim().is_empty() {
        return (Some(split.own.to_owned()), Some(Cut::Trail));
    }
    (Some(text.clone()), None)
}

fn sealed(mail: &Mail) -> Option<String> {
    mail.seal.map(|seal| match seal {
        Seal::Signed => "de mail is digitaal ondertekend; of de handtekening klopt, is niet nagegaan".to_owned(),
        Seal::Encrypted => "de mail is versleuteld en hier niet te lezen; open haar in uw mailprogramma en neem de tekst zelf over".to_owned(),
    })
}

/// Whether an address belongs to nobody.
fn is_machine(email: &str) -> bool {
    let local = email.split('@').next().unwrap_or_default().to_lowercase().replace(['-', '_', '.'], "");
    ["noreply", "donotreply", "nietbeantwoorden", "geenantwoord"].iter().any(|name| local.contains(name))
}

impl TakenIn {
    /// The same with what the officer says of it.
    #[must_use]
    pub fn with_given(mut self, submitted: Option<NaiveDate>, received: Option<NaiveDate>, channel: Option<Channel>) -> Self {
        let given = |day| Dated { day, source: DateSource::Given };
        self.submitted = submitted.map(given).or(self.submitted);
        self.received = received.map(given).or(self.received);
        self.channel = channel.or(self.channel);
        self
    }

    /// Whether we sent it ourselves.
    #[must_use]
    pub fn is_sent_by_us(&self) -> bool {
        !self.sent_to.is_empty()
    }

    /// Who it is from or to, when that is clearly not this complainant: neither address nor name is the known one.
    #[must_use]
    pub fn other_than(&self, complainant: &Complainant) -> Option<String> {
        let people: Vec<_> = self.sent_to.iter().chain(&self.complainant).collect();
        let Some(first) = people.first() else { return self.received_via.clone() };
        let email = complainant.email.as_ref().and_then(Stated::known);
        let same = |known: Option<&str>, text: &str| known.is_some_and(|known| known.eq_ignore_ascii_case(text));
        let is_known = people.iter().any(|one| same(email, &one.email) || one.name.as_deref().is_some_and(|name| same(complainant.named(), name)));
        let nothing_known = email.is_none() && complainant.named().is_none();
        (!is_known && !nothing_known).then(|| first.name.clone().unwrap_or_else(|| first.email.clone()))
    }

    /// The description, with where the rest of it is: the stored mail.
    #[must_use]
    pub fn description(&self, stored: &str) -> Option<String> {
        let text = self.text.as_ref()?;
        Some(match self.cut {
            None => text.clone(),
            Some(Cut::Trail) => format!("{text}\n\n(De eerdere berichten die hieronder stonden: zie {stored}.)"),
            Some(Cut::Rest) => format!("{text}\n\n(De rest van de tekst: zie {stored}.)"),
        })
    }

    /// The dossier this becomes under a number, its original stored at `stored`. What the mail does not tell is not there.
    #[must_use]
    pub fn dossier(&self, id: DossierId, stored: &str) -> NewDossier {
        let complainant = self.complainant.as_ref().map(|address| Complainant {
            name: address.name.clone().map(ComplainantName::Named),
            email: Some(address.email.clone()).filter(|email| !email.is_empty()).map(Stated::Known),
            ..Complainant::default()
        });
        NewDossier {
            submitted: self.submitted.as_ref().map(|dated| Submitted::on(dated.day)),
            received: self.received.as_ref().map(|dated| Received::on(dated.day)),
            channel: self.channel,
            subject_line: self.subject.clone(),
            complainant: complainant.unwrap_or_default(),
            description: self.description(stored),
            ..NewDossier::new(id, Status::Received)
        }
    }
}
