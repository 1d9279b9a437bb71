"""The job in numbers, written down once more by hand for the peers: they must not borrow the engine's definitions.

Limits are integers over `steps`: 4.2 per 100 pupils is n x 1000 >= 42 x d; areas and yuan are kept in steps of 1/10 000.
"""

from __future__ import annotations

from dataclasses import dataclass

WEIGHTS = {"primary": 100, "junior": 110, "senior": 132}  # for sharing out what the stages share
KINDS = ("primary", "teaching_point", "junior", "nine_year", "complete", "twelve_year")
SMALL_POINT = 50  # pupils
CV_LIMITS = {"primary": 0.50, "junior": 0.45}
AT_LEAST = 6


@dataclass(frozen=True)
class Figure:
    """value = n / d x times / per. Kept where n x left >= right x d, near enough where n x left x 100 >= 85 x right x d."""

    id: str
    primary: tuple[str, ...]  # columns of the numerator; a minus takes away
    junior: tuple[str, ...]
    shared: bool
    times: int
    per: int
    left: int
    right: dict[str, int]


_AREA, _SPORTS = ("teaching_area", "-indoor_sports_area"), ("sports_ground_area", "indoor_sports_area")
_BACHELOR = ("teachers_bachelor", "teachers_master", "teachers_doctor")
_PE_ARTS = ("teachers_pe", "teachers_arts")
FIGURES = (
    Figure("q1", ("teachers_college", *_BACHELOR), _BACHELOR, False, 100, 1, 1000, {"primary": 42, "junior": 53}),
    Figure("q2", ("backbone_teachers",), ("backbone_teachers",), False, 100, 1, 100, {"primary": 1, "junior": 1}),
    Figure("q3", _PE_ARTS, _PE_ARTS, False, 100, 1, 1000, {"primary": 9, "junior": 9}),
    Figure("q4", _AREA, _AREA, True, 1, 10_000, 1, {"primary": 45_000, "junior": 58_000}),
    Figure("q5", _SPORTS, _SPORTS, True, 1, 10_000, 1, {"primary": 75_000, "junior": 102_000}),
    Figure("q6", ("equipment_value",), ("equipment_value",), True, 1, 10_000, 1,
           {"primary": 20_000_000, "junior": 25_000_000}),
    Figure("q7", ("multimedia_rooms",), ("multimedia_rooms",), True, 100, 1, 1000, {"primary": 23, "junior": 24}),
)
SHARED_COLUMNS = tuple(sorted({name.lstrip("-") for each in FIGURES if each.shared for name in each.primary}))
OWN_COLUMNS = tuple(sorted({name for each in FIGURES if not each.shared for name in each.primary}))
