"""Register, audit page and yearly report as JSON, against the same figures counted from the dossier files by other code.

The files are read by a YAML reader that is not the program's, days are reckoned by reckoning.py. Judged are the built-in example and an
office of made-up dossiers, with everything in them that a figure can turn on, written here.
Run with KLACHT, the program, and a folder of its own to work in.
"""

import collections
import datetime as dt
import json
import os
import pathlib
import random
import subprocess
import sys

import reckoning
import yaml

KLACHT = os.environ["KLACHT"]
WORK = pathlib.Path(sys.argv[1])
failed = 0
OPEN = {"melding", "ontvangen", "onvolledig", "in_behandeling"}
ENDINGS = {"afgehandeld", "opgelost_in_gesprek", "ingetrokken", "niet_in_behandeling_genomen"}
FOUNDED = {"gegrond", "deels_gegrond"}


def judge(name, wrong):
    global failed
    failed += bool(wrong)
    print(f"FAILED {name}: {wrong}" if wrong else f"ok {name}")


def same(name, expected, found):
    judge(name, expected != found and f"expected {expected}, found {found}")


class Complaint:
    """One dossier file, and what can be reckoned from it on a day."""

    def __init__(self, path, today):
        text = path.read_text(encoding="utf-8-sig")
        self.facts = yaml.safe_load(text.split("\n---", 1)[0].removeprefix("---"))
        self.today = today
        self.number = self.facts["nummer"]
        self.status = self.facts["status"]

    def get(self, *keys):
        value = self.facts
        for key in keys:
            value = (value or {}).get(key)
        return value

    def many(self, *keys):
        return self.get(*keys) or []

    @property
    def ended(self):
        return self.status not in OPEN

    @property
    def is_complaint(self):
        written = self.get("ingediend_op") or self.get("ontvangen_op")
        return bool(written) or not (self.get("melding") or self.get("bezwaar"))

    @property
    def year(self):
        received = self.get("ontvangen_op")
        return received.year if received else int(self.number.split("-")[1])

    def sent(self, *kinds):
        written = [m for m in self.many("correspondentie") if m["soort"] in kinds and m.get("kanaal", "e-mail") != "telefoon"]
        return sorted(m["datum"] for m in written if m.get("datum") and m.get("met", "klachtindiener") == "klachtindiener")

    @property
    def unreachable(self):
        who = self.get("klachtindiener") or {}
        known = [who.get(key) for key in ("email", "postadres") if who.get(key) not in (None, "geen", "niet_opgegeven")]
        return who.get("naam") == "anoniem" and not known

    def standing(self, due, met, lapses=True):
        if met:
            return "op_tijd" if met <= due else "te_laat"
        ending = self.get("afhandeling", "datum")
        if lapses and (self.unreachable or (self.ended and (ending is None or due >= ending))):
            return "vervallen"
        return "loopt" if self.today <= due else "te_laat_open"

    def confirmations(self):
        """(start, due, met, standing) of the confirmation, and of those that completions ask."""
        if self.status == "melding":
            return []
        completions = [m["datum"] for m in self.many("correspondentie") if m["soort"] == "aanvulling" and m.get("datum")]
        asked, confirmed = self.sent("verzoek_om_aanvulling"), self.sent("bevestiging")
        starts = [day for day in [self.get("ontvangen_op")] if day]
        starts += [day for day in completions if any(a <= day for a in asked) and not any(c < day for c in confirmed)]
        found = []
        for start in starts:
            met = next((day for day in self.sent("bevestiging", "verzoek_om_aanvulling") if day >= start), None)
            due = reckoning.acknowledge_by(start)
            found.append((start, due, met, self.standing(due, met)))
        return found

    def extensions(self):
        """(original, last) last day of the answer, and how often it was put off."""
        due = original = reckoning.answer_by(self.get("ingediend_op"))
        count = 0
        notices = [m for m in self.many("correspondentie") if m["soort"] == "uitstelbericht" and m.get("datum") and m.get("kanaal", "e-mail") != "telefoon"]
        for notice in sorted(notices, key=lambda notice: notice["datum"]):
            later = notice.get("nieuwe_termijn")
            if notice["datum"] <= due and later and later > due and notice.get("reden"):
                due, count = later, count + 1
        return original, due, count

    def answer(self):
        """(row, original, last, met) of the answer; None when no term ran."""
        if self.status == "melding" or not self.get("ingediend_op"):
            return None
        original, due, count = self.extensions()
        met = next(iter(self.sent("reactie")), None)
        row = self.standing(due, met)
        if row == "op_tijd" and count and met > original:
            row = "op_tijd_na_uitstel"
        return row, original, due, met

    @property
    def founded(self):
        findings = [self.get("afhandeling", "oordeel")] + [part.get("oordeel") for part in self.many("klachtonderdelen")]
        return any(finding in FOUNDED for finding in findings)

    def finding(self):
        if not self.ended:
            return None
        whole = self.get("afhandeling", "oordeel")
        return whole if whole in FOUNDED or not self.founded else "deels_gegrond"

    def ending(self):
        if self.status in ENDINGS:
            return self.status
        if not self.ended:
            return "loopt"
        reopened = max((one["op"] for one in self.many("heropend")), default=None)
        answers = self.sent("reactie")
        if answers and (reopened is None or answers[-1] >= reopened):
            return "afgehandeld"
        if any(talk.get("uitkomst") == "opgelost" for talk in self.many("gesprekken")):
            return "opgelost_in_gesprek"
        manner = (self.get("afhandeling", "wijze") or "").lower()
        if "intrek" in manner or "ingetrokken" in manner:
            return "ingetrokken"
        return "niet_in_behandeling_genomen" if self.get("afhandeling", "reden") else "anders"

    def talk(self):
        talks = self.many("gesprekken")
        outcomes = [talk["uitkomst"] for talk in talks if talk.get("uitkomst")]
        if "opgelost" in outcomes:
            return "opgelost"
        return outcomes[-1] if outcomes else "zonder_uitkomst" if talks else "geen"

    def destroy(self):
        if not self.ended or self.status == "bezwaar":
            return None, None
        ruling = self.get("bezwaar", "uitspraak") or {}
        days = [self.get("afhandeling", "datum"), self.get("bezwaar", "ingetrokken_op"), ruling.get("datum")] + self.sent("reactie")
        days += [one.get("gereed_op") for one in ruling.get("consequenties") or []]
        days = [day for day in days if day]
        return (reckoning.destroy_from(max(days)), reckoning.months_after(max(days), 24)) if days else (None, None)


def percentile(days):
    return sorted(days)[max(-(-len(days) * 9 // 10) - 1, 0)] if days else None


def median(days):
    days = sorted(days)
    return (days[len(days) // 2] + days[(len(days) - 1) // 2]) / 2 if days else None


def expected_tables(complaints, destroyed, year, today):
    """Every table of a year as a counter, by name."""
    mine = [one for one in complaints if one.is_complaint and one.year == year]
    gone = [line for line in destroyed if int(str(line.get("ontvangen", line["nummer"][2:])).split("-")[0]) == year]
    tables = collections.defaultdict(collections.Counter)
    for one in mine:
        for subject in set(one.many("betreft")) or {"niet_vermeld"}:
            tables["betreft"][subject] += 1
        tables["bedrijfsonderdeel"][one.get("bedrijfsonderdeel") or "niet_vermeld"] += 1
        tables["kanaal"][one.get("kanaal") or "niet_vermeld"] += 1
        tables["gesprek"][one.talk()] += 1
        rows = [row for *_, row in one.confirmations()]
        tables["bevestiging"][next((row for row in ("te_laat_open", "te_laat", "loopt", "op_tijd", "vervallen") if row in rows), "niet_vermeld")] += 1
        answer = one.answer()
        tables["reactie"][answer[0] if answer else "niet_vermeld"] += 1
        count = one.extensions()[2] if one.get("ingediend_op") else 0
        tables["uitstel"]["geen" if count == 0 else "eenmaal" if count == 1 else "vaker"] += 1
        tables["afloop"][one.ending()] += 1
        finding = one.finding()
        tables["oordeel"]["gegrond_of_deels" if finding in FOUNDED else finding or "nog_geen_oordeel"] += 1
        if finding in FOUNDED:
            tables["gegrond"][finding] += 1
        tables["herhaling"]["ja" if one.get("herhaling_van") else "nee"] += 1
    for line in gone:
        for subject in set(line.get("betreft", [])) or {"niet_meer_bekend"}:
            tables["betreft"][subject] += 1
        in_time = line.get("op_tijd")
        tables["reactie"]["op_tijd" if in_time == "ja" else "te_laat" if in_time == "nee" else "niet_meer_bekend"] += 1
        finding = line.get("oordeel")
        tables["oordeel"]["gegrond_of_deels" if finding in FOUNDED else finding or "niet_meer_bekend"] += 1
        if finding in FOUNDED:
            tables["gegrond"][finding] += 1
        for table in ("bedrijfsonderdeel", "kanaal", "gesprek", "bevestiging", "uitstel", "afloop", "herhaling"):
            tables[table]["niet_meer_bekend"] += 1
    for one in complaints:
        reported = one.get("melding", "gemeld_op")
        if reported and reported.year == year:
            tables["meldingen"]["klacht_geworden" if one.is_complaint else "afgerond" if one.ended else "loopt"] += 1
        filed, ruling = one.get("bezwaar", "ingediend_op"), one.get("bezwaar", "uitspraak") or {}
        if filed and filed.year == year:
            tables["bezwaren"]["uitspraak" if ruling.get("datum") else "ingetrokken" if one.get("bezwaar", "ingetrokken_op") else "loopt"] += 1
        if ruling.get("datum") and ruling["datum"].year == year:
            tables["uitspraken"][ruling.get("oordeel") or "niet_vermeld"] += 1
        for request in one.many("verzoeken"):
            if request["ontvangen_op"].year == year:
                tables["verzoeken"][request["soort"]] += 1
                due = reckoning.months_after(request["ontvangen_op"], 1)
                tables["verzoeken_termijn"][one.standing(due, request.get("voldaan_op"), lapses=False)] += 1
    for one in evaluated(complaints, year):
        for measure in one.many("verbetering"):
            none = str(measure.get("maatregel")).lower() == "geen"
            late = measure.get("uiterlijk") and measure["uiterlijk"] < today
            tables["maatregelen"]["geen_maatregel" if none else "gereed" if measure.get("gereed_op") else "te_laat_open" if late else "loopt"] += 1
            if not none:
                tables["doeltreffendheid"][(measure.get("doeltreffend") or {}).get("uitkomst") or "nog_niet_beoordeeld"] += 1
    days = [(answer[3] - one.get("ingediend_op")).days for one in mine if (answer := one.answer()) and answer[3]]
    return tables, len(mine) + len(gone), days


def evaluated(complaints, year):
    """The founded complaints that ended in the year."""
    ended = [one for one in complaints if one.ended and one.founded and one.get("afhandeling", "datum")]
    return sorted((one for one in ended if one.get("afhandeling", "datum").year == year), key=lambda one: one.number)


def judge_report(name, office, complaints, destroyed, year, today):
    report = json.loads(klacht(office, today, "jaarverslag", str(year), "--formaat", "json"))
    found = {table["tabel"]: table for table in report["tabellen"]}
    for when, of_year in (("dit_jaar", year), ("vorig_jaar", year - 1)):
        tables, received, days = expected_tables(complaints, destroyed, of_year, today)
        same(f"{name}, {of_year} in {year}: received", received, report["ontvangen"][when])
        same(f"{name}, {of_year} in {year}: no table unknown to us", set(), {key for key in found if key not in tables and found[key]["totaal"][when]})
        wrong = {}
        for key, table in found.items():
            shown = {row["regel"]: row[when] for row in table["regels"] if row[when]}
            if shown != {row: count for row, count in tables[key].items() if count}:
                wrong[key] = (dict(tables[key]), shown)
        judge(f"{name}, {of_year} in {year}: {len(found)} tables", wrong)
        same(f"{name}, {of_year} in {year}: half of the answers", median(days), report["doorlooptijd"]["mediaan"][when])
        same(f"{name}, {of_year} in {year}: nine of ten answers", percentile(days), report["doorlooptijd"]["negen_van_tien"][when])
    expected = [(one.number, [(m.get("oorzaak"), m.get("eigenaar")) for m in one.many("verbetering")]) for one in evaluated(complaints, year)]
    same(f"{name}, {year}: founded complaints", expected, [(one["nummer"], [(m["oorzaak"], m["eigenaar"]) for m in one["verbetering"]]) for one in report["gegrond"]])


def judge_audit(name, office, complaints, year, today):
    page = json.loads(klacht(office, today, "register", "--audit", str(year), "--formaat", "json"))
    mine = {one.number: one for one in complaints if one.is_complaint and one.year == year}
    same(f"{name}, audit {year}: a row a complaint", sorted(mine), sorted(row["nummer"] for row in page["klachten"]))
    wrong = []
    for row in page["klachten"]:
        one = mine[row["nummer"]]
        received, answer = one.get("ontvangen_op"), one.answer()
        first = next((c for c in one.confirmations() if c[0] == received), None)
        expected = {
            "bevestigd": first and first[2] and reckoning.working_days_between(received, first[2]),
            "bevestigen": first and first[1].isoformat(),
            "dagen": answer and answer[3] and (answer[3] - one.get("ingediend_op")).days,
            "oorspronkelijk": answer and answer[1].isoformat(),
            "uitgesteld": answer[2].isoformat() if answer and answer[2] != answer[1] else None,
            "vernietigen": tuple(day and day.isoformat() for day in one.destroy()),
        }
        confirmed, answered = row["bevestiging"] or {}, row["reactie"] or {}
        found = {
            "bevestigd": confirmed.get("werkdagen"),
            "bevestigen": confirmed.get("uiterlijk"),
            "dagen": answered.get("dagen"),
            "oorspronkelijk": answered.get("oorspronkelijk"),
            "uitgesteld": answered.get("uitgesteld_tot"),
            "vernietigen": (row["vernietigen_vanaf"], row["vernietigen_uiterlijk"]),
        }
        if expected != found:
            wrong.append((row["nummer"], expected, found))
    judge(f"{name}, audit {year}: days and terms of {len(mine)} complaints", wrong[:3])


def judge_register(name, office, complaints, destroyed, today):
    years = json.loads(klacht(office, today, "register", "--formaat", "json"))["jaren"]
    rows = {row["nummer"]: row for year in years for row in year["nummers"]}
    kept = {one.number for one in complaints}
    former = {old for one in complaints for old in one.many("voorheen")} - kept
    gone = {line["nummer"] for line in destroyed} - kept
    same(f"{name}, register: dossiers", sorted(kept), sorted(number for number, row in rows.items() if row["toestand"] == "dossier"))
    same(f"{name}, register: destroyed", sorted(gone), sorted(number for number, row in rows.items() if row["toestand"] == "vernietigd"))
    same(f"{name}, register: renumbered", sorted(former - gone), sorted(number for number, row in rows.items() if row["toestand"] == "hernummerd"))
    known = kept | gone | former
    missing = set()
    for year in {number[2:6] for number in known}:
        serials = {int(number[7:]) for number in known if number[2:6] == year}
        missing |= {f"K-{year}-{serial:04}" for serial in range(1, max(serials)) if serial not in serials}
    told = {f"K-{row['nummer'][2:6]}-{n:04}" for row in rows.values() if row["tot_en_met"] for n in range(int(row["nummer"][7:]), int(row["tot_en_met"][7:]) + 1)}
    same(f"{name}, register: gaps", sorted(missing), sorted(told))


def klacht(office, today, *words):
    return subprocess.run([KLACHT, "--map", str(office), "--vandaag", str(today), *words], capture_output=True, check=True).stdout


def set_limit(office, limit):
    rules = office / "dossiers" / "regeling.yaml"
    text = rules.read_text(encoding="utf-8")
    lines = [f"  verbergen_onder: {limit}" if line.startswith("  verbergen_onder:") else line for line in text.split("\n")]
    rules.write_text("\n".join(lines), encoding="utf-8")


def judge_hidden(name, office, complaints, destroyed, year, today):
    """With the limit in force nothing small is shown, and what is shown is right."""
    set_limit(office, 5)
    report = json.loads(klacht(office, today, "jaarverslag", str(year), "--formaat", "json"))
    tables, received, _ = expected_tables(complaints, destroyed, year, today)
    small, wrong, alone = [], [], []
    for table in report["tabellen"]:
        key, rows = table["tabel"], table["regels"]
        hidden = [row for row in rows if row["dit_jaar"] is None]
        for row in rows:
            count = tables[key][row["regel"]]
            if row["dit_jaar"] is not None and row["dit_jaar"] != count:
                wrong.append((key, row, count))
            if row["dit_jaar"] in (1, 2, 3, 4) and row["regel"] != "gegrond_of_deels":
                small.append((key, row))
        if len(hidden) == 1 and table["totaal"]["dit_jaar"] is not None:
            alone.append(key)
    judge(f"{name}: what is shown is right", wrong)
    judge(f"{name}: nothing small is shown", small)
    judge(f"{name}: no number is hidden by itself", alone)


class Plain(yaml.SafeDumper):
    """Writes a day twice rather than refer to the first."""

    def ignore_aliases(self, data):
        return True


def made_up(office, count, chance):
    """Writes dossiers with everything a figure can turn on, and returns the lines of those that were destroyed."""
    destroyed = []
    for serial in range(1, count + 1):
        received = dt.date(2025, 6, 1) + dt.timedelta(days=chance.randrange(540))
        number = f"K-{received.year}-{serial:04}"
        fate = chance.random()
        if fate < 0.05:
            continue
        if fate < 0.12:
            line = {"nummer": number, "ontvangen": f"{received.year}-K{(received.month + 2) // 3}", "grond": "bewaartermijn", "vernietigd_op": "2026-11-01"}
            line |= {key: value for key, value in {"betreft": ["product_of_dienst"], "oordeel": chance.choice(["gegrond", "ongegrond"]), "op_tijd": chance.choice(["ja", "nee"])}.items() if chance.random() < 0.8}
            destroyed.append(line)
            continue
        folder = office / "dossiers" / str(received.year) / number
        folder.mkdir(parents=True)
        text = yaml.dump(dossier(number, received, chance), Dumper=Plain, sort_keys=False, allow_unicode=True)
        (folder / "dossier.md").write_text(f"---\nschema: 1\n{text}---\n\n## Omschrijving\n\nx\n\n## Ondernomen stappen\n\ngeen\n", encoding="utf-8")
    lines = "".join("  - " + json.dumps(line, ensure_ascii=False).replace('"', "") + "\n" for line in destroyed)
    (office / "register" / "vernietigd.yaml").write_text(f"schema: 1\nvernietigd:\n{lines}", encoding="utf-8")
    return destroyed


def dossier(number, received, chance):
    """The facts of one dossier, as they may stand on 30 January 2027."""
    def later(day, most):
        return min(day + dt.timedelta(days=chance.randrange(most + 1)), dt.date(2027, 1, 30))

    submitted = received - dt.timedelta(days=chance.choice([0, 0, 1, 3]))
    status = chance.choice(["ontvangen", "in_behandeling", "afgehandeld", "afgehandeld", "gesloten", "gesloten", "opgelost_in_gesprek", "ingetrokken", "bezwaar_afgehandeld", "niet_in_behandeling_genomen", "onvolledig"])
    facts = {"nummer": number, "status": status, "ingediend_op": submitted, "ontvangen_op": received}
    facts |= {key: value for key, value in {
        "kanaal": chance.choice(["e-mail", "e-mail", "post"]), "bedrijfsonderdeel": chance.choice(["extrack", "examenleverancier", "geen"]),
        "betreft": chance.sample(["werkwijze_of_beleid", "product_of_dienst", "gedraging_medewerker"], chance.choice([1, 1, 2])),
        "klachtindiener": {"naam": chance.choice(["Sanne de Wit", "Sanne de Wit", "anoniem"])},
    }.items() if chance.random() < 0.92}
    if chance.random() < 0.2:
        facts["melding"] = {"gemeld_op": received - dt.timedelta(days=chance.randrange(20)), "wijze": "telefoon", "aangenomen_door": "P. Jansen"}
    if chance.random() < 0.4:
        facts["gesprekken"] = [{"soort": "vooraf", "gehouden_op": received, "uitkomst": outcome} if outcome else {"soort": "vooraf", "uitgenodigd_op": received}
                               for outcome in chance.choices(["opgelost", "niet_opgelost", "niet_gewenst", None], k=chance.choice([1, 2]))]
    messages, ended = [], later(received, 45)
    if chance.random() < 0.25:
        messages.append({"soort": "verzoek_om_aanvulling", "datum": later(received, 4), "kanaal": "e-mail"})
        messages.append({"soort": "aanvulling", "datum": later(messages[-1]["datum"], 9), "kanaal": "e-mail"})
    if chance.random() < 0.9:
        messages.append({"soort": "bevestiging", "datum": later(received, 12), "kanaal": chance.choice(["e-mail", "post", "telefoon"])})
    for _ in range(chance.choice([0, 0, 0, 1, 2])):
        notice = {"soort": "uitstelbericht", "datum": later(submitted, 40), "kanaal": "e-mail", "reden": "de drukker", "nieuwe_termijn": submitted + dt.timedelta(days=chance.randrange(20, 70))}
        notice.pop(chance.choice(["reden", "nieuwe_termijn", "x", "x", "x"]), None)
        messages.append(notice)
    if status in ("afgehandeld", "gesloten", "bezwaar_afgehandeld") and chance.random() < 0.85:
        messages.append({"soort": "reactie", "datum": ended, "kanaal": chance.choice(["e-mail", "post"])})
    if messages:
        facts["correspondentie"] = messages
    if status not in OPEN:
        facts["afhandeling"] = {"datum": ended, "wijze": chance.choice(["schriftelijke reactie", "Ingetrokken per mail"])}
        if chance.random() < 0.8:
            facts["afhandeling"]["oordeel"] = chance.choice(["gegrond", "deels_gegrond", "ongegrond", "geen_oordeel"])
        if chance.random() < 0.3:
            facts["afhandeling"]["reden"] = "gaat niet over ons"
        if facts["afhandeling"].get("oordeel") in FOUNDED and chance.random() < 0.8:
            measure = {"oorzaak": "één leverancier", "maatregel": chance.choice(["een tweede", "geen"]), "eigenaar": "Hoofd productie", "uiterlijk": ended + dt.timedelta(days=chance.randrange(200))}
            if chance.random() < 0.5:
                measure |= {"gereed_op": later(ended, 60), "doeltreffend": {"beoordeeld_op": later(ended, 90), "uitkomst": chance.choice(["ja", "deels", "nee"])}}
            facts["verbetering"] = [measure]
    if status == "bezwaar_afgehandeld":
        facts["bezwaar"] = {"ingediend_op": later(ended, 30), "appellant": "klachtindiener", "orgaan": "x", "gronden": "x"}
        facts["bezwaar"]["uitspraak"] = {"datum": later(facts["bezwaar"]["ingediend_op"], 60), "oordeel": chance.choice(["gegrond", "ongegrond"])}
    if chance.random() < 0.15:
        asked = later(received, 60)
        facts["verzoeken"] = [{"soort": chance.choice(["inzage", "verwijdering"]), "ontvangen_op": asked} | ({"voldaan_op": later(asked, 50)} if chance.random() < 0.7 else {})]
    if chance.random() < 0.1:
        facts["herhaling_van"] = "K-2025-0001"
    return facts


TODAY = dt.date(2027, 1, 31)
SEED = 20270131
invented = WORK / "verzonnen"
subprocess.run([KLACHT, "begin", str(invented)], check=True, capture_output=True)
example = WORK / "voorbeeld"
subprocess.run([KLACHT, "--vandaag", "2026-11-23", "voorbeeld", "--naar", str(example), "--niet-openen", "--niet-serveren"], check=True, capture_output=True)
for name, office, destroyed, today, years in (
    ("made up", invented, made_up(invented, 160, random.Random(SEED)), TODAY, (2025, 2026, 2027)),
    ("example", example, [], dt.date(2026, 11, 23), (2026,)),
):
    set_limit(office, 1)
    complaints = [Complaint(path, today) for path in sorted((office / "dossiers").glob("*/*/dossier.md"))]
    judge(f"{name}: there is something to count", len(complaints) < 25)
    judge_register(name, office, complaints, destroyed, today)
    for year in years:
        judge_report(name, office, complaints, destroyed, year, today)
        judge_audit(name, office, complaints, year, today)
    for year in years:
        judge_hidden(f"{name}, {year} with small numbers hidden", office, complaints, destroyed, year, today)
sys.exit(failed > 0)
