"""Makes a dossier folder in which every vector stands in every field, in the text, and in the name and content of a stored piece.

Usage: plant.py RULES VECTORS.json OFFICE [COUNT]. With a count only so many vectors, spread over all.
Every kind of dossier also comes once with a plain word in the place of the vector: the page of a vector must have its elements.
"""

import json
import shutil
import sys
from pathlib import Path

# A longer vector is cut: with it in every field the front matter would be too large to be read at all.
LONGEST = 900  # letters, as they are written in the front matter

# The plain word: in the place of a vector, and told to the judge.
PLAIN = "woordje"

# What a stored piece is called behind the vector, and what stands in it before and behind the vector.
PIECES = [
    (".txt", b"", b""),
    (".html", b"<!DOCTYPE html><html><body>", b"</body></html>"),
    (".svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script>', b"</svg>"),
    (".xml", b'<?xml version="1.0"?><?xml-stylesheet href="javascript:alert(1)"?><a>', b"</a>"),
    (".xhtml", b'<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script>', b"</html>"),
    (".gif", b"GIF89a/*", b"*/=alert(1)//;"),
    (".pdf", b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n<html><script>alert(1)</script>", b"</html>\n%%EOF"),
    (".png", b"\x89PNG\r\n\x1a\n" + bytes(8) + b"<html><script>alert(1)</script>", b"</html>"),
    (".jpg", b"\xff\xd8\xff\xe0<html><script>alert(1)</script>", b"</html>"),
    (".pdf", b"<html><script>alert(1)</script>", b"</html>"),
    (".png", b"<svg onload=alert(1)>", b"</svg>"),
    (".eml", b"MIME-Version: 1.0\nContent-Type: text/html\n\n<html><script>alert(1)</script>", b"</html>\n"),
    (".txt.html", b"<script>alert(1)</script>", b""),
    (".js", b"alert(1)//", b""),
    ("", b"<html><script>alert(1)</script>", b"</html>"),
]

# The state of a dossier, with what is in it of the days.
STATES = [
    "status: in_behandeling",
    "status: bezwaar\nafhandeling: {datum: 2026-10-20, wijze: V, oordeel: gegrond, reden: V}",
    "status: gesloten\nafhandeling: {datum: 2026-10-20, wijze: V, oordeel: deels_gegrond, reden: V}\ngeevalueerd_op: 2026-11-02",
]

HEAD = """\
melding: {gemeld_op: 2026-10-01, wijze: telefoon, aangenomen_door: V}
ingediend_op: 2026-10-05
ingediend_op_bron: V
ontvangen_op: 2026-10-05
ontvangen_via: V
kanaal: e-mail
bedrijfsonderdeel: V
betreft: [gedraging_medewerker]
onderwerp: V
overeenkomst: V
contactpersoon_intern: V
klachtindiener: {naam: V, organisatie: V, postadres: V, email: V, telefoon: V}
namens: V
gemachtigde: {naam: V, gemachtigd_op: 2026-10-02}
beklaagde: [V, V]
behandelaar: V
gesprekken: [{soort: vooraf, gehouden_op: 2026-10-02, uitkomst: niet_opgelost}]
correspondentie:
  - {soort: bevestiging, datum: 2026-10-06, kanaal: e-mail, onderwerp: V, bijlage: V, verzendbewijs: V, met: V}
  - {soort: uitstelbericht, datum: 2026-10-07, kanaal: e-mail, reden: V, nieuwe_termijn: 2026-12-01}
afspraken: [{datum: 2026-10-08, wat: V, wie: V, uiterlijk: 2026-12-09}]
extern_advies: [{instantie: V, gevraagd_op: 2026-10-08, stukken: [V]}]
klachtonderdelen: [{onderwerp: V, oordeel: gegrond}]
verbetering: [{oorzaak: V, maatregel: V, reden: V, eigenaar: V, uiterlijk: 2026-12-01}]
bezwaar:
  ingediend_op: 2026-11-01
  appellant: {naam: V, adres: V, woonplaats: V}
  orgaan: V
  gronden: V
  uitspraak: {datum: 2026-11-10, oordeel: gegrond, consequenties: [{wat: V, wie: V}]}
verzoeken: [{soort: inzage, ontvangen_op: 2026-11-01, besluit: afgewezen, reden: V}]
derden: [{veld: namens, besluit: tonen, reden: V}]
termijnoverschrijding: [{termijn: reactie, uiterlijk: 2026-11-02, reden: V}]
langer_bewaren: {reden: V, reden_opheffing: V}
heropend: [{op: 2026-11-01, reden: V}]
correcties: [{op: 2026-11-01, van: bezwaar, naar: afgehandeld, reden: V}]
regeling: V
tegemoetkoming: V
tevredenheid: V
x_eigen: V
"""

TEXT = """\
## Omschrijving
V

[klik](V) ![beeld](V) [V](https://voorbeeld.example/) <V> `V` **V** [V][n] {{derde (V): V}}

[klik](<V>) [klik](https://voorbeeld.example/ "V")

| V |
|---|
| V |

> V

- V

## Ondernomen stappen
```V
V
```

    V

# V

[n]: V
"""


def dossier(number, state, vector):
    """The dossier with the vector in every place for a person's words."""
    quoted = json.dumps(vector)
    head = f"schema: 1\nnummer: {number}\n{state}\n{HEAD}"
    head = "".join(quoted if part == "V" else part for part in pieces(head))
    return f"---\n{head}---\n{TEXT.replace('V', vector)}"


def pieces(text):
    """The text cut at every V that stands alone."""
    for line in text.splitlines(keepends=True):
        start = 0
        for at, sign in enumerate(line):
            alone = sign == "V" and not line[at - 1].isalnum() and not line[at + 1 : at + 2].isalnum()
            if alone:
                yield line[start:at]
                yield "V"
                start = at + 1
        yield line[start:]


def typed(vector):
    """The vector as it can stand in a dossier: without a NUL, which makes a file no text, and not too long."""
    vector = vector.replace("\0", "")
    while len(json.dumps(vector)) > LONGEST:
        vector = vector[: len(vector) * 3 // 4]
    return vector


def piece_name(vector, ending):
    """The vector as a file name: without what no file name holds, and not too long."""
    name = vector.replace("/", "\N{FRACTION SLASH}").replace("\0", "")
    while len(name.encode()) > 180:
        name = name[:-1]
    return f"v{name}{ending}"


def plant(folder, serial, vector):
    """One dossier; its serial decides what kind."""
    number = f"K-2026-{serial:04}"
    inside = folder / "dossiers" / "2026" / number
    (inside / "bijlagen").mkdir(parents=True)
    (inside / "dossier.md").write_text(dossier(number, STATES[serial % len(STATES)], vector), encoding="utf-8", newline="")
    ending, before, behind = PIECES[serial % len(PIECES)]
    (inside / "bijlagen" / piece_name(vector, ending)).write_bytes(before + vector.encode() + behind)


def main(rules, vectors, folder, count=None):
    """Plants the plain dossiers first, then the vectors."""
    folder = Path(folder)
    (folder / "dossiers").mkdir(parents=True)
    shutil.copy(rules, folder / "dossiers" / "regeling.yaml")
    chosen = [typed(vector) for vector in json.loads(Path(vectors).read_text(encoding="utf-8"))]
    if count:
        chosen = chosen[:: max(1, len(chosen) // int(count))][: int(count)]
    kinds = len(STATES) * len(PIECES)
    for serial in range(1, kinds + 1):
        plant(folder, serial, PLAIN)
    for serial, vector in enumerate(chosen, kinds + 1):
        plant(folder, serial, vector)
    (folder / "geplant.json").write_text(json.dumps({"plain": kinds, "vectors": len(chosen), "kinds": kinds}), encoding="utf-8")
    print(f"{len(chosen)} dossiers of vectors, {kinds} of a plain word")


main(*sys.argv[1:])
