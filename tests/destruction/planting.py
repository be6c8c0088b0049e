"""A dossier folder with a person planted in it, and the book of where.

Every place has a mark of its own, so that what is found afterwards tells which place it was. A place is OURS when nothing
may be left of it, TOLD when the rehearsal has to name it so that the officer can judge.
"""

import os
import subprocess

NUMBER, OTHER = "K-2023-0002", "K-2023-0001"
FOLDER, OTHERS = f"dossiers/2023/{NUMBER}", f"dossiers/2023/{OTHER}"
PERSON, FORMERLY = "Quirina Zwaluwstaart", "Kwirina Swaluwstaert"
EMAIL, TELEPHONE, ADDRESS = "q.zwaluwstaart@vogelnest.example", "0698712345", "Spechtlaan 77, 9876 ZX Vogelstad"
ATTACHMENT = "bijlagemerk-7f3a91c4e5"
OURS, TOLD = "ours", "told"

DOSSIER = """---
schema: 1
nummer: {number}
status: gesloten

ingediend_op: 2023-03-01
ontvangen_op: 2023-03-01
kanaal: e-mail
bedrijfsonderdeel: extrack
betreft: [product_of_dienst]
onderwerp: Uitslag kwam te laat
overeenkomst: OVK-2023-1

klachtindiener:
  naam: {name}
  organisatie: geen
  postadres: {address}
  email: {email}
  telefoon: "{telephone}"

gesprekken:
  - soort: vooraf
    gehouden_op: 2023-03-01
    uitkomst: niet_opgelost

correspondentie:
  - soort: bevestiging
    datum: 2023-03-02
    kanaal: e-mail
  - soort: reactie
    datum: 2023-03-20
    kanaal: e-mail

afhandeling:
  datum: 2023-03-20
  wijze: schriftelijke reactie
  oordeel: ongegrond
---
## Omschrijving
{text}
## Ondernomen stappen
Gebeld.
"""


class Planting:
    """The folder, and which mark was planted where."""

    def __init__(self, folder, env):
        self.folder, self.env = folder, env
        self.places = {}

    def mark(self, place, kind=OURS, told=None):
        """A sentence about the person with the mark of this place; `told` is what the rehearsal has to say of it."""
        self.places[place] = (kind, told)
        return f"Gezegd door {PERSON}, {marked(place)}."

    def write(self, path, place, kind=OURS, told=None, text="{}\n"):
        """A file with the mark of this place."""
        self.put(path, text.format(self.mark(place, kind, told)))

    def put(self, path, content):
        on_disk = self.folder / path
        on_disk.parent.mkdir(parents=True, exist_ok=True)
        on_disk.write_bytes(content if isinstance(content, bytes) else content.encode())

    def dossier(self, text, name=PERSON):
        """The dossier as it reads with this text."""
        words = {"number": NUMBER, "name": name, "address": ADDRESS, "email": EMAIL, "telephone": TELEPHONE}
        self.put(f"{FOLDER}/dossier.md", DOSSIER.format(**words, text=text))

    def other(self, text):
        """The dossier that is kept, with this text."""
        words = {"number": OTHER, "name": "Sanne de Wit", "address": "Lindelaan 4, 1234 AB Voorbeeldstad"}
        words |= {"email": "s.dewit@linde.example", "telephone": "0612345678"}
        self.put(f"{OTHERS}/dossier.md", DOSSIER.format(**words, text=text))

    def git(self, *words, feed=None, **more):
        """What git answers; it must succeed."""
        done = subprocess.run(["git", *words], cwd=self.folder, env=self.env | more, input=feed, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"git {words}: {done.returncode} {done.stdout}{done.stderr}")
        return done.stdout.strip()

    def commit(self, message):
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)

    def recorded(self, text, message=f"{NUMBER}: tekst"):
        """A version of the dossier with this text, recorded on the branch in use."""
        self.dossier(text)
        self.commit(message)

    def blob(self, text):
        return self.git("hash-object", "-w", "--stdin", feed=text)

    def inside(self, path):
        """A path in git's folder, as seen from the dossier folder."""
        return os.path.join(".git", path)


def marked(place):
    """The mark of a place: no other word holds it."""
    return f"plek-{place.replace(' ', '-')}-hier".lower()
