//! Who handles complaints and appeals.

use chrono::NaiveDate;

use crate::diagnostic::Code;
use crate::domain::MemberCapacity;
use crate::regulation::{Appointment, CommitteeMember, OfficerRole};
use crate::source::Node;
use crate::source::reader::{Home, Key, Name, Reader, setting};

/// The keys of an entry of `functionarissen`.
const OFFICER: &[Key<Appointment>] = &[
    setting("naam", |officer, node, reader| officer.name = reader.text(node).unwrap_or_default()),
    setting("rol", |officer, node, reader| officer.role = reader.word(node).unwrap_or(officer.role)),
    setting::<Appointment>("van", |officer, node, reader| officer.from = reader.date(node)).optional(),
    setting::<Appointment>("tot", |officer, node, reader| officer.until = reader.date(node)).optional(),
];

/// The keys of an entry of `geschillencommissie`.
const MEMBER: &[Key<CommitteeMember>] = &[
    setting("naam", |member, node, reader| member.name = reader.text(node).unwrap_or_default()),
    setting("hoedanigheid", |member, node, reader| member.capacity = reader.word(node).unwrap_or(member.capacity)),
    setting::<CommitteeMember>("van", |member, node, reader| member.from = reader.date(node)).optional(),
    setting::<CommitteeMember>("tot", |member, node, reader| member.until = reader.date(node)).optional(),
    setting::<CommitteeMember>("geheimhouding_op", |member, node, reader| member.secrecy_on = reader.date(node)).optional(),
];

/// The maps of this part.
pub(super) fn homes() -> Vec<Home> {
    vec![Home::new(Some(Name::Setting("functionarissen")), OFFICER), Home::new(Some(Name::Setting("geschillencommissie")), MEMBER)]
}

/// Officer and deputies, under `functionarissen`.
pub(super) fn officers(node: &Node<'_>, reader: &mut Reader) -> Vec<Appointment> {
    let mut officers: Vec<Appointment> = Vec::new();
    let before = reader.remark_count();
    let entries = reader.list(node, |reader, item| {
        let blank = Appointment { name: String::new(), role: OfficerRole::Deputy, from: None, until: None };
        let officer = reader.map(item, OFFICER, blank)?;
        reader.in_order(item, officer.from, officer.until);
        if let Some(first) = officers.iter().find(|first| both_officer_on_some_day(first, &officer)) {
            say_overlap(reader, item, first, &officer);
        }
        officers.push(officer);
        Some(())
    });
    let all_understood = entries.iter().all(Option::is_some) && reader.remark_count() == before;
    if all_understood && !officers.iter().any(|officer| officer.role == OfficerRole::Officer) {
        let help = "noem de functionaris met «rol: klachtenfunctionaris»";
        reader.remark(Code::NobodyAppointed, &node.at, "er is geen klachtenfunctionaris aangewezen".to_owned(), help);
    }
    officers
}

/// Members of the committee, under `geschillencommissie`.
pub(super) fn committee(node: &Node<'_>, reader: &mut Reader) -> Vec<CommitteeMember> {
    let members = reader.list(node, |reader, item| {
        let blank = CommitteeMember { name: String::new(), capacity: MemberCapacity::Employee, from: None, until: None, secrecy_on: None };
        let member = reader.map(item, MEMBER, blank)?;
        reader.in_order(item, member.from, member.until);
        Some(member)
    });
    members.into_iter().flatten().collect()
}

/// Whether there is a day on which both are the officer.
fn both_officer_on_some_day(one: &Appointment, other: &Appointment) -> bool {
    let starts_by_the_end = |from: Option<NaiveDate>, until: Option<NaiveDate>| from.zip(until).is_none_or(|(from, until)| from <= until);
    let officers = one.role == OfficerRole::Officer && other.role == OfficerRole::Officer;
    officers && starts_by_the_end(one.from, other.until) && starts_by_the_end(other.from, one.until)
}

/// The remark on two officers on one day.
fn say_overlap(reader: &mut Reader, node: &Node<'_>, first: &Appointment, second: &Appointment) {
    let message = format!("«{}» en «{}» zijn op dezelfde dag klachtenfunctionaris", first.name, second.name);
    let help = "geef de eerste een laatste dag (tot) of de tweede een eerste dag (van), of maak een van beiden plaatsvervanger";
    reader.remark(Code::RoleOverlap, &node.at, message, help);
}
