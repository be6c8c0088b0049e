#!/usr/bin/env python3
"""Reference dates for the two invented procedures, made from their text and from nothing else.

docs/regelingen/zes-weken.md and docs/regelingen/tien-werkdagen.md are what is counted here; the numbers in comments are
their articles. Run it in this folder to write the tables anew:  python3 regelingen.py
"""
from datetime import date, timedelta
from calendar import monthrange

ONE = timedelta(days=1)


def easter(year):
    """Easter Sunday, after the almanac."""
    golden = year % 19
    century, rest = divmod(year, 100)
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def days_off(year, good_friday):
    """The days off of a year; neither procedure names 5 May."""
    sunday = easter(year)
    king = date(year, 4, 27)
    moving = [1, 39, 50] + ([-2] if good_friday else [])
    off = {sunday + days * ONE for days in moving}
    return off | {date(year, 1, 1), date(year, 12, 25), date(year, 12, 26), king - ONE if king.weekday() == 6 else king}


def works(day, good_friday):
    return day.weekday() < 5 and day not in days_off(day.year, good_friday)


def walk(day, count, good_friday):
    """So many working days on, or back when negative."""
    step = ONE if count > 0 else -ONE
    left = abs(count)
    while left:
        day += step
        left -= works(day, good_friday)
    return day


def on_or(day, step, good_friday):
    while not works(day, good_friday):
        day += step
    return day


def months(day, count):
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def six_weeks(start):
    off = True
    answer = on_or(start + 42 * ONE, ONE, off)  # 9:11(1): six weeks, on to the first working day
    return [
        walk(start, 5, off),  # 9:6(1)
        answer,
        answer,  # the day itself always is a working day
        answer - 7 * ONE,  # 9:11(2): at least a week before
        answer + 28 * ONE,  # 9:11(2): at most four weeks
        months(start, 1),  # the law: a month for the request of a person
        months(start, 24) + ONE,  # 9:14: at least two years
        months(start, 60),  # 9:14: at most five
    ]


def ten_working_days(start):
    off = False
    answer = walk(start, 10, off)  # 7
    return [
        walk(start, 1, off),  # 6
        answer,
        answer,
        walk(answer, -3, off),  # 10: amply, three working days by choice
        "",  # no maximum
        start + 21 * ONE,  # 14
        months(start, 6) + ONE,  # 13
        months(start, 18),  # the choice for the law's maximum
    ]


def starts():
    """Around every holiday, leap day and year's end of 2026-2029, and a whole spring and winter."""
    found = set()
    for year in range(2026, 2030):
        sunday = easter(year)
        around = [sunday, sunday + 39 * ONE, sunday + 49 * ONE, date(year, 4, 27), date(year, 5, 5), date(year, 12, 25), date(year, 2, 28)]
        for middle in around:
            found |= {middle + days * ONE for days in range(-4, 5)}
            found |= {middle - back * ONE for back in (10, 14, 15, 42, 43)}
    day = date(2027, 11, 20)
    while day < date(2028, 5, 20):
        found.add(day)
        day += ONE
    return sorted(found)


HEAD = "event,acknowledge_by,answer_by,answer_practical,extension_amply_by,extended_at_most_until,request_by,destroy_from,destroy_by"


def write(name, dates):
    with open(name, "w", encoding="utf-8", newline="\n") as table:
        print(HEAD, file=table)
        for start in starts():
            print(",".join(map(str, [start, *dates(start)])), file=table)


if __name__ == "__main__":
    write("terms-zes-weken.csv", six_weeks)
    write("terms-tien-werkdagen.csv", ten_working_days)
