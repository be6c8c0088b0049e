"""The inspection bundle judged by Python: the ZIP opens, the hashes are those of the index, the page loads nothing, and what
was left out is in no byte of it."""

import base64
import hashlib
import os
import pathlib
import quopri
import re
import subprocess
import sys
import zipfile
from html.parser import HTMLParser

KLACHT = os.environ["KLACHT"]
WORK = pathlib.Path(sys.argv[1])
OFFICE = WORK / "klachten"
NUMBER = "K-2026-0001"
SECRETS = ["Lieke Vos", "Joost van Dam", "Zoë Öztürk"]
ENVIRONMENT = os.environ | {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "P. Jansen",
    "GIT_AUTHOR_EMAIL": "p.jansen@voorbeeld.example",
    "GIT_COMMITTER_NAME": "P. Jansen",
    "GIT_COMMITTER_EMAIL": "p.jansen@voorbeeld.example",
}

DOSSIER = """---
schema: 1
nummer: K-2026-0001
status: ontvangen

ingediend_op: 2026-11-02
ontvangen_op: 2026-11-03
kanaal: e-mail
bedrijfsonderdeel: extrack
betreft: [gedraging_medewerker]
onderwerp: "Toon van {{derde: Lieke Vos}}"

klachtindiener:
  naam: Sanne de Wit
  organisatie: geen
  postadres: Lindelaan 4, 1234 AB Voorbeeldstad
  email: s.dewit@klant.example
  telefoon: "0612345678"

beklaagde: [Lieke Vos]

correspondentie:
  - soort: overig
    richting: inkomend
    datum: 2026-11-06
    kanaal: e-mail
    met: Joost van Dam
    bijlage: bijlagen/2026-11-06-verklaring.txt

verzoeken:
  - soort: inzage
    ontvangen_op: 2026-11-09
    identiteit_vastgesteld_op: 2026-11-10
    besluit: deels
    reden: Wat over anderen gaat, is weggelaten

derden:
  - veld: beklaagde
    reden: gegevens van een medewerker
  - veld: correspondentie[0]
    reden: verklaring van een ander
---

## Omschrijving

Volgens {{derde: Lieke Vos

en ook volgens Zoë Öztürk}} was het druk. <script src="https://kwaad.example/x.js"></script> ![x](https://kwaad.example/x.png)

## Ondernomen stappen

geen
"""


def judge(fact, holds, more=""):
    print(f"{'ok' if holds else 'FAILED'} {fact}{'' if holds else f': {more}'}")


def run(*words, expected=0):
    done = subprocess.run([KLACHT, "--map", str(OFFICE), "--vandaag", "2026-11-20", *words], env=ENVIRONMENT, capture_output=True, text=True)
    judge(f"klacht {' '.join(words)} ends with {expected}", done.returncode == expected, done.stdout + done.stderr)
    return done.stdout


class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.tags, self.addresses, self.wrong = [], set(), [], []

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.addresses += [value or "" for name, value in attributes if name in ("src", "href", "action", "data", "poster", "srcset", "style")]
        self.wrong += [name for name, _ in attributes if name.startswith("on")]
        if tag not in ("meta", "br", "hr", "link", "line", "path", "circle"):
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if self.open and self.open[-1] == tag:
            self.open.pop()

    def handle_endtag(self, tag):
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.wrong.append(f"</{tag}>")


def guises(secret):
    raw = secret.encode()
    yield from (raw, secret.upper().encode(), secret.lower().encode(), secret.encode("utf-16-le"), secret.encode("utf-16-be"), secret.encode("latin-1"))
    yield quopri.encodestring(raw).strip()
    yield "".join(f"&#{ord(letter)};" for letter in secret).encode()
    yield "".join(f"%{byte:02X}" for byte in raw).encode()
    for before in range(3):
        encoded = base64.b64encode(b" " * before + raw)
        yield encoded[4 if before else 0 : len(encoded) // 4 * 4 - 4]


def main():
    subprocess.run([KLACHT, "begin", str(OFFICE)], env=ENVIRONMENT, check=True, capture_output=True)
    folder = OFFICE / "dossiers" / "2026" / NUMBER
    (folder / "bijlagen").mkdir(parents=True)
    (folder / "dossier.md").write_text(DOSSIER, encoding="utf-8")
    pieces = {"2026-11-02-klacht.eml": b"From: a@klant.example\r\nSubject: klacht\r\n\r\nBeste mensen\r\n", "2026-11-03-foto.png": b"\x89PNG\r\n\x1a\n\0\1\2"}
    for name, content in pieces.items():
        (folder / "bijlagen" / name).write_bytes(content)
    (folder / "bijlagen" / "2026-11-06-verklaring.txt").write_text("Lieke Vos zei het. Joost van Dam\n", encoding="utf-8")
    run("leg-vast")
    run("inzage", NUMBER)
    outer = OFFICE / "inzage" / NUMBER
    archive = outer / f"{NUMBER}.zip"
    first = archive.read_bytes()
    run("inzage", NUMBER)
    judge("two runs give the same bytes", archive.read_bytes() == first)

    with zipfile.ZipFile(archive) as opened:
        judge("the ZIP is sound", opened.testzip() is None)
        names = opened.namelist()
        files = {name.split("/", 1)[1]: opened.read(name) for name in names}
        judge("names are sorted, relative and the same everywhere", names == sorted(names) and all(re.fullmatch(r"[A-Za-z0-9._/-]+", name) and ".." not in name for name in names), names)
        judge("every file has the same time and rights", len({(info.date_time, info.external_attr) for info in opened.infolist()}) == 1)
    on_disk = {path.relative_to(outer / NUMBER).as_posix(): path.read_bytes() for path in (outer / NUMBER).rglob("*") if path.is_file()}
    judge("folder and ZIP hold the same", on_disk == files, (sorted(on_disk), sorted(files)))
    judge("everything is there", {"inzage.html", "gegevens.txt", "inhoud.txt", "brief.html"} <= files.keys(), sorted(files))
    judge("pieces are there byte for byte", all(files.get(f"bijlagen/{name}") == content for name, content in pieces.items()))
    judge("the piece left out is not there", not any("verklaring" in name for name in files))

    index = dict(reversed(line.split(None, 2)[::2]) for line in files["inhoud.txt"].decode().splitlines() if re.match(r"[0-9a-f]{64} ", line))
    sizes = {line.split(None, 2)[2]: int(line.split()[1]) for line in files["inhoud.txt"].decode().splitlines() if re.match(r"[0-9a-f]{64} ", line)}
    listed = {name: content for name, content in files.items() if name != "inhoud.txt"}
    judge("hashes are those of the index", index == {name: hashlib.sha256(content).hexdigest() for name, content in listed.items()}, index)
    judge("sizes are those of the index", sizes == {name: len(content) for name, content in listed.items()}, sizes)

    for name in ("inzage.html", "brief.html"):
        page = Page()
        page.feed(files[name].decode())
        page.close()
        judge(f"{name} is well-formed", not page.open and not page.wrong, (page.open, page.wrong))
        judge(f"{name} runs and loads nothing", not page.tags & {"script", "img", "iframe", "object", "embed", "link", "form", "video"}, page.tags)
        judge(f"{name} leads nowhere but to its own pieces", all(address.startswith(("#", "bijlagen/")) for address in page.addresses), page.addresses)
        judge(f"{name} styles load nothing", not re.search(rb"@import|url\(", files[name]))
    judge("it is visible where something was left out", files["inzage.html"].count(b"class=\"weggelaten\"") >= 5)
    everything = b"\0".join([first, *files.values(), *(name.encode() for name in files)])
    for secret in SECRETS:
        found = [guise for guise in guises(secret) if guise and guise in everything]
        judge(f"«{secret}» is in no byte", not found, found)
    judge("git does not see it", "inzage" not in subprocess.run(["git", "-C", str(OFFICE), "status", "--short"], capture_output=True, text=True).stdout)
    if os.name == "posix":
        modes = {path.stat().st_mode & 0o077 for path in [outer, *outer.rglob("*")]}
        judge("nobody else may read it", modes == {0}, modes)
    (folder / "bijlagen" / "2026-11-02-klacht.eml").write_bytes(b"Subject: x\r\nContent-Transfer-Encoding: base64\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n" + base64.b64encode(b"met Lieke Vos erbij"))
    run("inzage", NUMBER, expected=5)
    judge("a refusal leaves the former bundle as it was", archive.read_bytes() == first)


main()
