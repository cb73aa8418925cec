"""What people type, read into values: in forms, in imported files, in links.

Each reader takes any text and returns a value or raises ValueError. Its message is either a
whole sentence (“Enter …”) or starts with “must”, to be put after the name of what was asked.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time
from decimal import Decimal
from urllib.parse import urlsplit

import phonenumbers
from email_validator import EmailNotValidError, validate_email

# Marks that turn text round or hide in it; they help nobody here and can disguise a name.
_INVISIBLE = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200B, 0x2060, 0xFEFF])
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_TIME = re.compile(r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?(?P<half>am|pm)?", re.ASCII)
_TIME_RUN = re.compile(r"(?P<hour>\d{2})(?P<minute>\d{2})(?P<half>)", re.ASCII)
_WORD_TIMES = {"midday": time(12), "noon": time(12), "midnight": time(0)}
_MONEY = re.compile(r"£?(\d{1,7})(?:\.(\d{1,2}))?", re.ASCII)
_WHOLE = re.compile(r"[+-]?\d{1,12}", re.ASCII)
_DATE = re.compile(r"(\w{1,9})[\s/.-]+(\w{1,9})[\s/.,-]+(\d{1,4})")
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_OUTWARD = r"(GIR|[A-Z]{1,2}\d[A-Z\d]?)"
_POSTCODE = re.compile(_OUTWARD + r"(\d[A-Z]{2})")
_AREA = re.compile(_OUTWARD)
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?:{_LABEL}\.)+{_LABEL}", re.IGNORECASE | re.ASCII)


def clean(raw: str, *, lines: bool = False) -> str:
    """Return text as we keep it: composed, trimmed, with no control characters."""
    if raw.isascii() and raw.isprintable():
        return raw.strip()  # nothing to compose or to leave out, as in nearly every cell
    composed = unicodedata.normalize("NFC", raw.replace("\r\n", "\n").replace("\r", "\n"))
    if not lines:
        composed = composed.replace("\n", " ").replace("\t", " ")
    kept = (sign for sign in composed.translate(_INVISIBLE) if _printable(sign))
    return "".join(kept).strip()


def _printable(sign: str) -> bool:
    return sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs"}


def _plain(typed: str) -> str:
    return unicodedata.normalize("NFKC", typed).strip()


def _squeezed(typed: str) -> str:
    return re.sub(r"[\s,]", "", _plain(typed))


def read_time(typed: str) -> time:
    """Return a time of day: 9am, 9:30 pm, 17:30, 17.30, 1730, midday."""
    squeezed = _squeezed(typed).lower().replace("a.m.", "am").replace("p.m.", "pm")
    if squeezed in _WORD_TIMES:
        return _WORD_TIMES[squeezed]
    found = _TIME_RUN.fullmatch(squeezed) or _TIME.fullmatch(squeezed)
    if not found:
        raise ValueError("must be a time, like 9am or 5:30pm")
    if not found["half"] and not found["minute"]:
        raise ValueError("must say am or pm, like 9am")
    return _real_time(int(found["hour"]), int(found["minute"] or 0), found["half"])


def _real_time(hour: int, minute: int, half: str | None) -> time:
    twelve = half and 1 <= hour <= 12
    if minute > 59 or hour > 23 or (half and not twelve):
        raise ValueError("must be a real time, like 9am or 5:30pm")
    return time(hour % 12 + (12 if half == "pm" else 0) if twelve else hour, minute)


def spoken_time(value: time) -> str:
    """Return a time as 9am or 9:30am."""
    minutes = f":{value.minute:02}" if value.minute else ""
    return f"{value.hour % 12 or 12}{minutes}{'am' if value.hour < 12 else 'pm'}"


def read_money(typed: str) -> Decimal:
    """Return pounds and pence, with two places."""
    found = _MONEY.fullmatch(_squeezed(typed))
    if not found:
        raise ValueError("must be an amount in pounds, like £12.71")
    return Decimal(f"{found[1]}.{(found[2] or '').ljust(2, '0')}")


def read_whole(typed: str, minimum: int = 0, maximum: int = 1_000_000) -> int:
    """Return a whole number between two bounds."""
    squeezed = _squeezed(typed)
    if not _WHOLE.fullmatch(squeezed):
        raise ValueError("must be a whole number, like 3")
    if int(squeezed) < minimum:
        raise ValueError(f"must be {minimum:,} or more")
    if int(squeezed) > maximum:
        raise ValueError(f"must be {maximum:,} or fewer")
    return int(squeezed)


def _postcode_signs(typed: str) -> str:
    return re.sub(r"[\s.-]", "", _plain(typed).upper())


def read_postcode(typed: str) -> str:
    """Return a full UK postcode, by its shape, as MK9 3EJ."""
    found = _POSTCODE.fullmatch(_postcode_signs(typed))
    if not found:
        raise ValueError("Enter a full UK postcode, like MK9 3EJ")
    return f"{found[1]} {found[2]}"


def read_area(typed: str) -> str:
    """Return the first part of a postcode, as MK9; a full one is cut down to it."""
    squeezed = _postcode_signs(typed)
    found = _POSTCODE.fullmatch(squeezed) or _AREA.fullmatch(squeezed)
    if not found:
        raise ValueError("Enter the first part of a postcode, like MK9")
    return found[1]


def read_phone(typed: str) -> str:
    """Return a telephone number, British unless it says otherwise, as +441908691691."""
    wrong = ValueError("Enter a phone number, like 01908 691691 or 07700 900123")
    try:
        number = phonenumbers.parse(_plain(typed)[:60], "GB")
    except phonenumbers.NumberParseException:
        raise wrong from None
    # Numbers kept free for drama and examples have the right shape but are never “valid”.
    shape = re.fullmatch(r"[12378]\d{8,9}", str(number.national_number))
    good = shape if number.country_code == 44 else phonenumbers.is_valid_number(number)
    if not good or number.extension:
        raise wrong
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def spoken_number(number: str) -> str:
    """Return a kept telephone number as people read it, or unchanged when it is none."""
    try:
        parsed = phonenumbers.parse(number, "GB")
    except phonenumbers.NumberParseException:
        return number
    style = phonenumbers.PhoneNumberFormat
    at_home = style.NATIONAL if parsed.country_code == 44 else style.INTERNATIONAL
    return phonenumbers.format_number(parsed, at_home)


def read_email(typed: str) -> str:
    """Return an e-mail address, by its shape, its domain in small letters."""
    try:
        return validate_email(typed[:400], check_deliverability=False).normalized
    except (EmailNotValidError, ValueError):
        words = "Enter an email address in the correct format, like name@example.com"
        raise ValueError(words) from None


def read_web_address(typed: str) -> str:
    """Return an http or https address; https:// is added when nothing stands before the name."""
    scheme = re.match(r"[a-z][a-z0-9+.-]*:(?!\d)", typed, re.IGNORECASE)
    full = typed if scheme else f"https://{typed}"
    if not _good_address(full):
        raise ValueError("Enter a web address, like www.example.co.uk")
    return full


def _good_address(full: str) -> bool:
    try:
        parts = urlsplit(full)
        name, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    safe = parts.scheme in {"http", "https"} and not re.search(r"[\s\\<>\"]", full)
    named = bool(_HOST.fullmatch(name)) and not name.replace(".", "").isdigit()
    return safe and named and "@" not in parts.netloc and len(full) <= 500


def read_date(typed: str) -> date:
    """Return a date written in one go: 31/12/2026, 31 Dec 2026, 31.12.2026, 2026-12-31."""
    plain = _plain(typed)
    if found := _ISO_DATE.fullmatch(plain):
        return real_date(found[3], found[2], found[1])
    if found := _DATE.fullmatch(plain):
        return real_date(found[1], found[2], found[3])
    raise ValueError("must be a date, like 31/12/2026")


def real_date(day: str, month: str, year: str) -> date:
    """Return the date three parts make."""
    if 0 < len(_plain(year)) < 4:
        raise ValueError("must have a year with 4 numbers, like 2027")
    numbers = _digits(year), _month(month), _digits(day)
    try:
        if None in numbers or not 1900 <= (numbers[0] or 0) <= 2199:
            raise ValueError
        return date(*(number or 0 for number in numbers))
    except ValueError:
        raise ValueError("must be a real date") from None


def _digits(typed: str) -> int | None:
    plain = _plain(typed)
    return int(plain) if re.fullmatch(r"\d{1,4}", plain, re.ASCII) else None


def _month(typed: str) -> int | None:
    word = _plain(typed).lower().rstrip(".")
    fits = [at for at, name in enumerate(_MONTHS, 1) if len(word) >= 3 and name.startswith(word)]
    return fits[0] if fits else _digits(typed)
