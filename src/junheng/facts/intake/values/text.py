"""Texts as people type them, made comparable."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterable
from functools import lru_cache

import polars as pl

from junheng.facts.intake.values.units import NAMES, called
from junheng.facts.texts import placed
from junheng.terms.personal import without_name

_INVISIBLE = re.compile(r"[\s​‌‍﻿#※*]+")
_PUNCTUATION = re.compile(r"[()\[\]{}<>《》【】「」“”\"'‘’:;,.、。，:·\-—–_/\\|>~]+")
_SIZE = r"[≤≥]?\d{2}人?(?:[-~至]\d{2})?人"  # of classes: 2.25人及以下 is line 2
_NUMBERED = re.compile(rf"^(?:\((?:[一二三四五六七八九十]{{1,3}}|\d{{1,2}})\)|[一二三四五六七八九十]{{1,3}}[、.]|\d{{1,2}}[、.](?!\d)|\d{{1,2}}[、.](?={_SIZE}))")
# sizes of classes as they are written in any way: 26至30人 and 26人-30人, 25人以下（含25人） and ≤25人, 66人以上
_BETWEEN = re.compile(r"(\d{2})人?[-—–~至到]+(\d{2})人")
_UP_TO = re.compile(r"[≤<]=?(\d{2})人|(\d{2})人以下(?:\(含\d{2}人?\))?")
_FROM = re.compile(r"[≥>]=?(\d{2})人|(\d{2})人以上(?:\(含\d{2}人?\))?")
_CIRCLED = re.compile("[\u2460-\u2473]")
_UNITS = "|".join(map(re.escape, sorted(NAMES)))
_UNIT = re.compile(rf"[(【\[](?:计量)?(?:单位[:：]?)?({_UNITS})[)】\]]|(?:/|[:：]|单位[:：]?)({_UNITS})$")
_UNIT_ALONE = re.compile(rf"[(【\[]?((?:[十百千万亿]*)(?:{_UNITS}))[)】\]]?")


@lru_cache(maxsize=1 << 16, typed=True)  # the same words and small numbers stand in thousands of cells
def plain(value: Hashable) -> str:
    """Full-width to half-width, no white space, no marks, lower case: `# 计 （册）` -> `计(册)`."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", str(value))).lower()


_SIMPLE = r"^[\x{4E00}-\x{9FFF}A-Za-z0-9]*$"  # nothing to be changed but capitals


def plain_texts(texts: pl.Series) -> pl.Series:
    """`plain` of every text; nearly all are read at once."""
    simple, lower = texts.str.contains(_SIMPLE), texts.str.to_lowercase()
    others = (~simple).arg_true()
    if others.is_empty():
        return lower
    return placed(lower, others, pl.Series([plain(text) for text in texts.gather(others)], dtype=pl.String))


@lru_cache(maxsize=1 << 16, typed=True)
def words(value: Hashable) -> str:
    """`plain` without punctuation: what is compared with the words of a pattern."""
    return _PUNCTUATION.sub("", plain(value))


@lru_cache(maxsize=1 << 15, typed=True)
def label_words(value: Hashable) -> str:
    """`words` of the label of a row, without its number and its unit: 1.占地面积（亩）, （二）图书, 三、生活用房."""
    return head_part(value)[0]


def is_filled(cells: Iterable[Hashable]) -> bool:
    """Whether a row holds anything but blanks."""
    return any(map(plain, cells))


def _unnumbered(value: Hashable) -> str:
    """`plain` without the number before it and the marks of footnotes; nothing else is left where it is all there is."""
    text = plain(_CIRCLED.sub("", value) if isinstance(value, str) else value)
    return _NUMBERED.sub("", text) or text


def _sized(text: str) -> str:
    """26至30人 -> 26-30人, 25人以下（含25人） -> 25人及以下."""
    if "人" not in text:
        return text
    text = _BETWEEN.sub(r"\1-\2人", text)
    text = _UP_TO.sub(lambda found: f"{found[1] or found[2]}人及以下", text)
    return _FROM.sub(lambda found: f"{found[1] or found[2]}人及以上", text)


@lru_cache(maxsize=1 << 15, typed=True)
def head_part(value: Hashable) -> tuple[str, str]:
    """One cell of a head: its words, and the unit it names in brackets ('' where none)."""
    text = _sized(_unnumbered(value))
    found = _UNIT.search(text)
    return _PUNCTUATION.sub("", _UNIT.sub("", text)), called(found.group(1) or found.group(2)) if found else ""


@lru_cache(maxsize=1 << 10)
def unit_alone(value: str) -> str:
    """The unit that a lower line of a head is, with or without brackets: 平方米, （亩）, 万册; '' where it says more."""
    found = _UNIT_ALONE.fullmatch(plain(value))
    return called(found.group(1)) if found else ""


_DIGITS = 1e21  # longer numbers are shown as 1e+300: nobody reads three hundred digits


_BRIEF = 80  # characters of a cell in a message


def shown(value: object) -> str:
    """A cell's content as the user knows it, for messages."""
    if isinstance(value, float) and value.is_integer() and abs(value) < _DIGITS:
        return str(int(value))
    return str(value).strip()


def brief(value: object) -> str:
    """The same, cut where it is longer than a message can bear (a cell may hold a million characters), and no person's name."""
    text = without_name(shown(value))
    return text if len(text) <= _BRIEF else f"{text[: _BRIEF - 1]}…"
