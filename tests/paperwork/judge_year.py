"""A whole year of an invented office, played through with the program; then every figure is reckoned again.

The script is the officer: mails come in, letters go out, terms are extended, an appeal and requests are handled, and in
January the register, the auditor's page and the yearly report are made. Beside every command the script writes down what
happened, in a ledger of its own; from that ledger alone, with `reckoning`, it says what those three must show.
"""

import collections
import datetime as dt
import email.message
import email.utils
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys

import reckoning

YEAR = 2026
JUDGED = []


def day(text):
    return dt.date.fromisoformat(text)


def fact(name, holds, detail=""):
    JUDGED.append(bool(holds))
    print(f"ok {name}" if holds else f"FAILED {name}: {detail}")


def same(name, expected, found):
    fact(name, expected == found, f"expected {expected!r}, found {found!r}")


class Office:
    """A dossier folder and the program."""

    def __init__(self, folder):
        self.folder = folder
        home = folder.parent / "home"
        home.mkdir()
        (home / ".gitconfig").write_text("[user]\n\tname = M. Visser\n\temail = m.visser@voorbeeld.example\n")
        self.environment = {**os.environ, "HOME": str(home), "TZ": "Europe/Amsterdam", "GIT_CONFIG_NOSYSTEM": "1"}
        self.environment.pop("XDG_CONFIG_HOME", None)

    def run(self, today, *words, exits=0, told=None):
        """Gives a command on a day; returns what it says."""
        command = [os.environ["KLACHT"], "--map", str(self.folder), "--vandaag", today, *words]
        done = subprocess.run(command, env=self.environment, input=told, capture_output=True, text=True, encoding="utf-8")
        if done.returncode != exits:
            raise SystemExit(f"FAILED {' '.join(words)} (op {today}): uitgang {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def file(self, number):
        return self.folder / "dossiers" / number[2:6] / number / "dossier.md"

    def write(self, today, number, *changes):
        """What the officer types in an editor: a reserved line filled in, or text put in another's place; then recorded."""
        file = self.file(number)
        text = file.read_text(encoding="utf-8")
        for old, new in changes:
            reserved = re.compile(rf"^( *)# {re.escape(old)}:.*$", re.M)
            replaced, count = reserved.subn(lambda found: f"{found.group(1)}{old}: {new}", text, count=1)
            if not count:
                replaced = text.replace(old, new, 1)
            if replaced == text:
                raise SystemExit(f"FAILED {number}: nothing to put «{new}» in the place of «{old}»")
            text = replaced
        file.write_text(text, encoding="utf-8")
        self.run(today, "leg-vast", number)

    def git(self, *words):
        return subprocess.run(["git", "-C", str(self.folder), *words], env=self.environment, capture_output=True, text=True, check=True).stdout


def mail(folder, name, sender, subject, sent, text, arrived=None, replies_to=None, attachments=()):
    """A saved mail: when it was sent and when it arrived, as texts that a mail program writes."""
    message = email.message.EmailMessage()
    address = "{}@{}.example".format(*sender[1])
    arrived = arrived or sent
    message["Received"] = f"from mx.{sender[1][1]}.example by mail.voorbeeld.example; {arrived}"
    message["From"] = email.utils.formataddr((sender[0], address))
    message["To"] = "klachten@voorbeeld.example"
    message["Subject"] = subject
    message["Date"] = sent
    message["Message-ID"] = f"<{name}@{sender[1][1]}.example>"
    if replies_to:
        message["In-Reply-To"] = replies_to
    message.set_content(text, cte="quoted-printable")
    for content, kind, filename in attachments:
        message.add_attachment(content, *kind.split("/"), filename=filename)
    file = folder / f"{name}.eml"
    file.write_bytes(message.as_bytes())
    return file


def number_in(said):
    return re.search(r"K-\d{4}-\d{4,}", said).group()


class Complaint:
    """What the ledger knows of one complaint: only what the script did and said."""

    def __init__(self, number, submitted, received, channel, division, subjects):
        self.number, self.channel, self.division, self.subjects = number, channel, division, subjects
        self.submitted, self.received = submitted and day(submitted), received and day(received)
        self.confirmed = self.answered = self.finding = self.manner = self.ended = None
        self.status, self.extensions, self.measures, self.consequences, self.late = "ontvangen", [], [], [], []
        self.appealed = self.ruled = self.ruling = self.talked = self.evaluated = None
        self.requests, self.reported = [], None

    def destroy_from(self):
        """From the day after the anniversary of the last of ending, ruling and consequences; None while something is owed."""
        if self.ended is None:
            return None
        return reckoning.destroy_from(max([self.ended, *filter(None, [self.ruled]), *(one["done"] for one in self.consequences)]))

    def audited(self):
        """What the auditor's page must say of the dossier itself."""
        return {
            "status": self.status,
            "ingediend_op": self.submitted,
            "ontvangen_op": self.received,
            "afgehandeld_op": self.ended,
            "wijze": self.manner,
            "oordeel": self.finding,
            "geevalueerd_op": self.evaluated,
            "verbetering_ontbreekt": self.finding in ("gegrond", "deels_gegrond") and not self.measures,
            "vernietigen_vanaf": self.destroy_from(),
        }

    def confirmation(self):
        """What it must say of the confirmation."""
        due = reckoning.acknowledge_by(self.received)
        if self.confirmed is None:
            return {"uiterlijk": due, "verzonden_op": None, "werkdagen": None, "stand": "vervallen"}
        explained = any(term == "bevestiging" for term, _ in self.late)
        standing = "op_tijd" if self.confirmed <= due else "toegelicht" if explained else "te_laat_voldaan"
        days = reckoning.working_days_between(self.received, self.confirmed)
        return {"uiterlijk": due, "verzonden_op": self.confirmed, "werkdagen": days, "stand": standing}

    def reply(self):
        """What it must say of the answer."""
        first, last = reckoning.answer_by(self.submitted), self.answer_term
        explained = any(term == "reactie" for term, _ in self.late)
        days = self.answered and (self.answered - self.submitted).days
        if self.answered:
            standing = "op_tijd" if self.answered <= last else "toegelicht" if explained else "te_laat_voldaan"
        elif self.ended:
            standing = "vervallen"
        else:
            today = day(REPORTED_ON)
            standing = "loopt_af" if today >= reckoning.working_days_before(last, 5) else "open"
        extended = last if last != first else None
        return {"oorspronkelijk": first, "uitgesteld_tot": extended, "verzonden_op": self.answered, "dagen": days, "stand": standing}

    def confirmed_how(self):
        if self.confirmed is None:
            return "vervallen"
        return "op_tijd" if self.confirmed <= reckoning.acknowledge_by(self.received) else "te_laat"

    def answered_how(self):
        if self.answered is None:
            return "vervallen" if self.ended else "loopt"
        if self.answered <= reckoning.answer_by(self.submitted):
            return "op_tijd"
        return "op_tijd_na_uitstel" if self.answered <= self.answer_term else "te_laat"

    @property
    def outcome(self):
        """How it ended, whatever became of it afterwards."""
        if self.answered:
            return "afgehandeld"
        if self.talked == "opgelost":
            return "opgelost_in_gesprek"
        if self.manner == "telefonisch ingetrokken":
            return "ingetrokken"
        return "niet_in_behandeling_genomen" if self.ended else "loopt"

    def lateness(self):
        """Which of the two great terms were not kept: with last day, calendar days and the reason given."""
        reasons = dict(self.late)
        late = set()
        for term, due, sent in (("bevestiging", reckoning.acknowledge_by(self.received), self.confirmed), ("reactie", self.answer_term, self.answered)):
            if sent and sent > due:
                late.add((term, due.isoformat(), (sent - due).days, reasons.get(term)))
        return late

    @property
    def answer_term(self):
        """The term of the answer with every extension that was sent before the then-current term expired."""
        term = reckoning.answer_by(self.submitted)
        for sent, new in self.extensions:
            if sent <= term < new:
                term = new
        return term


TEXT = "Goedemorgen,\n\n{}\n\nMet vriendelijke groet,\n{}\n"
FOUND = "Wij hebben de zaak onderzocht en met de betrokkenen gesproken.\n"


class Year:
    """The year itself, month by month."""

    def __init__(self, office, mails):
        self.office, self.mails, self.ledger = office, mails, {}

    def do(self, today, *words, **options):
        return self.office.run(today, *words, **options)

    def of(self, number):
        """The complaints that arrived in a year."""
        return [complaint for complaint in self.ledger.values() if complaint.received.year == number]

    def number_of(self, key):
        return self.ledger[key].number

    def mail_in(self, key, sender, subject, sent, text, received, division, subjects, **options):
        """A complaint by mail, and what the officer adds to what the mail says."""
        file = mail(self.mails, key, sender, subject, sent, TEXT.format(text, sender[0]), **options)
        said = self.do(received, "importeer", str(file))
        number = number_in(said)
        submitted = email.utils.parsedate_to_datetime(sent).date().isoformat()
        self.ledger[key] = Complaint(number, submitted, received, "e-mail", division, subjects)
        return number

    def complete(self, today, key, organisation="geen", postal="niet_opgegeven", telephone="niet_opgegeven"):
        """Fills in, as in an editor, what a mail does not say."""
        complaint = self.ledger[key]
        changes = [("bedrijfsonderdeel", complaint.division), ("betreft", f"[{', '.join(complaint.subjects)}]")]
        changes += [("organisatie", organisation), ("postadres", postal), ("telefoon", telephone)]
        if "product_of_dienst" in complaint.subjects:
            changes.append(("overeenkomst", "OVK-2026-007"))
        changes.append(("## Ondernomen stappen\n", "## Ondernomen stappen\ngeen\n"))
        self.office.write(today, complaint.number, *changes)

    def confirm(self, key, today):
        complaint = self.ledger[key]
        self.do(today, "brief", "bevestiging", complaint.number, "--verzonden", today)
        self.do(today, "status", complaint.number, "in_behandeling")
        complaint.confirmed, complaint.status = day(today), "in_behandeling"

    def extend(self, key, today, new, reason):
        complaint = self.ledger[key]
        self.do(today, "brief", "uitstelbericht", complaint.number, "--reden", reason, "--nieuwe-termijn", new, "--verzonden", today)
        complaint.extensions.append((day(today), day(new)))

    def answer(self, key, today, finding, *by):
        complaint = self.ledger[key]
        number = complaint.number
        self.do(today, "brief", "reactie", number, "--oordeel", finding, "--tekst", "-", "--verzonden", today, *by, told=FOUND)
        self.do(today, "status", number, "afgehandeld", "--datum", today, "--wijze", "schriftelijke reactie", "--oordeel", finding)
        complaint.answered = complaint.ended = day(today)
        complaint.finding, complaint.manner, complaint.status = finding, "schriftelijke reactie", "afgehandeld"

    def close(self, key, today):
        self.do(today, "status", self.number_of(key), "gesloten")
        self.ledger[key].status = "gesloten"

    def measure(self, key, today, cause, measure, owner, due, done=None, effect=None):
        number = self.number_of(key)
        words = ["--oorzaak", cause, "--maatregel", measure, "--betreft", "werkwijze", "--eigenaar", owner, "--uiterlijk", due]
        self.do(today, "maatregel", number, *words)
        if done:
            self.do(done, "maatregel", number, "--gereed", done)
        if effect:
            self.do(effect[0], "maatregel", number, "--doeltreffend", effect[1], "--beoordeeld", effect[0])
        self.ledger[key].measures.append({"owner": owner, "due": due, "done": done, "effect": effect and effect[1]})

    def play(self):
        self.former_year()
        self.founded_and_mended()
        self.extended_twice_and_appealed()
        self.incomplete_and_advised()
        self.solved_in_a_talk()
        self.withdrawn()
        self.not_taken_up()
        self.answered_late()
        self.still_open()

    def former_year(self):
        """Two complaints of the year before, to compare with: one answered in time, one late."""
        for key, submitted, confirmed, answered, finding in (
            ("oud1", "2025-03-03", "2025-03-04", "2025-03-24", "ongegrond"),
            ("oud2", "2025-09-01", "2025-09-02", "2025-10-06", "gegrond"),
        ):
            self.mail_in(key, ("Bram Smit", ("b.smit", "klant")), f"Klacht {key}", f"{email.utils.format_datetime(at(submitted))}",
                         "Het boek kwam te laat.", submitted, "extrack", ["product_of_dienst"])
            self.complete(submitted, key)
            self.confirm(key, confirmed)
            self.answer(key, answered, finding)
            if finding == "gegrond":
                self.measure(key, answered, "Vertraging bij de drukker", "Eerder bestellen", "Inkoop", "2025-12-01", "2025-11-20")
                self.explain_lateness(key, answered, "reactie", "De drukker liet te lang op zich wachten")
                self.evaluate(key, "2026-01-20")
            self.close(key, "2026-01-20")

    def founded_and_mended(self):
        """Everything in time; founded, mended, and the mending helped. Then the complainant asks to see the dossier."""
        self.mail_in("a", ("Sanne de Wit", ("s.dewit", "roc-delinde")), "Uitslag proefexamen te laat", "Mon, 05 Jan 2026 09:12:00 +0100",
                     "De uitslag kwam twee weken te laat.", "2026-01-05", "extrack", ["product_of_dienst"],
                     attachments=[(b"%PDF-1.4 verzonnen", "application/pdf", "uitslag Sanne.pdf")])
        self.complete("2026-01-05", "a", organisation="ROC De Linde", postal="Lindelaan 4, 1234 AB Voorbeeldstad", telephone='"0612345678"')
        self.confirm("a", "2026-01-06")
        self.answer("a", "2026-01-30", "gegrond")
        self.measure("a", "2026-02-02", "Eén leverancier voor alle uitslagen", "Tweede leverancier gecontracteerd", "Hoofd productie",
                     "2026-03-01", "2026-02-20", ("2026-06-01", "ja"))
        self.request("a", "inzage", "2026-03-02", "2026-03-03", "toegewezen", "2026-03-20")
        self.close("a", "2026-03-23")
        self.evaluate("a", "2027-01-11")

    def extended_twice_and_appealed(self):
        """Confirmed a day late, extended twice, answered by post on the very last day; the committee finds otherwise."""
        self.mail_in("b", ("Joost van der Laan", ("joost", "klant")), "Cursus ging niet door", "Tue, 10 Feb 2026 16:40:00 +0100",
                     "De cursus ging niet door en niemand belde.", "2026-02-10", "extrack", ["product_of_dienst", "werkwijze_of_beleid"])
        self.complete("2026-02-10", "b", postal="Dorpsstraat 1, 4321 BA Voorbeelddorp")
        self.confirm("b", "2026-02-13")
        self.explain_lateness("b", "2026-02-13", "bevestiging", "Ziekte van de functionaris")
        self.extend("b", "2026-03-02", "2026-03-31", "De docent is nog niet gehoord")
        self.extend("b", "2026-03-23", "2026-04-14", "De gegevens van de locatie ontbreken nog")
        self.answer("b", "2026-04-14", "ongegrond", "--kanaal", "post", "--verzendbewijs", "3STEST0001")
        self.appeal("b", "2026-05-01", "2026-05-08", "2026-06-15", "deels_gegrond", "Cursusgeld terugbetalen", "Financiën", "2026-06-26")
        self.close("b", "2026-07-01")

    def incomplete_and_advised(self):
        """A mail that says too little; completed; advice under secrecy; partly founded, with a reason to change nothing."""
        self.mail_in("c", ("Fatima El Amrani", ("fatima", "klant")), "Klacht", "Mon, 16 Mar 2026 11:00:00 +0100",
                     "Ik ben niet tevreden.", "2026-03-16", "examenleverancier", ["werkwijze_of_beleid"])
        complaint = self.ledger["c"]
        self.do("2026-03-17", "brief", "verzoek_om_aanvulling", complaint.number, "--verzonden", "2026-03-17")
        self.do("2026-03-17", "status", complaint.number, "onvolledig")
        complaint.confirmed = day("2026-03-17")
        reply = mail(self.mails, "c-aanvulling", ("Fatima El Amrani", ("fatima", "klant")), f"Re: {complaint.number} Klacht",
                     "Mon, 23 Mar 2026 10:00:00 +0100", TEXT.format("Het examen begon een uur te laat.", "Fatima El Amrani"))
        self.do("2026-03-23", "importeer", str(reply))
        self.complete("2026-03-23", "c")
        self.do("2026-03-24", "brief", "bevestiging", complaint.number, "--verzonden", "2026-03-24")
        self.do("2026-03-24", "status", complaint.number, "in_behandeling")
        self.do("2026-03-25", "advies", complaint.number, "--instantie", "Adviesbureau De Waag", "--gevraagd", "2026-03-25",
                "--geheimhouding", "2026-03-25")
        self.do("2026-04-02", "advies", complaint.number, "--ontvangen", "2026-04-02")
        self.answer("c", "2026-04-10", "deels_gegrond")
        self.do("2026-04-10", "maatregel", complaint.number, "--oorzaak", "Storing in het gebouw", "--maatregel", "geen", "--reden", "eenmalig")
        complaint.measures.append({"owner": None, "due": None, "done": None, "effect": None})
        self.evaluate("c", "2027-01-11")
        self.close("c", "2027-01-11")

    def solved_in_a_talk(self):
        """An oral remark that is put in writing and solved in a talk."""
        said = self.do("2026-04-20", "nieuw", "--melding", "--wijze", "telefoon", "--naam", "Kees Mulder", "--email", "kees@klant.example",
                       "--onderdeel", "extrack", "--betreft", "werkwijze_of_beleid", "--onderwerp", "Bereikbaarheid van de balie")
        number = number_in(said)
        self.do("2026-04-28", "status", number, "ontvangen", "--ontvangen", "2026-04-28", "--ingediend", "2026-04-25", "--kanaal", "post")
        complaint = self.ledger["d"] = Complaint(number, "2026-04-25", "2026-04-28", "post", "extrack", ["werkwijze_of_beleid"])
        complaint.reported = day("2026-04-20")
        self.office.write("2026-04-28", number, ("organisatie", "geen"), ("postadres", "Kade 2, 1234 AB Voorbeeldstad"),
                          ("telefoon", "niet_opgegeven"), ("## Omschrijving\n", "## Omschrijving\nDe balie is nooit open.\n"),
                          ("## Ondernomen stappen\n", "## Ondernomen stappen\ngeen\n"))
        self.confirm("d", "2026-04-30")
        self.do("2026-05-04", "gesprek", number, "--soort", "op_uitnodiging", "--uitgenodigd", "2026-05-01")
        self.do("2026-05-06", "gesprek", number, "--gehouden", "2026-05-06", "--uitkomst", "opgelost")
        self.do("2026-05-06", "status", number, "opgelost_in_gesprek", "--datum", "2026-05-06", "--wijze", "gesprek", "--oordeel", "geen_oordeel")
        complaint.ended, complaint.manner, complaint.finding = day("2026-05-06"), "gesprek", "geen_oordeel"
        complaint.status, complaint.talked = "opgelost_in_gesprek", "opgelost"
        self.do("2026-05-07", "brief", "bevestiging_oplossing", number, "--tekst", "-", "--verzonden", "2026-05-07",
                told="De balie is voortaan ook op dinsdagavond open.\n")
        self.close("d", "2026-05-08")

    def withdrawn(self):
        """Withdrawn before it was confirmed; later everything is asked to be erased, and that is refused with a reason."""
        self.mail_in("e", ("Noor Jansen", ("noor", "klant")), "Onheuse behandeling", "Wed, 27 May 2026 08:30:00 +0200",
                     "Ik werd onheus behandeld aan de telefoon.", "2026-05-27", "extrack", ["gedraging_medewerker"])
        self.complete("2026-05-27", "e")
        self.office.write("2026-05-27", self.number_of("e"), ("behandelaar", "M. Visser"))
        number, complaint = self.number_of("e"), self.ledger["e"]
        self.do("2026-05-28", "status", number, "ingetrokken", "--datum", "2026-05-28", "--wijze", "telefonisch ingetrokken")
        complaint.ended, complaint.manner, complaint.status = day("2026-05-28"), "telefonisch ingetrokken", "ingetrokken"
        self.do("2026-05-29", "brief", "bevestiging_intrekking", number, "--verzonden", "2026-05-29")
        self.request("e", "verwijdering", "2026-06-10", "2026-06-11", "afgewezen", "2026-06-30", reason="De bewaartermijn van een jaar loopt nog")
        self.close("e", "2026-07-01")

    def not_taken_up(self):
        """A mail that is about something else."""
        self.mail_in("f", ("Piet Vermeer", ("piet", "klant")), "Parkeren", "Thu, 02 Jul 2026 12:00:00 +0200",
                     "Ik kan nooit parkeren in de straat.", "2026-07-02", "geen", ["werkwijze_of_beleid"])
        number, complaint = self.number_of("f"), self.ledger["f"]
        self.complete("2026-07-02", "f")
        self.do("2026-07-06", "status", number, "niet_in_behandeling_genomen", "--datum", "2026-07-06", "--wijze", "brief",
                "--reden", "gaat niet over ons")
        complaint.ended, complaint.manner, complaint.status = day("2026-07-06"), "brief", "niet_in_behandeling_genomen"

    def answered_late(self):
        """Answered after its term, founded, and nothing was improved yet."""
        self.mail_in("g", ("Tess Bakker", ("tess", "klant")), "Verkeerd certificaat", "Fri, 31 Jul 2026 17:55:00 +0200",
                     "Mijn naam staat verkeerd op het certificaat.", "2026-07-31", "examenleverancier", ["product_of_dienst"])
        self.complete("2026-07-31", "g")
        self.confirm("g", "2026-08-04")
        self.answer("g", "2026-09-04", "gegrond")

    def still_open(self):
        """Came in just before the end of the year, at night: it waits for its confirmation over the holidays."""
        self.mail_in("h", ("Ahmed Yildiz", ("ahmed", "klant")), "Factuur klopt niet", "Wed, 23 Dec 2026 22:10:00 +0100",
                     "De factuur klopt niet.", "2026-12-23", "extrack", ["product_of_dienst"])
        self.complete("2026-12-24", "h")
        self.confirm("h", "2026-12-28")

    def explain_lateness(self, key, today, term, reason):
        self.do(today, "toelichting", self.number_of(key), term, "--reden", reason)
        self.ledger[key].late.append((term, reason))

    def request(self, key, kind, received, identity, decision, fulfilled, reason=None):
        number = self.number_of(key)
        self.do(received, "verzoek", number, kind, "--ontvangen", received)
        self.do(identity, "verzoek", number, kind, "--identiteit", identity)
        why = ["--reden", reason] if reason else []
        self.do(fulfilled, "verzoek", number, kind, "--besluit", decision, "--voldaan", fulfilled, *why)
        self.ledger[key].requests.append((kind, day(received), day(fulfilled), decision))

    def appeal(self, key, filed, taken_up, ruled, ruling, consequence, who, done):
        number, complaint = self.number_of(key), self.ledger[key]
        self.do(filed, "bezwaar", number, "--ingediend", filed, "--appellant", "klachtindiener", "--orgaan", "Klachtenfunctionaris",
                "--gronden", "De locatie is niet gehoord")
        self.do(taken_up, "bezwaar", number, "--in-behandeling", taken_up)
        self.do(ruled, "bezwaar", number, "--uitspraak", ruled, "--oordeel", ruling, "--consequentie", consequence, "--wie", who)
        self.do(done, "bezwaar", number, "--consequentie-gereed", "1", "--gereed", done)
        complaint.appealed, complaint.ruled, complaint.ruling = day(filed), day(ruled), ruling
        complaint.consequences.append({"due": reckoning.working_days_after(day(ruled), 10), "done": day(done)})
        complaint.status = "bezwaar_afgehandeld"

    def evaluate(self, key, today):
        """Notes that a founded complaint was taken along in the evaluation, as in an editor."""
        file = self.office.file(self.number_of(key))
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("\nonderwerp:", f"\ngeevalueerd_op: {today}\nonderwerp:", 1), encoding="utf-8")
        self.do(today, "leg-vast", self.number_of(key))
        self.ledger[key].evaluated = day(today)


def at(submitted):
    """A quarter past nine in the morning of a day, in winter time."""
    return dt.datetime.combine(day(submitted), dt.time(9, 15), dt.timezone(dt.timedelta(hours=1)))


REPORTED_ON = "2027-01-15"


def judge_register(year):
    """The register names every complaint of the year with what became of it."""
    answer = json.loads(year.do(REPORTED_ON, "register", str(YEAR), "--formaat", "json"))
    found = {row["nummer"]: row for one in answer["jaren"] for row in one["nummers"]}
    ledger = year.of(YEAR)
    same("register: the numbers of the year", sorted(complaint.number for complaint in ledger), sorted(found))
    for complaint in ledger:
        row = found[complaint.number]
        expected = {
            "ingediend_op": complaint.submitted,
            "ontvangen_op": complaint.received,
            "gemeld_op": complaint.reported,
            "kanaal": complaint.channel,
            "bedrijfsonderdeel": complaint.division,
            "betreft": complaint.subjects,
            "status": complaint.status,
            "afgehandeld_op": complaint.ended,
            "wijze": complaint.manner,
            "oordeel": complaint.finding,
            "bezwaar_op": complaint.appealed,
            "uitspraak_op": complaint.ruled,
            "uitspraak": complaint.ruling,
            "vernietigen_vanaf": complaint.destroy_from(),
        }
        same(f"register: {complaint.number}", plain(expected), {key: row[key] for key in expected})


def judge_audit(year):
    """The auditor's page has a row a complaint, with every day counted."""
    page = json.loads(year.do(REPORTED_ON, "register", "--audit", str(YEAR), "--formaat", "json"))
    found = {row["nummer"]: row for row in page["klachten"]}
    ledger = year.of(YEAR)
    same("audit: the rows", sorted(complaint.number for complaint in ledger), sorted(found))
    same("audit: no number without a row", [], page["overige_nummers"])
    same("audit: the version that held", len(ledger), sum(version["klachten"] for version in page["versies"]))
    for complaint in ledger:
        row = found[complaint.number]
        same(f"audit: {complaint.number}, days of the dossier", plain(complaint.audited()), {key: row[key] for key in complaint.audited()})
        same(f"audit: {complaint.number}, confirmation", plain(complaint.confirmation()), told(row["bevestiging"], complaint.confirmation()))
        same(f"audit: {complaint.number}, answer", plain(complaint.reply()), told(row["reactie"], complaint.reply()))
        measures = [{"eigenaar": one["owner"], "uiterlijk": one["due"], "gereed_op": one["done"], "doeltreffend": one["effect"]} for one in complaint.measures]
        same(f"audit: {complaint.number}, measures", measures, [{key: one[key] for key in measures[0]} for one in row["verbetering"]] if measures else row["verbetering"])
        late = {(one["termijn"], one["uiterlijk"], one["dagen"], one["reden"]) for one in row["te_laat"] if one["termijn"] in ("bevestiging", "reactie")}
        same(f"audit: {complaint.number}, lateness", complaint.lateness(), late)


def judge_report(year):
    """The yearly report, with nothing hidden, says what the ledger says; as it comes, it shows no small number and no wrong one."""
    as_it_comes = json.loads(year.do(REPORTED_ON, "jaarverslag", str(YEAR), "--formaat", "json"))
    rule_file = year.office.folder / "dossiers" / "regeling.yaml"
    text = rule_file.read_text(encoding="utf-8")
    rule_file.write_text(text.replace("verbergen_onder: 5", "verbergen_onder: 1"), encoding="utf-8")
    whole = json.loads(year.do(REPORTED_ON, "jaarverslag", str(YEAR), "--formaat", "json"))
    rule_file.write_text(text, encoding="utf-8")
    for key, number in (("dit_jaar", YEAR), ("vorig_jaar", YEAR - 1)):
        ledger = year.of(number)
        same(f"report {number}: received", len(ledger), whole["ontvangen"][key])
        days = sorted((complaint.answered - complaint.submitted).days for complaint in ledger if complaint.answered)
        same(f"report {number}: median", statistics.median(days), whole["doorlooptijd"]["mediaan"][key])
        same(f"report {number}: nine of ten", days[-(-9 * len(days) // 10) - 1], whole["doorlooptijd"]["negen_van_tien"][key])
        expected = figures(ledger)
        found = {table["tabel"]: {row["regel"]: row[key] for row in table["regels"] if row[key]} for table in whole["tabellen"]}
        same(f"report {number}: the tables", sorted(expected), sorted(found))
        for table in expected:
            same(f"report {number}: {table}", expected[table], found.get(table))
    pairs = [(shown[key], true[key]) for (_, shown), (_, true) in zip(numbers(as_it_comes), numbers(whole)) for key in ("dit_jaar", "vorig_jaar")]
    fact("report: what is shown is true", all(shown in (None, true) for shown, true in pairs), pairs)
    counted = [(name, row[key]) for name, row in numbers(as_it_comes) for key in ("dit_jaar", "vorig_jaar") if row[key]]
    shown_small = [(name, count) for name, count in counted if count < 5 and name not in ("gegrond_of_deels", "gegrond")]
    fact("report: no small number of people is shown", not shown_small, shown_small)
    founded = [complaint.number for complaint in year.of(YEAR) if complaint.finding in ("gegrond", "deels_gegrond")]
    same("report: every founded complaint with its measures", founded, [one["nummer"] for one in as_it_comes["gegrond"]])
    said = json.dumps(as_it_comes, ensure_ascii=False)
    names = ["Sanne", "Wit", "Joost", "Laan", "Fatima", "Amrani", "Tess", "Bakker", "klant.example", "roc-delinde", "0612345678"]
    fact("report: nobody is named", not any(name in said for name in names), [name for name in names if name in said])


def numbers(report):
    """Every row of every table that counts people, with the name of the row or of its table."""
    for table in report["tabellen"]:
        whole_table = table["tabel"] in ("maatregelen", "doeltreffendheid", "gegrond")
        for row in table["regels"]:
            yield (table["tabel"] if whole_table else row["regel"]), row


def figures(ledger):
    """What the tables of the report must count, by table and row; rows of nought are left out."""
    count = collections.Counter
    founded = [complaint for complaint in ledger if complaint.finding in ("gegrond", "deels_gegrond")]
    measures = [measure for complaint in founded for measure in complaint.measures]
    requests = [request for complaint in ledger for request in complaint.requests]
    tables = {
        "betreft": count(subject for complaint in ledger for subject in complaint.subjects),
        "bedrijfsonderdeel": count(complaint.division for complaint in ledger),
        "kanaal": count(complaint.channel for complaint in ledger),
        "gesprek": count(complaint.talked or "geen" for complaint in ledger),
        "bevestiging": count(complaint.confirmed_how() for complaint in ledger),
        "reactie": count(complaint.answered_how() for complaint in ledger),
        "uitstel": count(("geen", "eenmaal", "vaker")[min(len(complaint.extensions), 2)] for complaint in ledger),
        "afloop": count(complaint.outcome for complaint in ledger),
        "oordeel": count("gegrond_of_deels" if complaint in founded else complaint.finding or "nog_geen_oordeel" for complaint in ledger),
        "gegrond": count(complaint.finding for complaint in founded),
        "herhaling": count("nee" for _ in ledger),
        "meldingen": count("klacht_geworden" for complaint in ledger if complaint.reported),
        "bezwaren": count("uitspraak" for complaint in ledger if complaint.appealed),
        "uitspraken": count(complaint.ruling for complaint in ledger if complaint.ruled),
        "verzoeken": count(kind for kind, *_ in requests),
        "verzoeken_termijn": count("op_tijd" if met <= reckoning.months_after(asked, 1) else "te_laat" for _, asked, met, _ in requests),
        "maatregelen": count("gereed" if measure["done"] else "geen_maatregel" for measure in measures),
        "doeltreffendheid": count(measure["effect"] or "nog_niet_beoordeeld" for measure in measures if measure["owner"]),
    }
    return {table: dict(counted) for table, counted in tables.items()}


def plain(facts):
    """The facts with days as texts; None stays None."""
    return facts and {key: value.isoformat() if isinstance(value, dt.date) else value for key, value in facts.items()}


def told(part, expected):
    """Of a part of the answer, what is expected of it."""
    return part if part is None or expected is None else {key: part[key] for key in expected}


def main():
    work = pathlib.Path(sys.argv[1])
    office = Office(work / "klachten")
    subprocess.run([os.environ["KLACHT"], "begin", str(office.folder)], env=office.environment, check=True, capture_output=True)
    (work / "mail").mkdir()
    year = Year(office, work / "mail")
    year.play()
    judge_history(office)
    judge_register(year)
    judge_audit(year)
    judge_report(year)
    sys.exit(not all(JUDGED))


def judge_history(office):
    same("git finds nothing to complain of", "", office.git("fsck", "--strict", "--no-progress", "--no-dangling"))
    same("nothing is left unrecorded", "", office.git("status", "--porcelain"))
    touched = [set(re.findall(r"dossiers/\d{4}/(K-\d{4}-\d+)/", files)) for files in office.git("log", "--format=%x00", "--name-only").split("\0")]
    fact("every commit is about one dossier", all(len(numbers) <= 1 for numbers in touched), max(touched, key=len))


if __name__ == "__main__":
    main()
