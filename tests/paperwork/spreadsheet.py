"""A list opened by LibreOffice as a Dutch office opens it, cell by cell."""

import pathlib
import subprocess
import xml.etree.ElementTree as xml

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
DUTCH = 1043


def opened(path, work, detect):
    """Rows of (kind, value, formula); with `detect` the office looks for days and times as eagerly as it can."""
    out = pathlib.Path(work) / f"opened-{detect}"
    options = f"CSV:59,34,76,1,,{DUTCH},false,{str(detect).lower()}"
    home = (pathlib.Path(work) / "office-home").as_uri()
    words = ["soffice", "--headless", f"-env:UserInstallation={home}", f"--infilter={options}", "--convert-to", "fods", "--outdir", str(out), str(path)]
    subprocess.run(words, check=True, capture_output=True, timeout=120)
    rows = []
    for row in xml.parse(out / f"{path.stem}.fods").iter(f"{TABLE}table-row"):
        cells = []
        for cell in row.findall(f"{TABLE}table-cell"):
            cells += [read(cell)] * min(int(cell.get(f"{TABLE}number-columns-repeated", "1")), 200)
        rows.append(cells)
    return rows


def read(cell):
    """One cell as (kind, value, formula): a text in its own words, a day in ISO form, a number as it is."""
    kind = cell.get(f"{OFFICE}value-type")
    formula = cell.get(f"{TABLE}formula")
    value = cell.get(f"{OFFICE}date-value") or cell.get(f"{OFFICE}value") or "\n".join(words(paragraph) for paragraph in cell.findall(f"{TEXT}p"))
    return kind, value, formula


def words(node):
    """The words of a paragraph, with the spaces and tabs the format writes as elements."""
    told = node.text or ""
    for child in node:
        if child.tag == f"{TEXT}s":
            told += " " * int(child.get(f"{TEXT}c", "1"))
        elif child.tag == f"{TEXT}tab":
            told += "\t"
        else:
            told += words(child)
        told += child.tail or ""
    return told
