"""Invented persons, the same ones for the same seed.

Names are put together from syllables, so that nobody is called so. Numbers have the shape of a French social security
number with its right key, in the department 00, which is never given to anybody.
"""

import random
from dataclasses import dataclass

_HEADS = ("Bra", "Clo", "Dru", "Fla", "Gri", "Lor", "Mou", "Nau", "Plo", "Qui", "Ras", "Sou", "Tri", "Val", "Zé")
_MIDDLES = ("ba", "che", "di", "fo", "gue", "li", "mo", "ni", "pa", "rou", "ti", "va")
_TAILS = ("rond", "tier", "nelle", "gnac", "vaut", "quin", "meur", "plon", "zac", "dot")
_WOMEN = ("Aélia", "Brunelle", "Corinthe", "Doriane", "Élovie", "Fanchon", "Gwénolie", "Maïwen", "Orlane", "Sidoine")
_MEN = ("Aldéric", "Barnabin", "Corentil", "Donatiel", "Évrard", "Firmilin", "Gaspardin", "Léonin", "Odilon",
        "Théobert")


@dataclass(frozen=True)
class Person:
    number: str          # the practice's own
    family: str
    given: str
    sex: str             # F or M
    born: str            # YYYYMMDD
    nir: str             # 15 digits, of nobody

    @property
    def dicom_name(self):
        return f"{self.family.upper()}^{self.given}"


def invent(seed, store, count):
    """Makes the `count` persons of one store; two stores never share a number."""
    dice = random.Random(f"{seed}/{store}")
    return [_person(dice, f"{store[:3].upper()}-{index:05d}") for index in range(1, count + 1)]


def _person(dice, number):
    sex = dice.choice("FM")
    family = dice.choice(_HEADS) + dice.choice(_MIDDLES) + dice.choice(_TAILS)
    year, month, day = dice.randint(1930, 2019), dice.randint(1, 12), dice.randint(1, 28)
    place = f"00{dice.randint(1, 999):03d}{dice.randint(1, 999):03d}"
    body = f"{'2' if sex == 'F' else '1'}{year % 100:02d}{month:02d}{place}"
    key = 97 - int(body) % 97
    return Person(number, family, dice.choice(_WOMEN if sex == "F" else _MEN), sex, f"{year}{month:02d}{day:02d}",
                  f"{body}{key:02d}")
