"""Every kind of draft, read by Python's email package: headers, threading, encodings, attachments, text against HTML, injection.

Run with KLACHT, the program, and a folder of its own to work in.
"""

import email
import email.policy
import html.parser
import json
import os
import pathlib
import re
import subprocess
import sys

KLACHT = os.environ["KLACHT"]
WORK = pathlib.Path(sys.argv[1])
TODAY = "2026-11-04"
KINDS = [
    "bevestiging", "verzoek_om_aanvulling", "uitnodiging", "tussenbericht", "uitstelbericht", "reactie", "bevestiging_intrekking",
    "bevestiging_oplossing", "reglement", "bevestiging_bezwaar", "uitspraak", "inzage", "advies",
]
HEADERS = {"From", "To", "Subject", "Date", "Message-ID", "X-Unsent", "MIME-Version", "Content-Type", "In-Reply-To", "References"}
failed = 0


def judge(name, wrong):
    global failed
    failed += bool(wrong)
    print(f"FAILED {name}: {wrong}" if wrong else f"ok {name}")


def run(folder, *words, text=None):
    identity = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in (("NAME", "M. Visser"), ("EMAIL", "m.visser@voorbeeld.example"))}
    config = {"GIT_CONFIG_COUNT": "2", "GIT_CONFIG_KEY_0": "user.name", "GIT_CONFIG_VALUE_0": "M. Visser", "GIT_CONFIG_KEY_1": "user.email", "GIT_CONFIG_VALUE_1": "m.visser@voorbeeld.example"}
    command = [KLACHT, "--map", str(folder), "--vandaag", TODAY, *words]
    return subprocess.run(command, capture_output=True, input=text, encoding="utf-8", env={**os.environ, **identity, **config})


def quoted(text):
    return json.dumps(text)


PDF = bytes(range(256)) * 40 + b"\r\n.\r\n\n--=_a\r\n"
MAIL = (
    b"From: Sanne de Wit <s.dewit@roc-delinde.example>\r\nTo: klachten@voorbeeld.example\r\nSubject: Klacht\r\n"
    b"Message-ID: <klacht-1@roc-delinde.example>\r\nReferences: <vraag-1@roc-delinde.example>\r\n\r\nTe laat.\r\n"
)
DOSSIER = """---
schema: 1
nummer: {number}
status: ontvangen
ingediend_op: 2026-11-02
ontvangen_op: 2026-11-03
kanaal: e-mail
betreft: [product_of_dienst]
onderwerp: {subject}
klachtindiener:
  naam: {name}
  organisatie: ROC De Linde
  postadres: Lindelaan 4, 1234 AB Voorbeeldstad
  email: {address}
{telephone}gesprekken:
  - {{soort: op_uitnodiging, gehouden_op: 2026-10-29, uitkomst: opgelost}}
afspraken:
  - {{datum: 2026-10-29, wat: Uitslagen opnieuw aanleveren, wie: Productie, uiterlijk: 2026-11-24}}
extern_advies:
  - instantie: Adviesbureau De Waag
    geheimhouding_op: 2026-11-01
    stukken: [bijlagen/2026-11-02-klacht.eml]
bezwaar:
  ingediend_op: 2026-10-26
  appellant: klachtindiener
  uitspraak:
    datum: 2026-10-27
    oordeel: gegrond
    consequenties:
      - {{wat: Uitleg toesturen, wie: Voorlichting, uiterlijk: 2027-02-08}}
verzoeken:
  - {{soort: inzage, ontvangen_op: 2026-10-28, besluit: deels, reden: de verslagen zijn van een ander}}
---

## Omschrijving

De uitslag kwam te laat.

## Ondernomen stappen

geen

## Bevindingen

De bestanden bleven *een week* liggen bij {{{{derde: Jan de Boer}}}}.

- dat had niet gemogen
- het is nu anders: zie <https://voorbeeld.example/uitleg>

<!-- nog aan Piet vragen -->
"""


def office(place, **facts):
    folder = WORK / place
    subprocess.run([KLACHT, "begin", str(folder)], capture_output=True, check=True)
    add(folder, "K-2026-0007", **facts)
    return folder


def add(folder, number, name="Sanne de Wit", address="s.dewit@roc-delinde.example", subject="Uitslag kwam te laat", telephone='  telefoon: "0612345678"\n'):
    dossier = folder / "dossiers" / "2026" / number
    (dossier / "bijlagen").mkdir(parents=True)
    text = DOSSIER.format(number=number, name=quoted(name), address=quoted(address), subject=quoted(subject), telephone=telephone)
    (dossier / "dossier.md").write_text(text, encoding="utf-8")
    (dossier / "bijlagen" / "2026-11-02-klacht.eml").write_bytes(MAIL)
    (dossier / "bijlagen" / "2026-11-03-uitslagen.pdf").write_bytes(PDF)
    recorded = run(folder, "leg-vast", number)
    if recorded.returncode:
        raise SystemExit(f"the dossier was not recorded: {recorded.stderr}")


def words_for(kind, number):
    words = ["brief", kind, number]
    if kind == "uitstelbericht":
        words += ["--reden", "de drukker levert later; \"pas\" in <december> & *niet* eerder", "--nieuwe-termijn", "2026-12-14"]
    if kind == "reactie":
        words += ["--oordeel", "deels_gegrond", "--bijlage", "bijlagen/2026-11-03-uitslagen.pdf", "--bijlage", "bijlagen/2026-11-02-klacht.eml"]
    if kind == "reglement":
        words += ["--bijlage", "bijlagen/2026-11-03-uitslagen.pdf"]
    if kind == "advies":
        words += ["--aan", "advies@waag.example", "--tekst", "-"]
    return words


def made(folder, kind, number="K-2026-0007"):
    answer = run(folder, *words_for(kind, number), text="Is het *redelijk*?\n" if kind == "advies" else None)
    if answer.returncode:
        return answer, None
    path = re.search(r"^Concept: (.*)$", answer.stdout, re.MULTILINE).group(1)
    return answer, folder / path


class Words(html.parser.HTMLParser):
    """The words of a page, without its head."""

    def __init__(self):
        super().__init__()
        self.said, self.skipped, self.tags = [], 0, set()

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.said.append(" ")
        if tag in ("head", "style", "title"):
            self.skipped += tag != "title"

    def handle_endtag(self, tag):
        self.said.append(" " if tag not in ("em", "strong", "a", "del", "code") else "")
        if tag in ("head", "style"):
            self.skipped -= 1

    def handle_data(self, data):
        if not self.skipped:
            self.said.append(data)


def words_of_html(page):
    reader = Words()
    reader.feed(page)
    # Tags within a sentence leave no space of their own.
    return re.sub(r"\s+([.,:;?!])", r"\1", " ".join("".join(reader.said).split())), reader.tags


def words_of_text(text):
    lines = [re.sub(r"^\s*(- |\d+\. )", "", line) for line in text.splitlines()]
    return re.sub(r"\s+([.,:;?!])", r"\1", " ".join(" ".join(lines).split()))


def read(path):
    return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)


def wrong_headers(mail, to, name=None):
    said = [key for key, _ in mail.items()]
    wrong = [key for key in said if key not in HEADERS or said.count(key) > 1]
    wrong += [f"lacks {key}" for key in ("From", "To", "Subject", "Date", "Message-ID", "X-Unsent") if key not in said]
    wrong += [str(defect) for part in mail.walk() for defect in part.defects]
    wrong += [str(defect) for key in said for defect in getattr(mail[key], "defects", ())]
    addresses = mail["To"].addresses
    if [address.addr_spec for address in addresses] != [to]:
        wrong.append(f"to {addresses}")
    # Where a long name is folded, some readers see a space.
    if name is not None and "".join(addresses[0].display_name.split()) != "".join(name.split()):
        wrong.append(f"name {addresses[0].display_name!r}")
    return wrong


RULES = {line.split(":")[0].strip(): line.split(":", 1)[1].strip() for line in (pathlib.Path(__file__).parents[2] / "dossiers" / "regeling.yaml").read_text(encoding="utf-8").splitlines() if re.match(r"\s+(klacht|bezwaar)_(email|post):", line)}
FACTS = {
    "bevestiging": ["in behandeling", "30 november 2026", "3 november 2026", "inzage"],
    "verzoek_om_aanvulling": ["telefoonnummer", "30 november 2026", RULES["klacht_email"], RULES["klacht_post"]],
    "uitnodiging": ["gesprek", "30 november 2026"],
    "tussenbericht": ["in behandeling", "30 november 2026"],
    "uitstelbericht": ["De drukker levert later; \"pas\" in <december> & *niet* eerder.", "14 december 2026"],
    "reactie": ["deels gegrond", "De bestanden bleven een week liggen bij […].", RULES["bezwaar_email"], RULES["bezwaar_post"], "orgaan", "gronden", "woonplaats"],
    "bevestiging_intrekking": ["ingetrokken", "4 november 2026"],
    "bevestiging_oplossing": ["29 oktober 2026", "Uitslagen opnieuw aanleveren", "Productie", "24 november 2026"],
    "reglement": ["reglement", RULES["bezwaar_email"]],
    "bevestiging_bezwaar": ["26 oktober 2026", "gronden van uw bezwaar", RULES["bezwaar_post"]],
    "uitspraak": ["27 oktober 2026", "bindend", "Uitleg toesturen", "Voorlichting", "8 februari 2027"],
    "inzage": ["28 oktober 2026", "voor een deel toegewezen", "De verslagen zijn van een ander."],
    "advies": ["Is het redelijk?", "geheimhouding", "2026-11-02-klacht.eml"],
}

first, second = office("een"), office("twee")
for folder in (first, second):
    add(folder, "K-2026-0008", telephone="")
for kind in KINDS:
    number = "K-2026-0008" if kind == "verzoek_om_aanvulling" else "K-2026-0007"
    answer, path = made(first, kind, number)
    if path is None:
        judge(f"{kind}: made", answer.stderr)
        continue
    raw, mail = path.read_bytes(), read(path)
    other = kind == "advies"
    judge(f"{kind}: headers", wrong_headers(mail, "advies@waag.example" if other else "s.dewit@roc-delinde.example"))
    judge(f"{kind}: opens unsent", mail["X-Unsent"] != "1")
    judge(f"{kind}: from the rule file", [address.addr_spec for address in mail["From"].addresses] != [RULES["klacht_email"]])
    judge(f"{kind}: subject names the number", not mail["Subject"].endswith(f"({number})"))
    thread = (None, None) if other else ("<klacht-1@roc-delinde.example>", "<vraag-1@roc-delinde.example> <klacht-1@roc-delinde.example>")
    judge(f"{kind}: answers the complaint", (mail["In-Reply-To"], mail["References"]) != thread and (mail["In-Reply-To"], mail["References"]))
    named = str(mail["Message-ID"]) + path.name
    judge(f"{kind}: nothing personal in its identifier and name", re.search("sanne|dewit|linde|jan", named, re.IGNORECASE))
    judge(f"{kind}: plain bytes", [line for line in raw.split(b"\r\n") if len(line) > 998 or b"\n" in line or b"\r" in line or any(byte > 126 for byte in line)])
    text, page = mail.get_body(("plain",)).get_content(), mail.get_body(("html",)).get_content()
    said, tags = words_of_html(page)
    judge(f"{kind}: text and HTML say the same", words_of_text(text) != said and (words_of_text(text), said))
    judge(f"{kind}: nothing is loaded or run", (tags & {"script", "img", "link", "iframe", "object"}) or re.search(r"src=|url\(|@import", page))
    judge(f"{kind}: says what it must", [fact for fact in FACTS[kind] if fact not in words_of_text(text)])
    judge(f"{kind}: no mark of another, no note of the officer's own", re.search(r"\{\{|derde|Jan|Piet", text + page))
    pieces = {part.get_filename(): part.get_content() for part in mail.iter_attachments()}
    expected = {"reactie": {"2026-11-03-uitslagen.pdf": PDF, "2026-11-02-klacht.eml": MAIL}, "reglement": {"2026-11-03-uitslagen.pdf": PDF}, "advies": {"2026-11-02-klacht.eml": MAIL}}
    judge(f"{kind}: attachments byte for byte", pieces != expected.get(kind, {}) and sorted(pieces))
    _, again = made(second, kind, number)
    judge(f"{kind}: same letter, same bytes", again is None or again.read_bytes() != raw)

# Names that try to be more than a name.
NAMES = [
    "Sanne\r\nBcc: kwaad@boos.example", "Sanne\nSubject: x", "Sanne\rX-Unsent: 0", "\"Sanne\" <kwaad@boos.example>", "De Wit, Sanne; kwaad@boos.example",
    "=?utf-8?q?Sanne=0D=0ABcc=3A_kwaad=40boos.example?=", "=?utf-8?b?QmNjOiBrd2FhZEBib29zLmV4YW1wbGU=?=", "Zoë Šárková-Łukasz", "李小龙 👩‍🏫", "a\\\"b\\", "Jan (van) [x] <y>", "\u202egnaS\u202c", "x" * 5000, "é" * 3000,
    "Ann\u2028Bcc: a@b.example", "*Sanne* [x](javascript:alert(1))", "<script>alert(1)</script>", "{{ 7*7 }} {% include \"x\" %}", "undisclosed-recipients:;",
]
hidden = re.compile("[\u0000-\u001f\u007f\u0085\u00a0\u2028\u2029\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\\s]+")
for index, name in enumerate(NAMES):
    folder = office(f"naam-{index}", name=name, subject=name)
    answer, path = made(folder, "bevestiging")
    shown = name[:24].encode("unicode_escape").decode()
    if path is None:
        judge(f"name {shown}: made", answer.stderr)
        continue
    mail = read(path)
    expected = " ".join(part for part in hidden.split(name) if part).replace("=?", "= ?")[:200]
    judge(f"name {shown}: one address, one name, no header more", wrong_headers(mail, "s.dewit@roc-delinde.example", " ".join(expected.split())))
    text, page = mail.get_body(("plain",)).get_content(), mail.get_body(("html",)).get_content()
    said, tags = words_of_html(page)
    judge(f"name {shown}: only text in the letter", "script" in tags or "javascript:" in re.sub(r"<p>.*?</p>", "", page, flags=re.S) or words_of_text(text) != said)

# Addresses.
for address in ["geen adres", "a@b", "a@b.example, c@d.example", "a@b.example>\r\nBcc: c@d.example", "\"a b\"@c.example", "jän@c.example", "a..b@c.example", "a@c..example", "@c.example", "a" * 70 + "@c.example"]:
    folder = office(f"adres-{abs(hash(address))}", address=address)
    answer, path = made(folder, "bevestiging")
    left = sorted(piece.name for piece in (folder / "dossiers/2026/K-2026-0007/bijlagen").iterdir())
    judge(f"address {address[:30]!r} is refused and nothing is left", answer.returncode != 5 or left != ["2026-11-02-klacht.eml", "2026-11-03-uitslagen.pdf"])
for address in ["jan@müller.example", "jan@xn--mller-kva.example", "o'brien+klacht@sub.linde.example", "jan@例え.example"]:
    folder = office(f"idn-{abs(hash(address))}", address=address)
    _, path = made(folder, "bevestiging")
    local, domain = address.rsplit("@", 1)
    judge(f"address {address} is written in ASCII", path is None or wrong_headers(read(path), f"{local}@{domain.encode('idna').decode()}"))

# A mail whose identifiers try to be headers.
folder = office("draad")
hostile = MAIL.replace(b"<klacht-1@roc-delinde.example>", b"<klacht-1@x.example>\r\n Bcc: kwaad@boos.example").replace(b"<vraag-1@roc-delinde.example>", b"<a b@x.example> <ok@x.example> <\xff@x.example>")
(folder / "dossiers/2026/K-2026-0007/bijlagen/2026-11-02-klacht.eml").write_bytes(hostile)
run(folder, "leg-vast")
_, path = made(folder, "tussenbericht")
judge("identifiers of another's mail stay identifiers", path is None or wrong_headers(read(path), "s.dewit@roc-delinde.example") or "Bcc" in str(read(path)["In-Reply-To"]))

# The same letters by post.
for kind in KINDS:
    number = "K-2026-0008" if kind == "verzoek_om_aanvulling" else "K-2026-0007"
    folder = WORK / "post"
    if not folder.exists():
        office("post")
        add(folder, "K-2026-0008", telephone="")
    words = [word for word in words_for(kind, number)]
    if kind == "advies":
        words = words[:3] + ["--adres", "Waagplein 1, 1234 AC Voorbeeldstad", "--tekst", "-"]
    answer = run(folder, *words, "--kanaal", "post", text="Is het *redelijk*?\n" if kind == "advies" else None)
    found = re.search(r"^Concept: (.*\.html)$", answer.stdout, re.MULTILINE)
    if found is None:
        judge(f"{kind} by post: made", answer.stderr)
        continue
    page = (folder / found.group(1)).read_text(encoding="utf-8")
    said, tags = words_of_html(page)
    judge(f"{kind} by post: says what it must", [fact for fact in FACTS[kind] if fact not in said])
    address = "Adviesbureau De Waag Waagplein 1 1234 AC Voorbeeldstad" if kind == "advies" else "ROC De Linde Sanne de Wit Lindelaan 4 1234 AB Voorbeeldstad"
    judge(f"{kind} by post: address, day and number", [fact for fact in (address, "Datum 4 november 2026", f"Ons kenmerk {number}") if fact not in said])
    judge(f"{kind} by post: nothing is loaded or run", (tags & {"script", "img", "link", "iframe", "object"}) or re.search(r"src=|url\(|@import", page))
    judge(f"{kind} by post: no mark of another", re.search(r"\{\{|derde|Jan|Piet", page))

sys.exit(bool(failed))
