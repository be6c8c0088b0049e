//! To whom a letter goes, and how (art. 3: e-mail, or post when asked).

use super::compose::LetterWish;
use super::matter;
use super::refusal::Refusal;
use crate::domain::{Appellant, Channel, Complainant, LetterKind, Stated};
use crate::regulation::looks_like_email;

/// Who gets a letter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Addressee {
    /// The name; `None` for someone anonymous.
    pub name: Option<String>,
    /// The organisation.
    pub organisation: Option<String>,
    /// Where e-mail arrives.
    pub email: Option<String>,
    /// Where post arrives: lines with commas between them.
    pub postal_address: Option<String>,
    /// Whether it is the complainant.
    pub is_complainant: bool,
    /// The channel the addressee asked for.
    pub preference: Option<Channel>,
}

impl Addressee {
    fn of_complainant(complainant: &Complainant) -> Self {
        let known = |stated: &Option<Stated>| stated.as_ref().and_then(Stated::known).map(str::to_owned);
        Self {
            name: complainant.named().map(str::to_owned),
            organisation: known(&complainant.organisation),
            email: known(&complainant.email),
            postal_address: known(&complainant.postal_address),
            is_complainant: true,
            preference: complainant.preference,
        }
    }
}

/// Who gets the letter, and by which channel.
///
/// # Errors
/// When no address is known, or an address cannot be one.
pub(super) fn addressee(wish: &LetterWish<'_>) -> Result<(Addressee, Channel), Refusal> {
    let mut to = by_kind(wish)?;
    if to.is_complainant && (wish.email.is_some() || wish.address.is_some()) {
        let what = "deze brief gaat naar de klachtindiener, met het adres uit het dossier";
        return Err(Refusal::forbidden(what, "klopt het adres niet, verbeter het dan onder «klachtindiener»; laat --aan en --adres weg"));
    }
    to.email = wish.email.clone().or(to.email);
    to.postal_address = wish.address.clone().or(to.postal_address);
    let channel = wish.channel.unwrap_or_else(|| usual_channel(wish.kind, &to));
    reachable(&to, channel)?;
    Ok((to, channel))
}

fn by_kind(wish: &LetterWish<'_>) -> Result<Addressee, Refusal> {
    let dossier = wish.case.dossier;
    let complainant = Addressee::of_complainant(&dossier.complainant);
    if wish.kind == LetterKind::AdviceRequest {
        let body = dossier.advice.iter().rev().find(|advice| advice.received_on.is_none()).and_then(|advice| advice.body.clone());
        let none = || Refusal::forbidden("bij het advies staat niet wie het geeft", "vul «instantie» in onder «extern_advies»");
        return Ok(Addressee { name: Some(body.ok_or_else(none)?), ..Addressee::default() });
    }
    if !wish.kind.is_to_appellant() {
        return Ok(complainant);
    }
    Ok(match &matter::appeal(&wish.case)?.appellant {
        Some(Appellant::Named { name: Some(name), address, residence }) if complainant.name.as_ref() != Some(name) => {
            let parts = [address.clone(), residence.clone()];
            let postal_address = parts.iter().all(Option::is_some).then(|| parts.into_iter().flatten().collect::<Vec<_>>().join(", "));
            Addressee { name: Some(name.clone()), postal_address, ..Addressee::default() }
        }
        _ => complainant,
    })
}

/// The confirmation goes by e-mail whenever it can; every other letter by post when that was asked for.
fn usual_channel(kind: LetterKind, to: &Addressee) -> Channel {
    let by_post = to.preference == Some(Channel::Post) && to.postal_address.is_some() && kind != LetterKind::Acknowledgement;
    if to.email.is_some() && !by_post { Channel::Email } else { Channel::Post }
}

fn reachable(to: &Addressee, channel: Channel) -> Result<(), Refusal> {
    let who = if to.is_complainant { "de klachtindiener" } else { "wie deze brief krijgt" };
    let fill = |complainant: &str, other: &str| if to.is_complainant { complainant.to_owned() } else { other.to_owned() };
    match (channel, &to.email, &to.postal_address) {
        (Channel::Telephone, ..) => Err(Refusal::forbidden("een brief gaat per e-mail of per post", "geef --kanaal e-mail of --kanaal post")),
        (Channel::Email, Some(email), _) if !looks_like_email(email) => {
            let help = fill("verbeter «email» onder «klachtindiener», of geef --kanaal post", "geef een ander adres met --aan");
            Err(Refusal::forbidden(format!("«{email}» is geen e-mailadres"), help))
        }
        (Channel::Email, Some(_), _) | (Channel::Post, _, Some(_)) => Ok(()),
        (Channel::Email, None, _) => {
            let help = fill("vul «email» in onder «klachtindiener», of geef --kanaal post", "geef het adres met --aan");
            Err(Refusal::forbidden(format!("van {who} is geen e-mailadres bekend"), help))
        }
        (Channel::Post, email, None) => {
            let what = if email.is_some() { "geen postadres" } else { "geen e-mailadres en geen postadres" };
            let help = fill("vul «email» of «postadres» in onder «klachtindiener»", "geef --aan E-MAILADRES of --adres \"Straat 1, 1234 AB Plaats\"");
            Err(Refusal::forbidden(format!("van {who} is {what} bekend"), help))
        }
    }
}
