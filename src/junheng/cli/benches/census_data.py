"""A made-up list of another country's schools, as a census publishes it: names in words, codes with letters, both coordinates in one cell.

In the columns of Kenya's secondary schools of 2007, which the source `ke/secondary-2007` reads. Seeded.
"""

from __future__ import annotations

import csv
from pathlib import Path
from random import Random

from junheng.cli.benches.intake_data import SEED

_HEADS = (
    "Code", "Name of School", "Public or Private", "School Sponsor", "Girls/Boys/Mixed", "Day or Boarding", "Ordinary or Special", "Total Enrolment 2007",
    "Total Teaching staff", "Pupil Teacher Ratio", "Acreage per enrolment", "TSC Male Teachers", "TSC Female Teachers", "Local Authority Male Teachers",
    "Local Authority Female Teachers", "Other Male Teachers", "Other Female Teachers", "Non Teaching Staff Male", "Non Teaching Staff Female", "Acreage",
    "District", "Division", "Location", "Sublocation", "School Zone", "Costituency", "Location 1", "Province",
)
_PLACES = ("NORTH RIDGE", "LAKESIDE", "ST. MARY'S", "UPPER VALLEY", "RED HILL", "RIVER BEND", "TWO MILE", "OLD MARKET")
_DISTRICTS, _DIVISIONS = 60, 8  # of them, and of the divisions in each
_QUOTED = 0.002  # the share of names with a word in quotation marks


def write_census(path: Path, schools: int, seed: int = SEED) -> Path:
    """A title, the heads and a line per school, as UTF-8 text."""
    rng = Random(seed)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Secondary schools, 2007"])
        writer.writerow(_HEADS)
        writer.writerows(_line(number, rng) for number in range(1, schools + 1))
    return path


def _line(number: int, rng: Random) -> list[str | int | float]:
    pupils, district = rng.randint(60, 900), rng.randrange(_DISTRICTS)
    men, women, others = pupils // rng.randint(35, 60) + 1, pupils // rng.randint(35, 60) + 1, rng.randint(0, 2)
    staff, acres = men + women + others, round(pupils / rng.uniform(15, 60), 1)
    place, division = rng.choice(_PLACES), f"DIVISION {district}-{rng.randrange(_DIVISIONS)}"
    name = f'{place} "B" SECONDARY SCHOOL {number}' if rng.random() < _QUOTED else f"{place} SECONDARY SCHOOL {number}"
    north, east = -4 + district % 10 * 0.8 + rng.uniform(-0.1, 0.1), 34.5 + district // 10 * 1.2 + rng.uniform(-0.1, 0.1)
    return [
        f"{chr(65 + district % 26)}{number:07}", name, "PUBLIC" if rng.random() < 0.9 else "PRIVATE", "CENTRAL GOVERNMENT/DEB", "MIXED", "DAY", "ORDINARY", pupils,
        staff, round(pupils / staff, 1), round(pupils / acres, 1), men, women, 0, 0, others, 0, rng.randint(1, 12), rng.randint(1, 9), acres,
        f"DISTRICT {district}", division, f"{division} LOCATION", f"{division} SUBLOCATION", f"ZONE {district}", f"CONSTITUENCY {district}",
        f"({north:.6f}, {east:.6f})", f"PROVINCE {district % 8}",
    ]
