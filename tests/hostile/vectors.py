"""Takes the vectors out of the published packages: read as data, never run. Usage: vectors.py FOLDER OUT.json"""

import ast
import json
import re
import sys
import unicodedata
import zipfile
from pathlib import Path

# What aims at a browser: a tag in any spelling, a handler, a scheme that runs, a link of Markdown, a template.
AIMED = re.compile(
    r"<[a-z!/?%\\]|&lt;?|&#x?0*(?:60|3c)|\\u003c|\\x3c|%3c|\bon\w+\s*=|(?:javascript|vbscript|data)\s*:|\]\(|\{\{", re.IGNORECASE
)


def payloads(source):
    """The strings that a Python file gives to «payload»."""
    for node in ast.walk(ast.parse(source)):
        named = [keyword.value for keyword in node.keywords if keyword.arg == "payload"] if isinstance(node, ast.Call) else []
        for value in named:
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield value.value


def published(wheel):
    """Every string of a package that is meant to be typed where it does harm."""
    with zipfile.ZipFile(wheel) as package:
        for name in sorted(package.namelist()):
            if name.startswith("brs_kb/payloads/") and name.endswith(".py"):
                yield from payloads(package.read(name).decode())
            elif name.endswith("blns.json"):
                yield from (text for text in json.loads(package.read(name)) if isinstance(text, str))


def can_be_typed(text):
    """Whether something is left of it when a reader takes away what cannot be seen; a lone surrogate is in no file."""
    seen = any(unicodedata.category(sign)[0] in "LNPS" for sign in text)
    return seen and not any(0xD800 <= ord(sign) <= 0xDFFF for sign in text)


def main(folder, out):
    """Writes every vector once, and tells how many there are of each package."""
    found = {}
    for wheel in sorted(Path(folder).glob("*.whl")):
        before = len(found)
        for text in published(wheel):
            if can_be_typed(text):
                found.setdefault(text, wheel.name)
        print(f"{wheel.name}: {len(found) - before} vectors that no list before it had")
    aimed = sum(1 for text in found if AIMED.search(text))
    print(f"{len(found)} different vectors, {aimed} of them with markup, a handler, a scheme, a link or a template")
    Path(out).write_text(json.dumps(list(found)), encoding="utf-8")
    if aimed < 3000:
        sys.exit("FAILED: fewer than 3000 vectors aim at a browser")


main(*sys.argv[1:])
