"""The calendar file of the terms, read by python3-icalendar and compared with the terms as JSON.

Run with KLACHT, the program, and a folder of its own to work in.
"""

import datetime as dt
import json
import os
import pathlib
import subprocess
import sys

import icalendar

KLACHT = os.environ["KLACHT"]
WORK = pathlib.Path(sys.argv[1])
TODAY = "2026-11-22"
DAY = dt.timedelta(days=1)
failed = 0


def judge(name, wrong):
    global failed
    failed += bool(wrong)
    print(f"FAILED {name}: {wrong}" if wrong else f"ok {name}")


def klacht(*words):
    answer = subprocess.run([KLACHT, *words], capture_output=True, check=True, env={**os.environ, "TZ": "Pacific/Auckland"})
    return answer.stdout


# The rows of a dossier the program made, with every kind of term, one of them extended.
office = WORK / "klachten"
klacht("begin", str(office))
folder = office / "dossiers" / "2026" / "K-2026-0001"
folder.mkdir(parents=True)
DOSSIER = """---
schema: 1
nummer: K-2026-0001
status: in_behandeling
ingediend_op: 2026-11-02
ontvangen_op: 2026-11-03
kanaal: e-mail
onderwerp: "Geheim; met, leestekens\\\\ en: meer"
klachtindiener: {naam: Sanne de Wit, organisatie: ROC De Linde, postadres: "Lindelaan 4", email: s.dewit@roc-delinde.example, telefoon: "0612345678"}
correspondentie:
  - {soort: bevestiging, datum: 2026-11-04, kanaal: e-mail}
  - {soort: uitstelbericht, datum: 2026-11-18, kanaal: e-mail, reden: de drukker is laat, nieuwe_termijn: 2026-12-26}
afspraken:
  - {datum: 2026-11-10, wat: bellen met Sanne, wie: P. Jansen, uiterlijk: 2026-11-24}
  - {datum: 2026-11-10, wat: mailen, wie: P. Jansen, uiterlijk: 2026-11-24}
  - {datum: 2026-11-10, wat: schrijven, wie: P. Jansen, uiterlijk: 2026-11-20, nagekomen_op: 2026-11-19}
verzoeken:
  - {soort: inzage, ontvangen_op: 2026-11-12}
---

## Omschrijving

Te laat.

## Ondernomen stappen

geen
"""
(folder / "dossier.md").write_text(DOSSIER, encoding="utf-8")
there = ("--map", str(office), "--vandaag", TODAY, "termijnen")
raw = klacht(*there, "--formaat", "ics")
(WORK / "termijnen.ics").write_bytes(raw)
calendar = icalendar.Calendar.from_ical(raw)
events = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
terms = json.loads(klacht(*there, "--formaat", "json"))["dossiers"][0]["termijnen"]
still_open = [term for term in terms if term["stand"] in ("open", "loopt_af", "te_laat_open")]

judge("the file is a calendar of version 2.0", (calendar["VERSION"], bool(calendar["PRODID"])) != ("2.0", True))
judge("every line ends in CR LF and is no longer than 75 bytes", [line for line in raw.split(b"\r\n") if b"\n" in line or len(line) > 75])
judge("an event for every open term and no other", len(events) != len(still_open) or len(still_open) < 5)
judge("what was met or lapsed is absent", [uid for uid in events if "bevestiging" in uid or "afspraak-3" in uid])
days = sorted(event["DTSTART"].dt for event in events.values())
judge("events stand on the last days", days != sorted(dt.date.fromisoformat(term["uiterlijk"]) for term in still_open))
judge("an event is a whole day", [uid for uid, event in events.items() if type(event["DTSTART"].dt) is not dt.date or event["DTEND"].dt != event["DTSTART"].dt + DAY])
judge("the stamp is that day, at midnight", {event["DTSTAMP"].dt.isoformat() for event in events.values()} != {f"{TODAY}T00:00:00+00:00"})
answer = events["K-2026-0001-reactie@klachtdossier"]
judge("the extended answer stands on its new day", answer["DTSTART"].dt != dt.date(2026, 12, 26))
judge("the last working day is told beside it", "24 december 2026" not in str(answer["DESCRIPTION"]))
alarms = {uid: [dt.datetime.combine(event["DTSTART"].dt, dt.time()) + alarm["TRIGGER"].dt for alarm in event.walk("VALARM")] for uid, event in events.items()}
warned = sorted(f"{term['waarschuwen_vanaf']}T09:00:00" for term in still_open)
judge("it warns at nine on the warning day", sorted(when.isoformat() for times in alarms.values() for when in times) != warned)
secrets = ["Sanne", "Wit", "Linde", "Geheim", "bellen", "Jansen", "drukker", "0612345678"]
unfolded = raw.replace(b"\r\n ", b"").decode()
judge("no word of the dossier is in it", [secret for secret in secrets if secret in unfolded])
judge("the same day gives the same bytes", klacht(*there, "--formaat", "ics") != raw)

(folder / "dossier.md").write_text(DOSSIER.replace("nieuwe_termijn: 2026-12-26", "nieuwe_termijn: 2027-01-08"), encoding="utf-8")
moved = icalendar.Calendar.from_ical(klacht(*there, "--formaat", "ics"))
where = {str(event["UID"]): event["DTSTART"].dt for event in moved.walk("VEVENT")}
judge("a term that moves keeps its identifier", set(where) != set(events) or where["K-2026-0001-reactie@klachtdossier"] != dt.date(2027, 1, 8))

target = WORK / "uit" / "termijnen.ics"
klacht(*there, "--formaat", "ics", "--naar", str(target))
judge("a file appears with the same events", sorted(str(event["UID"]) for event in icalendar.Calendar.from_ical(target.read_bytes()).walk("VEVENT")) != sorted(events))
refused = subprocess.run([KLACHT, *there, "--formaat", "ics", "--naar", str(target)], capture_output=True)
judge("a file that is there is not overwritten unasked", refused.returncode != 2)
sys.exit(failed > 0)
