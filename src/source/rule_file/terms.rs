//! The terms, the margins, and what must be there before a complaint is taken up.

use super::setting::{UNSET, is_longer, is_unset};
use crate::calendar::Period;
use crate::regulation::{
    AnswerStart, AnswerTerm, Basis, Completeness, ExtensionTerm, Margins, OwnTerm, RequestTerm, RetentionTerm, SimpleTerm, TermRules,
};
use crate::source::Node;
use crate::source::reader::{Home, Key, Name, Reader, setting};

/// The word for no maximum.
const NONE: &str = "geen";

/// The keys under `termijnen`.
const TERMS: &[Key<TermRules>] = &[
    setting("bevestiging", |terms, node, reader| terms.acknowledgement = simple(node, reader)),
    setting("reactie", |terms, node, reader| {
        let answer = reader.map(node, ANSWER, terms.answer).unwrap_or(terms.answer);
        reader.warning_within(node, answer.warn, answer.length);
        terms.answer = answer;
    }),
    setting("uitstelbericht", |terms, node, reader| {
        terms.extension = reader.map(node, EXTENSION, terms.extension).unwrap_or(terms.extension);
    }),
    setting("tussenbericht", |terms, node, reader| terms.progress = simple(node, reader)),
    setting("verzoek", |terms, node, reader| {
        let request = reader.map(node, REQUEST, terms.request).unwrap_or(terms.request);
        reader.warning_within(node, request.warn, request.length);
        terms.request = request;
    }),
    setting("afspraak", |terms, node, reader| terms.commitment = own(node, reader)),
    setting("consequentie", |terms, node, reader| terms.consequence = simple(node, reader)),
    setting("verbetering", |terms, node, reader| terms.improvement = own(node, reader)),
    setting("bewaren", |terms, node, reader| terms.retention = retention(node, reader)),
];

/// The keys of a term with a length.
const SIMPLE: &[Key<SimpleTerm>] = &[
    setting("duur", |term, node, reader| term.length = reader.length(node)),
    setting("waarschuwen", |term, node, reader| term.warn = reader.period(node)),
    setting("grondslag", |term, node, reader| term.basis = reader.word(node).unwrap_or(term.basis)),
];

/// The keys of a term whose last day the dossier names.
const OWN: &[Key<OwnTerm>] = &[
    setting("waarschuwen", |term, node, reader| term.warn = reader.period(node)),
    setting("grondslag", |term, node, reader| term.basis = reader.word(node).unwrap_or(term.basis)),
];

/// The keys under `reactie`.
const ANSWER: &[Key<AnswerTerm>] = &[
    setting("duur", |term, node, reader| term.length = reader.length(node)),
    setting("vanaf", |term, node, reader| term.start = reader.word(node).unwrap_or(term.start)),
    setting("verschuif_naar_werkdag", |term, node, reader| term.shift_to_working_day = reader.yes(node)),
    setting("waarschuwen", |term, node, reader| term.warn = reader.period(node)),
    setting("grondslag", |term, node, reader| term.basis = reader.word(node).unwrap_or(term.basis)),
];

/// The keys under `uitstelbericht`.
const EXTENSION: &[Key<ExtensionTerm>] = &[
    setting("ruim", |term, node, reader| term.ample = reader.period(node)),
    setting("waarschuwen", |term, node, reader| term.warn = reader.period(node)),
    setting("lang_boven", |term, node, reader| term.long_above = reader.length(node)),
    setting("hoogstens", |term, node, reader| term.at_most = reader.count(node)),
    setting::<ExtensionTerm>("verlenging_hoogstens", |term, node, reader| term.maximum = maximum(node, reader)).optional(),
    setting("grondslag", |term, node, reader| term.basis = reader.word(node).unwrap_or(term.basis)),
];

/// The keys under `verzoek`.
const REQUEST: &[Key<RequestTerm>] = &[
    setting("duur", |term, node, reader| term.length = reader.length(node)),
    setting("waarschuwen", |term, node, reader| term.warn = reader.period(node)),
    setting("grondslag", |term, node, reader| term.basis = reader.word(node).unwrap_or(term.basis)),
    setting("grondslag_organisatie", |term, node, reader| term.basis_organisation = reader.word(node).unwrap_or(term.basis_organisation)),
];

/// The keys under `bewaren`.
const RETENTION: &[Key<RetentionTerm>] = &[
    setting("minimaal", |term, node, reader| term.minimum = reader.length(node)),
    setting("hoogstens", |term, node, reader| term.maximum = maximum(node, reader)),
    setting("waarschuwen", |term, node, reader| term.warn = reader.period(node)),
    setting("grondslag", |term, node, reader| term.basis = reader.word(node).unwrap_or(term.basis)),
    setting("grondslag_hoogstens", |term, node, reader| term.basis_maximum = reader.word(node).unwrap_or(term.basis_maximum)),
];

/// The keys under `marges`.
pub(super) const MARGINS: &[Key<Margins>] = &[
    setting("post", |margins, node, reader| margins.post = reader.period(node)),
    setting("lang_onderweg", |margins, node, reader| margins.long_in_transit = reader.period(node)),
    setting("late_invoer", |margins, node, reader| margins.late_entry = reader.period(node)),
];

/// The keys under `volledigheid`.
pub(super) const COMPLETENESS: &[Key<Completeness>] = &[
    setting("vermeld", |completeness, node, reader| completeness.stated = reader.words(node)),
    setting("aanwezig", |completeness, node, reader| completeness.present = reader.words(node)),
];

/// The maps of this part.
pub(super) fn homes() -> Vec<Home> {
    let home = |key| Some(Name::Setting(key));
    vec![
        Home::new(home("termijnen"), TERMS),
        Home::new(home("bevestiging"), SIMPLE),
        Home::new(home("reactie"), ANSWER),
        Home::new(home("uitstelbericht"), EXTENSION),
        Home::new(home("tussenbericht"), SIMPLE),
        Home::new(home("verzoek"), REQUEST),
        Home::new(home("afspraak"), OWN),
        Home::new(home("consequentie"), SIMPLE),
        Home::new(home("verbetering"), OWN),
        Home::new(home("bewaren"), RETENTION),
        Home::new(home("marges"), MARGINS),
        Home::new(home("volledigheid"), COMPLETENESS),
    ]
}

/// Every term, under `termijnen`.
pub(super) fn terms(node: &Node<'_>, reader: &mut Reader) -> TermRules {
    let terms = reader.map(node, TERMS, blank_terms()).unwrap_or_else(blank_terms);
    ample_within_answer(node, reader, &terms);
    terms
}

/// A term with a length.
fn simple(node: &Node<'_>, reader: &mut Reader) -> SimpleTerm {
    let term = reader.map(node, SIMPLE, BLANK_SIMPLE).unwrap_or(BLANK_SIMPLE);
    reader.warning_within(node, term.warn, term.length);
    term
}

/// A length of time, or none where nothing is set.
fn maximum(node: &Node<'_>, reader: &mut Reader) -> Option<Period> {
    (!reader.is_word(node, NONE)).then(|| reader.length(node))
}

/// A term whose last day the dossier names.
fn own(node: &Node<'_>, reader: &mut Reader) -> OwnTerm {
    reader.map(node, OWN, BLANK_OWN).unwrap_or(BLANK_OWN)
}

/// How long a dossier is kept.
fn retention(node: &Node<'_>, reader: &mut Reader) -> RetentionTerm {
    let blank = blank_terms().retention;
    let term = reader.map(node, RETENTION, blank).unwrap_or(blank);
    if let Some(maximum) = term.maximum.filter(|maximum| !is_unset(*maximum) && is_longer(term.minimum, *maximum)) {
        let message = format!("hoogstens {maximum} is korter dan minimaal {}", term.minimum);
        reader.invalid_at(node, "hoogstens", message, "schrijf een langere termijn, of «geen»");
    }
    reader.warning_within(node, term.warn, term.maximum.unwrap_or(term.minimum));
    term
}

/// Says so when no extension notice could ever be amply in time; `node` is what stands behind `termijnen`.
fn ample_within_answer(node: &Node<'_>, reader: &mut Reader, terms: &TermRules) {
    let (ample, answer) = (terms.extension.ample, terms.answer.length);
    let Some(extension) = node.entry("uitstelbericht").filter(|_| !is_unset(answer) && is_longer(ample, answer)) else { return };
    let message = format!("«ruim» ({ample}) is langer dan de termijn van de reactie ({answer})");
    reader.chosen_entries(std::slice::from_ref(extension), |reader, extension| {
        reader.invalid_at(&extension.value, "ruim", message.clone(), "schrijf een kortere tijd");
    });
}

/// A term in which nothing stands yet.
const BLANK_SIMPLE: SimpleTerm = SimpleTerm { length: UNSET, warn: UNSET, basis: Basis::Regulation };
/// A term of its own day in which nothing stands yet.
const BLANK_OWN: OwnTerm = OwnTerm { warn: UNSET, basis: Basis::Regulation };

/// Terms in which nothing stands yet.
pub(super) fn blank_terms() -> TermRules {
    let basis = Basis::Regulation;
    TermRules {
        acknowledgement: BLANK_SIMPLE,
        answer: AnswerTerm { length: UNSET, start: AnswerStart::Submission, shift_to_working_day: false, warn: UNSET, basis },
        extension: ExtensionTerm { ample: UNSET, warn: UNSET, long_above: UNSET, at_most: 0, maximum: None, basis },
        progress: BLANK_SIMPLE,
        request: RequestTerm { length: UNSET, warn: UNSET, basis, basis_organisation: basis },
        commitment: BLANK_OWN,
        consequence: BLANK_SIMPLE,
        improvement: BLANK_OWN,
        retention: RetentionTerm { minimum: UNSET, maximum: None, warn: UNSET, basis, basis_maximum: basis },
    }
}

/// Margins in which nothing stands yet.
pub(super) fn blank_margins() -> Margins {
    Margins { post: UNSET, long_in_transit: UNSET, late_entry: UNSET }
}

/// Completeness that asks nothing.
pub(super) fn blank_completeness() -> Completeness {
    Completeness { stated: Vec::new(), present: Vec::new() }
}
