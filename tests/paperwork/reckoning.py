"""Days and terms of the default rule file, reckoned from the procedure's text by other code than the program's.

Every day is a datetime.date. The day of the event is day zero; the last day counts whole.
"""

import datetime as dt

DAY = dt.timedelta(days=1)


def easter(year):
    """Easter Sunday: the first Sunday after the first full moon from 21 March on, by the church's table."""
    golden = year % 19 + 1
    century = year // 100 + 1
    skipped = 3 * century // 4 - 12
    corrected = (8 * century + 5) // 25 - 5
    sunday = 5 * year // 4 - skipped - 10
    epact = (11 * golden + 20 + corrected - skipped) % 30
    if epact == 24 or (epact == 25 and golden > 11):
        epact += 1
    full_moon = 44 - epact
    if full_moon < 21:
        full_moon += 30
    day = full_moon + 7 - (sunday + full_moon) % 7
    return dt.date(year, 3, 1) + (day - 1) * DAY


def holidays(year):
    """The days of the Algemene termijnenwet, article 3, first and second paragraph."""
    sunday = easter(year)
    kings_day = dt.date(year, 4, 27)
    if kings_day.weekday() == 6:
        kings_day -= DAY
    return {
        dt.date(year, 1, 1),
        sunday - 2 * DAY,
        sunday + DAY,
        kings_day,
        dt.date(year, 5, 5),
        sunday + 39 * DAY,
        sunday + 50 * DAY,
        dt.date(year, 12, 25),
        dt.date(year, 12, 26),
    }


def is_working_day(day):
    """Monday to Friday, and no holiday."""
    return day.weekday() < 5 and day not in holidays(day.year)


def working_days_after(day, count):
    """The day that is so many working days later."""
    while count:
        day += DAY
        count -= is_working_day(day)
    return day


def working_days_before(day, count):
    """The day that is so many working days earlier."""
    while count:
        day -= DAY
        count -= is_working_day(day)
    return day


def working_days_between(first, last):
    """How many working days lie after the first day, up to and including the last; below zero when it lies before."""
    if last < first:
        return -working_days_between(last, first)
    return sum(is_working_day(first + n * DAY) for n in range(1, (last - first).days + 1))


def last_working_day_until(day):
    """The last working day on or before a day: when something can still be sent."""
    while not is_working_day(day):
        day -= DAY
    return day


def months_after(day, count):
    """The same day of a later month, or its last day when it has no such day."""
    month = day.month - 1 + count
    year, month = day.year + month // 12, month % 12 + 1
    for number in range(day.day, 27, -1):
        try:
            return dt.date(year, month, number)
        except ValueError:
            continue
    return dt.date(year, month, day.day)


def acknowledge_by(received):
    """The confirmation: two working days after receipt."""
    return working_days_after(received, 2)


def answer_by(submitted):
    """The answer: four weeks after submission, not moved at a weekend."""
    return submitted + 28 * DAY


def destroy_from(ended):
    """Destruction: from the day after the anniversary of the ending."""
    return months_after(ended, 12) + DAY
