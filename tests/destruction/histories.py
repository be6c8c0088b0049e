"""Invented complaints with their whole history, as many as asked, made by git itself.

Every word by which someone could be known stands in one dossier and nowhere else, so that finding it tells whose it is.
"""

import base64
import datetime as dt
import subprocess

YEARS = range(2021, 2026)
SYLLABLES = [first + last for first in "bdfgklmnprstvwz" for last in ("a", "e", "i", "o", "u", "aa", "ee", "oo", "ij", "ui")]
# The days after receipt on which something was recorded, and what it says of itself.
STEPS = [(0, "nieuw"), (1, "correspondentie"), (3, "status ontvangen -> in_behandeling"), (12, "correspondentie"), (15, "bijlagen"),
         (26, "status in_behandeling -> afgehandeld"), (33, "verbetering"), (40, "status afgehandeld -> gesloten")]
OFFICERS = [("B. Becker", "b.becker@kantoor.example"), ("Zoë Ĳsbrandts", "z.ijsbrandts@kantoor.example")]
RULES = "dossiers/regeling.yaml"


def word(number):
    """A word that no other number has."""
    text = ""
    for _ in range(4):
        number, syllable = divmod(number, len(SYLLABLES))
        text += SYLLABLES[syllable]
    return text.capitalize()


class Complaint:
    """One complaint: its number, its people, and its text at every step."""

    def __init__(self, index, count):
        a_year = -(-count // len(YEARS))
        year, serial = divmod(index, a_year)
        self.index = index
        self.number = f"K-{YEARS[year]}-{serial + 1:04d}"
        self.folder = f"dossiers/{YEARS[year]}/{self.number}"
        self.received = dt.date(YEARS[year], 1, 1) + dt.timedelta(days=serial * 320 // a_year)
        self.first, self.last, self.street, self.about = (word(7919 * (4 * index + part) + 31) for part in range(4))
        self.telephone = f"06{10_000_000 + 7919 * index}"
        self.email = f"{self.first.lower()}@klant.example"

    def words(self):
        """What no other dossier has: the words, digits and number to look for afterwards."""
        return {self.first.lower(), self.last.lower(), self.street.lower(), self.about.lower(), self.telephone[1:], self.number.lower()}

    def day(self, after):
        return (self.received + dt.timedelta(days=after)).isoformat()

    def text(self, step):
        """The dossier file after this step."""
        status = ["ontvangen", "ontvangen", "in_behandeling", "in_behandeling", "in_behandeling", "afgehandeld", "afgehandeld", "gesloten"][step]
        lines = ["---", "schema: 1", f"nummer: {self.number}", f"status: {status}", "", f"ingediend_op: {self.day(0)}", f"ontvangen_op: {self.day(0)}",
                 "kanaal: e-mail", "bedrijfsonderdeel: extrack", "betreft: [product_of_dienst]", f"onderwerp: Over {self.about}", "overeenkomst: geen",
                 "contactpersoon_intern: P. Jansen", "", "klachtindiener:", f"  naam: {self.first} van {self.last}", "  organisatie: geen",
                 f"  postadres: {self.street} 4, 1234 AB Voorbeeldstad", f"  email: {self.email}", f'  telefoon: "{self.telephone}"', "  voorkeur: e-mail", "",
                 "behandelaar: B. Becker", ""]
        sent = [(1, 1, "bevestiging"), (3, 12, "tussenbericht"), (5, 26, "reactie")]
        if step >= 1:
            lines.append("correspondentie:")
            for at, day, kind in sent:
                lines += [f"  - soort: {kind}", f"    datum: {self.day(day)}", "    kanaal: e-mail", "    onderwerp: Uw klacht"] if step >= at else []
            lines.append("")
        if step >= 5:
            lines += ["afhandeling:", f"  datum: {self.day(26)}", "  wijze: schriftelijke reactie", "  oordeel: gegrond", ""]
        if step >= 6:
            lines += ["verbetering:", "  - oorzaak: Eén leverancier voor alles", "    maatregel: Tweede leverancier gecontracteerd", "    betreft: [werkwijze]",
                      "    eigenaar: Hoofd productie", f"    uiterlijk: {self.day(80)}", f"    gereed_op: {self.day(33)}", ""]
        steps = "\n".join(f"{number}. Stap {number}: gebeld, gemaild en besproken wat {self.about} zou oplossen." for number in range(1, step + 1))
        return "\n".join(lines) + f"---\n\n## Omschrijving\n\n{self.first} schreef dat {self.about} te laat kwam.\n\n## Ondernomen stappen\n\n{steps}\n"

    def letter(self):
        """A mail among the pieces, its text where a plain search does not find it."""
        body = base64.encodebytes(f"Met groet, {self.first} van {self.last}, {self.telephone}".encode()).decode()
        return f"From: {self.email}\nSubject: Over {self.about}\nContent-Transfer-Encoding: base64\nContent-Type: text/plain; charset=utf-8\n\n{body}"


def complaints(count):
    """The complaints, in the order of their numbers."""
    return [Complaint(index, count) for index in range(count)]


def gone(all_of_them, count):
    """Those that are to go: spread over the first two years, whose term has passed."""
    old = [one for one in all_of_them if one.received.year <= YEARS[1]]
    return [old[at * len(old) // count] for at in range(count)]


def record(folder, all_of_them, rules, env):
    """A repository with every step of every complaint as a commit, in the order of time; every twentieth goes by a side branch."""
    subprocess.run(["git", "init", "-q", "-b", "main", folder], env=env, check=True)
    writer = subprocess.Popen(["git", "-C", folder, "fast-import", "--quiet", "--done"], env=env, stdin=subprocess.PIPE)
    put, marks = writer.stdin.write, iter(range(1, 10**9))

    def commit(when, officer, message, files, branch="main", parents=()):
        mark, (name, email) = next(marks), OFFICERS[officer]
        # Written down a while before it was recorded, as after a rebase.
        put(f"commit refs/heads/{branch}\nmark :{mark}\nauthor {name} <{email}> {when - officer * 37} +0200\ncommitter {name} <{email}> {when} +0100\n".encode())
        put(b"data %d\n%s\n" % (len(message.encode()), message.encode()))
        for word_, parent in zip(("from", "merge"), parents):
            put(f"{word_} :{parent}\n".encode())
        for path, text in files.items():
            put(f"M 100644 inline {path}\n".encode() + b"data %d\n%s\n" % (len(text), text))
        return mark

    def tag(name, mark):
        put(f"tag {name}\nfrom :{mark}\ntagger B. Becker <b.becker@kantoor.example> 1 +0000\ndata 8\nHet jaar\n".encode())

    last = commit(1_500_000_000, 0, "Regeling vastgelegd\n", {RULES: rules})
    tips = {"main": last}
    events = sorted((one.received + dt.timedelta(days=day), one.index, step) for one in all_of_them for step, (day, _) in enumerate(STEPS))
    year = YEARS[0]
    for order, (day, index, step) in enumerate(events):
        one = all_of_them[index]
        if day.year != year:
            tag(f"jaar-{year}", last)
            year = day.year
        when = 1_600_000_000 + order * 61
        files = {f"{one.folder}/dossier.md": one.text(step).encode()}
        if STEPS[step][1] == "bijlagen" and index % 4 == 0:
            files[f"{one.folder}/bijlagen/mail.eml"] = one.letter().encode()
        message = f"{one.number}: {STEPS[step][1]}\n\nDossier: {one.number}\n"
        if index % 20 == 0 and step == 3:
            side = commit(when, index % 2, message, files, branch="zij", parents=[last])
            # Brought in the tree of both lines: what the side has comes on top of what stands there.
            last = commit(when + 1, 0, "Samengevoegd\n", files, parents=[last, side])
        else:
            last = commit(when, index % 2, message, files, parents=[last])
        tips["main"] = last
    tag("einde", last)
    put(b"done\n")
    writer.stdin.close()
    if writer.wait():
        raise RuntimeError("git fast-import failed")
    subprocess.run(["git", "-C", folder, "checkout", "-q", "-f", "main"], env=env, check=True)
