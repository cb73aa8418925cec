"""The post towns of Milton Keynes and round about, by the first part of a postcode.

Source: Royal Mail’s post towns, as each outward code belongs to one.
"""

from __future__ import annotations

TOWNS = {
    "Milton Keynes": ("MK", (*range(1, 16), 17, 19)),
    "Newport Pagnell": ("MK", (16,)),
    "Buckingham": ("MK", (18,)),
    "Bedford": ("MK", range(40, 46)),
    "Olney": ("MK", (46,)),
    "Luton": ("LU", (1, 2, 3, 4)),
    "Dunstable": ("LU", (5, 6)),
    "Leighton Buzzard": ("LU", (7,)),
    "Northampton": ("NN", range(1, 8)),
    "Wellingborough": ("NN", (8, 9, 29)),
    "Rushden": ("NN", (10,)),
    "Daventry": ("NN", (11,)),
    "Towcester": ("NN", (12,)),
    "Brackley": ("NN", (13,)),
    "Kettering": ("NN", (14, 15, 16)),
    "Corby": ("NN", (17, 18)),
    "Aylesbury": ("HP", range(17, 23)),
    "Bicester": ("OX", (25, 26, 27)),
}
_BY_CODE = {
    f"{letters}{number}": name for name, (letters, numbers) in TOWNS.items() for number in numbers
}


def town(postcode: str) -> str | None:
    """Return the post town of a postcode or its first part, where it is one of ours."""
    return _BY_CODE.get(postcode.split(" ", maxsplit=1)[0])
