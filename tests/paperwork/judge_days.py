"""The reckoning the other judges rely on, against the table of reference dates."""

import csv
import datetime as dt
import pathlib
import sys

import reckoning

TABLE = pathlib.Path(__file__).parent.parent / "data" / "terms-2026-2027.csv"
COLUMNS = {
    "acknowledge_by": reckoning.acknowledge_by,
    "answer_by": reckoning.answer_by,
    "answer_practical": lambda day: reckoning.last_working_day_until(reckoning.answer_by(day)),
    "extension_amply_by": lambda day: reckoning.working_days_before(reckoning.answer_by(day), 5),
    "inspection_by": lambda day: reckoning.months_after(day, 1),
    "destroy_from": reckoning.destroy_from,
}

with TABLE.open(newline="") as file:
    rows = list(csv.DictReader(file))
failed = len(rows) != 730
for column, reckoned in COLUMNS.items():
    wrong = [row["event"] for row in rows if reckoned(dt.date.fromisoformat(row["event"])).isoformat() != row[column]]
    failed = failed or bool(wrong)
    print(f"FAILED {column}: {wrong[:3]}" if wrong else f"ok {column} on {len(rows)} days")
sys.exit(failed)
