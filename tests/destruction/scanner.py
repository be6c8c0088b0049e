"""Whether a text still stands anywhere in a folder: in any file, any git object, in any usual encoding, compressed or not.

It shares no code with the program, knows nothing of how that one works, and asks git only for what git itself can read. What
it finds is told by place: a file, or a file and an object in it.
"""

import base64
import binascii
import gzip
import html
import io
import os
import pathlib
import quopri
import re
import subprocess
import tempfile
import urllib.parse
import zipfile
import zlib

DEEPEST = 4
BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}(?:\r?\n[A-Za-z0-9+/_-]+)*={0,2}")

BASE32 = re.compile(rb"[A-Z2-7]{16,}={0,6}")
HEXADECIMAL = re.compile(rb"(?:[0-9a-fA-F]{2}){8,}")
# As JSON and programs escape a letter, and as Rich Text does.
ESCAPES = (r"\\u([0-9a-fA-F]{4})", r"\\x([0-9a-fA-F]{2})", r"\\'([0-9a-fA-F]{2})")


class Scanner:
    """Looks for these texts, and for these names of git objects, as hex and as bytes."""

    def __init__(self, texts, objects=()):
        self.texts = sorted({folded(text) for text in texts})
        self.objects = {name: bytes.fromhex(name) for name in objects}

    def scan(self, top):
        """Every place below a folder where one of the texts stands: a set of pairs of place and text."""
        found = set()
        for folder, folders, files in os.walk(top):
            here = pathlib.Path(folder)
            if is_store(here):
                found |= self.store(here, here.relative_to(top).as_posix())
            for name in [*folders, *files]:
                path = here / name
                shown = path.relative_to(top).as_posix()
                found |= {(shown, text) for text in self.within(shown.encode())}
                if path.is_symlink():
                    found |= {(shown, text) for text in self.within(os.readlink(path).encode())}
                elif path.is_file():
                    found |= self.file(path, shown)
        return found

    def file(self, path, shown):
        content = path.read_bytes()
        found = {(shown, text) for text in self.within(content)}
        if b"PACK" in content[:4096]:
            found |= {(shown, text) for text in self.pack(content[content.index(b"PACK"):], path)}
        return found

    def store(self, folder, shown):
        """What every object says that git finds in a store, reachable or not."""
        found = set()
        for name, content in objects_of(folder):
            found |= {(f"{shown}: object {name}", text) for text in self.within(content)}
            if name in self.objects:
                found.add((f"{shown}: object {name}", name))
        return found

    def pack(self, content, path):
        """What the objects of a pack say that may have no index; objects it builds upon come from the store around it."""
        with tempfile.TemporaryDirectory() as place:
            bare = pathlib.Path(place) / "los.git"
            subprocess.run(["git", "init", "-q", "--bare", bare], check=True)
            stores = [str(above / "objects") for above in [*path.parents] if is_store(above)]
            stores += [str(above / ".git/objects") for above in path.parents if is_store(above / ".git")]
            environment = {**os.environ, "GIT_ALTERNATE_OBJECT_DIRECTORIES": ":".join(stores)}
            subprocess.run(["git", "-C", bare, "unpack-objects", "-q", "-r"], input=content, env=environment, capture_output=True)
            return {text for _, said in objects_of(bare, environment) for text in self.within(said)}

    def within(self, content, depth=0):
        """Which of the texts stand in some bytes, as they are or in any disguise."""
        found = {text for guise in guises(content) for text in self.texts if text in guise}
        found |= {name for name, raw in self.objects.items() if raw in content or name.encode() in content}
        if depth < DEEPEST:
            for inner in unpacked(content):
                found |= self.within(inner, depth + 1)
        return found


def folded(text):
    return " ".join(text.lower().split())


def guises(content):
    """The bytes as text, in the encodings in which a text may stand as it is."""
    texts = [content.decode("utf-8", "replace"), content.decode("latin-1")]
    if b"\0" in content:
        for start in (0, 1):
            texts += [content[start:].decode(coding, "replace") for coding in ("utf-16-le", "utf-16-be")]
    for text in list(texts[:2]):
        if "%" in text:
            texts.append(urllib.parse.unquote(text))
        if "&" in text:
            texts.append(html.unescape(text))
        if "\\" in text:
            texts += [re.sub(escape, lambda match: chr(int(match[1], 16)), text) for escape in ESCAPES]
        if "+" in text:
            texts.append(text.replace("+", " "))
    return [folded(text) for text in texts]


def unpacked(content):
    """What is in the bytes when they are unpacked, in every way that works."""
    if b"=" in content:
        yield quopri.decodestring(content)
    for run in BASE64.findall(content):
        letters = re.sub(rb"[\r\n=]", b"", run)
        for start in range(min(4, len(letters) - 15)):
            piece = letters[start:]
            piece = piece[: len(piece) - (len(piece) % 4 == 1)]
            try:
                decoded = base64.b64decode(piece + b"=" * (-len(piece) % 4), altchars=b"-_" if b"-" in piece or b"_" in piece else None)
            except binascii.Error:
                continue
            is_packed = decoded.startswith((b"\x1f\x8b", b"PK\x03\x04"))
            if is_packed or sum(32 <= byte < 127 or byte in (9, 10, 13) for byte in decoded) > len(decoded) * 0.7:
                yield decoded
    for run in BASE32.findall(content):
        letters = run.rstrip(b"=")
        try:
            yield base64.b32decode(letters + b"=" * (-len(letters) % 8))
        except binascii.Error:
            continue
    for run in HEXADECIMAL.findall(content):
        yield bytes.fromhex(run.decode())
    for match in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", content):
        try:
            yield zlib.decompressobj().decompress(content[match.start():], 8 << 20)
        except zlib.error:
            continue
    if content.startswith(b"\x1f\x8b"):
        yield gzip.decompress(content)
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield archive.read(name)


def is_store(folder):
    return (folder / "objects").is_dir() and (folder / "HEAD").exists()


def objects_of(store, environment=None):
    """Name and content of every object a store has by itself or borrows."""
    command = ["git", "-c", "safe.directory=*", f"--git-dir={store}", "cat-file", "--batch-all-objects", "--batch", "--unordered"]
    answer = subprocess.run(command, env=environment, capture_output=True).stdout
    at = 0
    while at < len(answer):
        end = answer.index(b"\n", at)
        name, kind, size = answer[at:end].split()
        content = answer[end + 1 : end + 1 + int(size)]
        if kind == b"tree":
            content = re.sub(rb"\0.{20}", b"\n", content, flags=re.DOTALL)
        yield name.decode(), content
        at = end + 2 + int(size)
