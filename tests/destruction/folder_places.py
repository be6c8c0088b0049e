"""Everything in the dossier folder itself: what the program made, what an editor left, and what stands elsewhere."""

import base64
import gzip
import html
import io
import os
import quopri
import urllib.parse
import zipfile

from planting import ADDRESS, ATTACHMENT, FOLDER, NUMBER, OTHER, OTHERS, PERSON, TOLD


def escaped(form):
    """Every letter of a text written in this form."""
    return lambda text: "".join(form.format(ord(letter)) for letter in text)


# Texts written for a machine: a name of a file, and how its text is written.
WRITTEN = [
    ("antwoord.json", lambda text: '{"tekst": "' + escaped("\\u{:04x}")(text) + '"}'),
    ("logboek.txt", escaped("\\x{:02x}")),
    ("brief.rtf", lambda text: "{\\rtf1\\ansi\\ansicpg1252 " + escaped("\\'{:02x}")(text) + "\\par}"),
    ("sleutel.txt", lambda text: "Bijlage:\n" + base64.b32encode(text.encode()).decode()),
    ("dubbel.txt", lambda text: base64.b64encode(base64.b64encode(text.encode())).decode()),
    ("bytes.txt", lambda text: text.encode().hex()),
]
# Pieces that nobody can look into, by how each begins; what stands behind it is for the scanner alone.
CLOSED = [("pak.7z", b"7z\xbc\xaf\x27\x1c"), ("pak.zst", b"(\xb5/\xfd"), ("pak.rar", b"Rar!\x1a\x07\x01\0"), ("pak.xz", b"\xfd7zXZ\0"), ("pak.bz2", b"BZh91AY")]


def plant_recorded(one):
    """What is recorded elsewhere than in the dossier: in another dossier, in its message, beside the dossiers."""
    one.other(one.mark("another dossier, an older version", TOLD, f"{OTHERS}/dossier.md, in een oudere versie"))
    one.commit(f"{OTHER}: tekst")
    one.other(one.mark("another dossier", TOLD, f"{OTHERS}/dossier.md"))
    one.commit(one.mark("message of another dossier", TOLD, "omschrijving van vastlegging"))
    mail = "From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/plain; charset={}\nContent-Transfer-Encoding: {}\n\n{}\n"
    for name, coding, encode in (("base64", "utf-8", base64.encodebytes), ("qp", "utf-8", quopri.encodestring)):
        shown = f"{OTHERS}/bijlagen/{name}.eml"
        text = one.mark(f"another dossier, a mail in {name}", TOLD, shown)
        one.put(shown, mail.format(coding, "base64" if name == "base64" else "quoted-printable", encode(text.encode()).decode()))
    for name, encode in (("utf-16", lambda text: text.encode("utf-16")), ("latin-1", lambda text: f"één {text}".encode("latin-1")),
                         ("procent", lambda text: urllib.parse.quote(text).encode()),
                         ("entiteit", lambda text: "".join(f"&#{ord(letter)};" for letter in text).encode())):
        shown = f"{OTHERS}/bijlagen/{name}.txt"
        one.put(shown, encode(one.mark(f"another dossier, {name}", TOLD, shown)))
    for name, encode in WRITTEN:
        shown = f"{OTHERS}/bijlagen/{name}"
        one.put(shown, encode(one.mark(f"another dossier, {name}", TOLD, shown)))
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as inside:
        inside.writestr("brief.txt", one.mark("another dossier, an archive", TOLD, f"{OTHERS}/bijlagen/stukken.zip"))
    one.put(f"{OTHERS}/bijlagen/stukken.zip", archive.getvalue())
    one.commit(f"{OTHER}: bijlagen")
    writer = ["-c", f"user.name={PERSON}", "-c", "user.email=plek-the-writer-of-a-recording-hier@vogelnest.example"]
    one.git(*writer, "commit", "-q", "--allow-empty", "-m", "Leeg")
    one.places["the writer of a recording"] = (TOLD, "schrijver van vastlegging")
    one.write("dossiers/2023/aantekening.txt", "a file beside the dossiers", TOLD, "dossiers/2023/aantekening.txt")
    one.put(".gitignore", "site\ninzage\nuit\nprive\n*.bundle\nreserve.git\nkopie\n")
    one.commit("Inrichting")


def plant_made(one, klacht):
    """What the program makes of a dossier: sites, lists, pages; then the bundle as it hands one out."""
    one.dossier(one.mark("site of the folder"))
    klacht("bouw", "--naar", "site")
    one.dossier(one.mark("site elsewhere in the folder"))
    klacht("bouw", "--naar", "uit/eigen")
    one.put("uit/half.nieuw/.klacht-site", "")
    one.write("uit/half.nieuw/dossier.html", "site that was never finished")
    one.dossier("Tekst.")
    for place, folder in (("bundle of the inspection", f"inzage/{NUMBER}"), ("bundle elsewhere", "uit/voor-de-klager"),
                          ("bundle that was never finished", f"inzage/{NUMBER}.nieuw")):
        one.put(f"{folder}/.klacht-inzage", "inzage.html\ngegevens.txt\n")
        one.put(f"{folder}/.gitignore", "*\n")
        one.put(f"{folder}/gegevens.txt", f"Inzage in klachtdossier {NUMBER}\nStand op 2026-11-02\n")
        one.write(f"{folder}/inzage.html", place)
    one.write(f"{FOLDER}/.klacht-Ab12", "a temporary file of the program in the dossier")


def plant_of_editors(one):
    """What editors and other programs leave beside a file: gone with the folder of the dossier, named elsewhere."""
    one.write("dossiers/2023/.klacht-Ab12", "a temporary file of the program")
    for name in (".dossier.md.swp", "dossier.md~", "#dossier.md#", "dossier.md.orig", "dossier.md.rej", "dossier.md.bak", ".~lock.brief.odt#",
                 "~$brief.docx", "4913", "kopie/dossier.md", ".dossier.md.un~"):
        one.write(f"{FOLDER}/{name}", f"the dossier’s {name}")
    for path in (".dossier.md.swp", "dossier.md.orig", "dossier kopie.md", "prive/notitie.txt", ".vscode/geschiedenis.json",
                 ".Trash-1000/files/dossier.md", f"dossiers/2023/{NUMBER}.bak/dossier.md", "werk/.git.klacht/x.txt"):
        one.write(path, f"elsewhere, {path}", TOLD, path)
    one.put(f"uit/{PERSON.split()[1]}-plek-elsewhere,-a-name-of-a-file-hier.pdf", b"%PDF-1.7\n")
    one.places["elsewhere, a name of a file"] = (TOLD, f"uit/{PERSON.split()[1]}")
    os.symlink(f"/ergens/{PERSON.replace(' ', '-')}-plek-elsewhere,-a-link-hier", one.folder / "verwijzing")
    one.places["elsewhere, a link"] = (TOLD, "verwijzing")
    text = one.mark("elsewhere, percent", TOLD, "uit/adres.url")
    one.put("uit/adres.url", urllib.parse.quote_plus(text))
    one.put("uit/adres.html", html.escape(one.mark("elsewhere, html", TOLD, "uit/adres.html")) + f"<b>{ADDRESS}</b>")
    for name, begins in CLOSED:
        text = one.mark(f"elsewhere, {name}", TOLD, f"uit/{name}")
        one.put(f"uit/{name}", begins + text.encode())
    packed = one.mark("elsewhere, a packed piece", TOLD, "uit/pak.gz")
    one.put("uit/pak.gz", gzip.compress(packed.encode()))
    within = one.mark("elsewhere, a packed piece within a mail", TOLD, "pak.gz")
    letters = base64.encodebytes(gzip.compress(within.encode())).decode()
    kind = 'Content-Type: application/gzip; name="pak.gz"\nContent-Disposition: attachment; filename="pak.gz"\nContent-Transfer-Encoding: base64'
    one.put("uit/mail.eml", f"From: a@b.example\nMIME-Version: 1.0\n{kind}\n\n{letters}")
    one.places["elsewhere, a packed piece within a mail"] = (TOLD, "uit/mail.eml: pak.gz")
    one.put("uit/brief-kopie.txt", one.mark("elsewhere, a copy of an attachment", TOLD, "uit/brief-kopie.txt") + ATTACHMENT)
