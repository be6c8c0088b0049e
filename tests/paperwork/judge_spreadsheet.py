"""The lists for a spreadsheet, opened by LibreOffice and compared cell by cell with the same answer as JSON.

Run with KLACHT, the program, and a folder of its own to work in.
"""

import csv
import io
import json
import os
import pathlib
import subprocess
import sys

import spreadsheet

KLACHT = os.environ["KLACHT"]
WORK = pathlib.Path(sys.argv[1])
TODAY = "2027-02-01"
failed = 0


def judge(name, wrong):
    global failed
    failed += bool(wrong)
    print(f"FAILED {name}: {wrong}" if wrong else f"ok {name}")


def klacht(*words):
    return subprocess.run([KLACHT, "--map", str(WORK / "klachten"), "--vandaag", TODAY, *words], capture_output=True, check=True).stdout


# What a spreadsheet would take for something else, planted wherever someone can write; each is a text of its own.
PLANTED = [
    "=1+1", "=HYPERLINK(\"https://voorbeeld.example\";\"klik\")", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1:A9)", "\t=1+1", "\r=1+1", " =1+1", "\u200b=1+1",
    "＝1+1", "＋1", "－1", "＠SUM(1)", "+31 6 12345678", "0612345678", "00123", "1-2", "3/4", "3 mei", "mei 2026", "1e5", "12:30", "5%", "€ 5", "1.000,50",
    "WAAR", "2026-11-03", "1 1/2", "twee\nregels", "een; twee", "zij zei \"nee\"", "'al met streepje", "gewone tekst", "3 studenten", "",
]
subprocess.run([KLACHT, "begin", str(WORK / "klachten")], check=True, capture_output=True)


def quoted(text):
    return json.dumps(text, ensure_ascii=True).replace("\\/", "/")


for number, text in enumerate(PLANTED, 1):
    folder = WORK / "klachten" / "dossiers" / "2026" / f"K-2026-{number:04}"
    folder.mkdir(parents=True)
    subject = f"onderwerp: {quoted(text)}\n" if text else ""
    name, words, manner = quoted(text or "Sanne de Wit"), quoted(text or "iets"), quoted(text or "brief")
    dossier = (
        f"---\nschema: 1\nnummer: K-2026-{number:04}\nstatus: afgehandeld\ningediend_op: 2026-11-02\nontvangen_op: 2026-11-03\nkanaal: e-mail\n"
        f"bedrijfsonderdeel: extrack\nbetreft: [werkwijze_of_beleid]\n{subject}"
        f"klachtindiener:\n  naam: {name}\n  organisatie: {name}\n  postadres: geen\n  email: {name}\n  telefoon: {name}\n"
        f"correspondentie:\n  - {{soort: bevestiging, datum: 2026-11-04, kanaal: e-mail}}\n  - {{soort: reactie, datum: 2026-12-04, kanaal: e-mail}}\n"
        f"afhandeling:\n  datum: 2026-12-04\n  wijze: {manner}\n  oordeel: gegrond\n"
        f"verbetering:\n  - oorzaak: {words}\n    maatregel: {words}\n    eigenaar: {words}\n    uiterlijk: 2027-03-01\n"
        f"termijnoverschrijding:\n  - {{termijn: reactie, uiterlijk: 2026-11-30, reden: {words}}}\n---\n\n## Omschrijving\n\nx\n"
    )
    (folder / "dossier.md").write_text(dossier, encoding="utf-8")


def plain(text):
    """The words as a spreadsheet should hold them: with at most our apostrophe before them, and line ends of one kind."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def judge_list(name, words, texts):
    """Opens a list twice; `texts` says which planted texts stand in it, by column."""
    raw = klacht(*words, "--formaat", "csv")
    path = WORK / f"{name}.csv"
    path.write_bytes(raw)
    judge(f"{name}: begins with the mark of UTF-8 and ends its lines as Windows does", not raw.startswith(b"\xef\xbb\xbf") or not raw.endswith(b"\r\n"))
    rows = list(csv.reader(io.StringIO(raw[3:].decode("utf-8"), newline=""), delimiter=";"))
    judge(f"{name}: every row has every column", {len(row) for row in rows} != {len(rows[0])})
    judge(f"{name}: a row a complaint", len(rows) != len(PLANTED) + 1)
    days = {index for index, heading in enumerate(rows[0]) if heading.endswith((" op", " vanaf", " uiterlijk", " uitgesteld tot", "termijn"))}
    counts = {index for index, heading in enumerate(rows[0]) if "dagen" in heading or heading.startswith("aantal")}
    for detect in (False, True):
        shown = spreadsheet.opened(path, WORK, detect)
        cells = [(row, column, heading) for row in range(1, len(rows)) for column, heading in enumerate(rows[0])]
        held = {(row, column): shown[row][column] if column < len(shown[row]) else (None, "", None) for row, column, _ in cells}
        told = f"{name}, looking for days {'eagerly' if detect else 'calmly'}"
        judge(f"{told}: no cell is a formula", [(rows[0][column], held[row, column]) for row, column, _ in cells if held[row, column][2]])
        wrong = [(rows[0][c], held[r, c], rows[r][c]) for r, c, _ in cells if c not in days | counts and rows[r][c] and held[r, c][0] != "string"]
        judge(f"{told}: every text is a text", wrong[:5])
        wrong = [(rows[0][c], held[r, c], rows[r][c]) for r, c, _ in cells if c not in days | counts and plain(held[r, c][1]).strip("\u200b") != plain(rows[r][c]).strip("\u200b")]
        judge(f"{told}: every text is shown as written", wrong[:5])
        wrong = [(rows[0][c], held[r, c], rows[r][c]) for r, c, _ in cells if c in days and rows[r][c] and (held[r, c][0], held[r, c][1][:10]) != ("date", rows[r][c])]
        judge(f"{told}: every day is a day", wrong[:5])
        wrong = [(rows[0][c], held[r, c]) for r, c, _ in cells if c in counts and rows[r][c] and held[r, c][0] != "float"]
        judge(f"{told}: every number is a number", wrong[:5])
    for heading in texts:
        column = rows[0].index(heading)
        lost = [text for text, row in zip(PLANTED, rows[1:]) if text and text not in row[column]]
        judge(f"{name}: nothing that was written is lost from «{heading}»", lost)
        bare = [row[column] for text, row in zip(PLANTED, rows[1:]) if text.strip() and not row[column].startswith("'") and text in PLANTED[:28]]
        judge(f"{name}: an apostrophe stands before what would act in «{heading}»", bare)
        marked = [row[column] for text, row in zip(PLANTED, rows[1:]) if text in ("gewone tekst", "3 studenten", "een; twee") and row[column].startswith("'")]
        judge(f"{name}: and before nothing else in «{heading}»", marked)
    return rows


rows = judge_list("register", ["register", "2026", "--met-namen"], ["onderwerp", "wijze", "klachtindiener", "organisatie", "telefoon"])
as_json = json.loads(klacht("register", "2026", "--met-namen", "--formaat", "json"))["jaren"][0]["nummers"]
judge("register: the same numbers as the JSON", [row["nummer"] for row in as_json] != [row[0] for row in rows[1:]])
judge("register: the same subjects as the JSON", [(a["onderwerp"], r[11]) for a, r in zip(as_json, rows[1:]) if (a["onderwerp"] or "") != r[11].removeprefix("'") and a["onderwerp"] != r[11]])
judge("register: the same days as the JSON", [row["nummer"] for row, cells in zip(as_json, rows[1:]) if [row["ontvangen_op"], row["vernietigen_vanaf"]] != [cells[7], cells[20]]])
without = klacht("register", "2026", "--formaat", "csv").decode()
judge("register: without names nobody is named", [word for word in ("Sanne", "klachtindiener", "organisatie") if word in without])

rows = judge_list("audit", ["register", "--audit", "2026"], ["wijze", "maatregel", "eigenaar"])
told = json.loads(klacht("register", "--audit", "2026", "--formaat", "json"))["klachten"]
judge("audit: the same numbers as the JSON", [row["nummer"] for row in told] != [row[0] for row in rows[1:]])
judge("audit: the same days as the JSON", {(a["reactie"]["dagen"], a["bevestiging"]["werkdagen"]) for a in told} != {(int(r[8]), int(r[5])) for r in rows[1:]})
raw = klacht("jaarverslag", "2026", "--formaat", "csv")
path = WORK / "jaarverslag.csv"
path.write_bytes(raw)
figures = list(csv.reader(io.StringIO(raw[3:].decode("utf-8"), newline=""), delimiter=";"))
shown = spreadsheet.opened(path, WORK, True)
judge("yearly report: every figure is a number or an x", [(row, cells) for row, cells in zip(figures[1:], shown[1:]) for told, cell in zip(row[2:], cells[2:]) if (cell[0], told) != ("string", "x") and cell[0] != "float"][:3])
judge("yearly report: every figure is the one in the list", [(row, cells) for row, cells in zip(figures[1:], shown[1:]) for told, cell in zip(row[2:], cells[2:]) if told != "x" and float(cell[1]) != float(told.replace(",", "."))][:3])
judge("audit: the reason of lateness is there", [text for text, row in zip(PLANTED, rows[1:]) if plain(text) not in plain(row[27])])
sys.exit(failed > 0)
