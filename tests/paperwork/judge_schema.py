"""The JSON Schema for editors, used by python3-jsonschema, and held against what the program itself says of the same files.

Run with KLACHT, the program, and a folder of its own to work in.
"""

import json
import os
import pathlib
import re
import subprocess
import sys

import jsonschema
import yaml

KLACHT = os.environ["KLACHT"]
WORK = pathlib.Path(sys.argv[1])
ROOT = pathlib.Path(__file__).parent.parent.parent
# What a schema can see: the form of a file, not the procedure.
FORM = {
    "sleutel-onbekend",
    "woord-onbekend",
    "datum-onleesbaar",
    "nummer-ongeldig",
    "waarde-leeg",
    "waarde-verkeerde-soort",
    "geen-dossier",
    "schema-onbekend",
}
# What keeps a file from being read at all, or only reads when what is wrong is got past.
UNREADABLE = re.compile("bestand-|kop-|yaml-|tab-|te-diep|sleutel-dubbel|conflict-in|aanhalingstekens|tekst-afgekapt")
failed = 0


def judge(name, wrong):
    global failed
    failed += bool(wrong)
    print(f"FAILED {name}: {wrong}" if wrong else f"ok {name}")


class Editor(yaml.SafeLoader):
    """YAML as editors read it, after its version 1.2: a day is a text, and only true and false are yes and no."""

    yaml_implicit_resolvers = {}


for tag, shape, first in [
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"^(?:[-+]?[0-9]+)$", list("-+0123456789")),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)(?:[eE][-+]?[0-9]+)?$", list("-+.0123456789")),
]:
    Editor.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(shape), first)
Editor.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))


def schema(*words):
    text = subprocess.run([KLACHT, "schema", *words], capture_output=True, check=True, text=True).stdout
    read = json.loads(text)
    jsonschema.Draft7Validator.check_schema(read)
    return jsonschema.Draft7Validator(read, format_checker=jsonschema.FormatChecker())


DOSSIER, RULES = schema(), schema("--regeling")


def front_matter(text):
    return yaml.load(re.match(r"\ufeff?---\r?\n(.*?)^---\r?$", text, re.DOTALL | re.MULTILINE)[1], Editor)


def refused(validator, read):
    """What the schema says against it, each by the way to it."""
    return [f"{'.'.join(map(str, error.absolute_path))}: {error.validator}" for error in validator.iter_errors(read)]


def judge_all_valid(name, validator, files, read):
    wrong = {str(path): said for path in files if (said := refused(validator, read(path.read_text())))}
    judge(f"{name}: {len(files)}, all valid", wrong or ([] if files else ["none found"]))


judge_all_valid("own dossiers", DOSSIER, sorted(ROOT.glob("dossiers/*/*/dossier.md")), front_matter)
subprocess.run([KLACHT, "voorbeeld", "--naar", WORK / "voorbeeld", "--niet-openen", "--niet-serveren"], check=True, capture_output=True)
judge_all_valid("the example", DOSSIER, sorted(WORK.glob("voorbeeld/dossiers/*/*/dossier.md")), front_matter)
rule_files = [ROOT / "dossiers/regeling.yaml", *sorted(ROOT.glob("src/source/rule_file/shipped/*.yaml"))]
judge_all_valid("rule files", RULES, rule_files, lambda text: yaml.load(text, Editor))

# The gallery of remarks: what is wrong in form is refused, whatever else is wrong is not.
seen, wrong = set(), []
for page in sorted(ROOT.glob("tests/remarks/*.md")):
    block = re.search(r"^```dossier\n(.*?)^```$", page.read_text(), re.DOTALL | re.MULTILINE)
    if not block or UNREADABLE.match(page.stem):
        continue
    seen.add(page.stem)
    said = refused(DOSSIER, front_matter(block[1]))
    if bool(said) != (page.stem in FORM):
        wrong.append((page.stem, said))
judge(f"the gallery: {len(seen)} pages, what is wrong in form is refused and nothing else", wrong or sorted(FORM - seen))

# The large example with one value or key spoiled at a time, told by the program and by the schema.
large = re.findall(r"^```markdown\n(.*?)^```$", (ROOT / "docs/dossier.md").read_text(), re.DOTALL | re.MULTILINE)[1]
SPOILED = ["zomaar", "2026-02-30", "3-11-2026", "[zomaar]", "{zomaar: iets}", "true", "12", '""', "", "geen", "klachtindiener", "K-2026-0000"]
variants = {}
for at, line in enumerate(large.splitlines()):
    found = re.match(r"([- ]*)([a-z_]+):(.*)$", line)
    if not found:
        continue
    before, key, value = found.groups()
    others = [f"{before}{key}q:{value}", f"{before}x_{key}:{value}"]
    if value.strip():
        others += [f"{before}{key}: {other}" for other in SPOILED]
    for other in others:
        lines = large.splitlines()
        lines[at] = other
        variants[f"K-2026-{len(variants) + 1:04}"] = (other, "\n".join(lines) + "\n")
office = WORK / "kantoor"
subprocess.run([KLACHT, "begin", office], check=True, capture_output=True)
for number, (_, text) in variants.items():
    folder = office / "dossiers/2026" / number
    folder.mkdir(parents=True)
    (folder / "dossier.md").write_text(text)
answer = subprocess.run([KLACHT, "--map", office, "controleer", "--formaat", "json"], capture_output=True, text=True)
told = {}
for remark in json.loads(answer.stdout)["opmerkingen"]:
    told.setdefault(pathlib.Path(remark["bestand"]).parent.name, set()).add(remark["code"])
wrong, both = [], [0, 0]
for number, (line, text) in variants.items():
    codes = told.get(number, set())
    if any(UNREADABLE.match(code) for code in codes):
        continue
    said = refused(DOSSIER, front_matter(text))
    both[bool(said)] += 1
    if bool(said) != bool(codes & FORM):
        wrong.append((line, sorted(codes & FORM), said))
judge(f"the large example spoiled {sum(both)} times: {both[1]} refused and {both[0]} not, as the program does", wrong or [both] * (min(both) < 50))

sys.exit(failed > 0)
