"""What the user says of every school whose files do not say it: who runs it, public or private, its kind, where it lies.

A list made by hand has no column for what is the same in all its schools. What a file says goes before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import polars as pl

from junheng.facts.delivery import Value
from junheng.facts.store import Facts
from junheng.facts.tables import SCHOOLS, Column
from junheng.terms import Finding, Message, Severity, UsageError

_MAY_BE_SAID = ("kind", "ownership", "run_by", "location", "counted")
_YES_NO: Mapping[str, Value] = {"是": True, "yes": True, "否": False, "no": False}


def every_school(pairs: Sequence[str]) -> dict[str, Value]:
    """`办学性质=公办` or `ownership=public` to the column and its value. Raises UsageError for what is no such pair."""
    found: dict[str, Value] = {}
    for pair in pairs:
        name, equals, said = (part.strip() for part in pair.partition("="))
        column = next((each for each in map(SCHOOLS.column, _MAY_BE_SAID) if name in (each.name, each.header.zh, each.header.en)), None)
        if not equals or column is None:
            allowed = Message("、".join(SCHOOLS.column(each).header.zh for each in _MAY_BE_SAID), ", ".join(_MAY_BE_SAID))
            raise UsageError(f"--every {pair} 应写成 项目=值，如 办学性质=公办；项目可为：{allowed.zh}", f"--every {pair} should be FACT=VALUE, e.g. ownership=public; a fact may be {allowed.en}")
        values = _values(column)
        if said not in values:
            raise UsageError(
                f"--every {pair}：没有“{said}”这个值；可用：{'、'.join(dict.fromkeys(word for word in values if not word.isascii()))}",
                f"--every {pair}: there is no value {said!r}; there are {', '.join(word for word in values if word.isascii())}",
            )
        found[column.name] = values[said]
    return found


def _values(column: Column) -> dict[str, Value]:
    if not column.labels:
        return dict(_YES_NO)
    found: dict[str, Value] = {}
    for value, label in column.labels.items():
        found |= dict.fromkeys((label.zh, label.en, value), value)
        if column.name == "run_by":
            found[f"{label.zh}教育部门"] = value
    return found


def with_every_school(facts: Facts, said: Mapping[str, Value]) -> tuple[Facts, list[Finding]]:
    """The facts with what was said where no file says it, and how many schools that is."""
    schools = facts.tables["schools"]
    told = list(_told(schools, said))
    filled = schools.with_columns(pl.col(name).fill_null(pl.lit(value)) for name, value in said.items())
    return replace(facts, tables={**facts.tables, "schools": filled}), told


def _told(schools: pl.DataFrame, said: Mapping[str, Value]) -> Iterator[Finding]:
    for name, value in said.items():
        count = schools.filter(pl.col(name).is_null())["school"].n_unique()
        if not count:
            continue
        column = SCHOOLS.column(name)
        shown = column.labels[str(value)] if column.labels else Message("是", "yes") if value else Message("否", "no")
        yield Finding(
            Severity.INFO, "said-of-every-school",
            Message(
                f"{count} 所学校没有写明{column.header.zh}，按命令中说的“{shown.zh}”计；表中写明的仍以表为准",
                f"{count} schools do not say {column.header.en}; they were taken as `{shown.en}`, as the command says. What a file says goes before",
            ),
            found=shown.zh, allowed="",
        )
