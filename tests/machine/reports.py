"""SARIF and JUnit, over our own examples and over odd folders, held to their schemas and to what the JSON answer counts."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import urllib.parse

import jsonschema
import junitparser
import xmlschema
import yaml

TOOLS, WORK = map(pathlib.Path, sys.argv[1:3])
KLACHT = os.environ["KLACHT"]
LEVELS = {"error": "fout", "warning": "waarschuwing", "note": "info"}

sarif_schema = json.loads((TOOLS / "sarif/lib/schemas/sarif-2.1.0-rtm.5.json").read_text())
validator = jsonschema.validators.validator_for(sarif_schema)
sarif = validator(sarif_schema, format_checker=validator.FORMAT_CHECKER)
junit = xmlschema.XMLSchema(str(TOOLS / "junit/junit-10.xsd"))
failed = False


def judge(name, verdict, why=""):
    global failed
    failed |= not verdict
    print(f"ok {name}" if verdict else f"FAILED {name}: {why}", flush=True)


def answer(folder, form, *more):
    words = [KLACHT, "--map", str(folder), "--vandaag", "2026-11-23", "controleer", "--formaat", form, *more]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return done.stdout, done.returncode


def typed(folder):
    """Every text of a complainant in the dossiers: what may be in no report."""
    found = set()
    for path in pathlib.Path(folder).glob("dossiers/*/*/dossier.md"):
        head = path.read_text(errors="replace").split("\n---\n")[0].removeprefix("---\n")
        try:
            facts = yaml.load(head, yaml.BaseLoader) or {}
        except yaml.YAMLError:
            continue
        person = facts.get("klachtindiener") or {}
        found |= {text for text in person.values() if isinstance(text, str) and len(text) > 6 and text not in ("niet_opgegeven", "anoniem")}
        if isinstance(facts.get("onderwerp"), str):
            found.add(facts["onderwerp"])
    return found


def files_of(log, top):
    """Whether every result lies in a file that is there, on a line it has."""
    for result in log["runs"][0]["results"]:
        place = result["locations"][0]["physicalLocation"]
        path = top / urllib.parse.unquote(place["artifactLocation"]["uri"])
        if not path.exists():
            return str(path)
        if "region" in place and place["region"]["startLine"] > len(path.read_bytes().split(b"\n")):
            return str(place)
    return ""


def judge_folder(name, folder, top):
    told = json.loads(answer(folder, "json")[0])
    text, code = answer(folder, "sarif")
    log = json.loads(text)
    errors = list(sarif.iter_errors(log))
    judge(f"{name}: SARIF is valid", not errors, errors[:1])
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    same = [(LEVELS[one["level"]], rules[one["ruleIndex"]]["id"], one["ruleId"]) for one in run["results"]]
    expected = [(one["ernst"], one["code"], one["code"]) for one in told["opmerkingen"]]
    judge(f"{name}: SARIF has the remarks of the JSON answer", sorted(same) == sorted(expected), (same[:3], expected[:3]))
    prints = [json.dumps(one["partialFingerprints"]) for one in run["results"] if "region" in one["locations"][0]["physicalLocation"]]
    judge(f"{name}: no two fingerprints are the same", len(prints) == len(set(prints)))
    missing = files_of(log, top)
    judge(f"{name}: SARIF names files that are there", not missing, missing)

    xml, junit_code = answer(folder, "junit")
    problems = list(junit.iter_errors(xml))
    judge(f"{name}: JUnit is valid", not problems, problems[:1])
    path = WORK / "report.xml"
    path.write_text(xml)
    report = junitparser.JUnitXml.fromfile(str(path))
    cases = [case for suite in report for case in suite]
    failures = sum(case.is_failure for case in cases)
    counted = (report.tests, report.failures, failures)
    judge(f"{name}: JUnit counts the errors", counted == (len(cases), told["geteld"]["fouten"], told["geteld"]["fouten"]), counted)
    names = [(case.classname, case.name) for case in cases if case.classname.startswith("K-")]
    judge(f"{name}: every case has a name of its own", len(names) == len(set(names)))
    strict, strict_code = answer(folder, "junit", "--streng")
    judge(f"{name}: strict fails by what it shows", ("<failure" in strict) == (strict_code in (1, 3)), strict_code)
    codes = {answer(folder, form)[1] for form in ("tekst", "json", "github")} | {code, junit_code}
    judge(f"{name}: every format ends alike", len(codes) == 1, codes)
    # The pages that explain the remarks have invented people of their own.
    reports = (json.dumps(run["results"], ensure_ascii=False), xml, answer(folder, "github")[0])
    leaked = [secret for secret in typed(folder) for report in reports if secret in report]
    judge(f"{name}: nothing typed of a complainant is told", not leaked, leaked)


def planted(name):
    """A copy of the dossiers of the tests in a repository below a folder with an odd name, with stray files about."""
    top = WORK / "repository"
    folder = top / name
    shutil.copytree("tests/office", folder)
    subprocess.run(["git", "init", "-q", str(top)], check=True)
    (folder / "dossiers/klacht van Sanne <de> \"Wit\" & co.md").write_text("los\n")
    (folder / "dossiers/2026/K-2026-0001/dossier.md").write_bytes(b"---\nschema: 1\nnummer: \x01K<&>\nstatus: \"]]>\"\n\xff---\n")
    return folder, top


judge_folder("own examples", pathlib.Path("."), pathlib.Path("."))
judge_folder("dossiers of the tests", pathlib.Path("tests/office"), pathlib.Path("."))
judge_folder("unsound rule file", pathlib.Path("tests/office-stuk"), pathlib.Path("."))
judge_folder("odd names", *planted('a&b <c> "d"'))
sys.exit(failed)
