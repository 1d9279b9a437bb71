"""The page on checks lists every rule as the catalogue has it, all that reading tells, and every kind of defect of the benchmark."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from junheng.cli.benches.defects import KINDS
from junheng.facts.checks import Rule, catalogue
from junheng.facts.intake.heads.rows import RowKind

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/checks.md").read_text("utf-8")
SECTION = re.search(r"^## What reading tells.*?(?=^## )", PAGE, re.MULTILINE | re.DOTALL)
SEVERITIES = {"error", "warning", "note"}
OF_A_LIST = {kind.value.replace("_", "-") for kind in RowKind} - {"blank", "school"}  # these two are told of nobody
OF_AN_ITEM = {"value", "met"}  # the columns of `_Wrong`; that of the item itself has an id of its own
FILLED = {"found.value.replace('_', '-')": OF_A_LIST, "wrong.column": OF_AN_ITEM}


def row(rule: Rule) -> str:
    columns = " ".join(f"`{each}`" for each in rule.read)
    may = "yes" if rule.explainable else "no"
    return f"| {rule.number} | {rule.severity} | {rule.text.en} / {rule.text.zh} | {rule.check} | {columns} | {may} |"


def test_every_rule_stands_in_the_table_as_it_is() -> None:
    missing = [row(each) for each in catalogue().values() if row(each) not in PAGE.splitlines()]
    assert missing == [], "\n".join(missing)
    listed = [line.split(" | ")[0].removeprefix("| ") for line in PAGE.splitlines() if line.endswith((" yes |", " no |"))]
    assert listed == list(catalogue())


class Called(NamedTuple):
    """A call, and the function it stands in."""

    file: Path
    within: ast.FunctionDef | None
    call: ast.Call

    @property
    def name(self) -> str:
        return self.call.func.attr if isinstance(self.call.func, ast.Attribute) else getattr(self.call.func, "id", "")

    def given(self, place: int, name: str) -> ast.expr | None:
        named = next((each.value for each in self.call.keywords if each.arg == name), None)
        return self.call.args[place] if len(self.call.args) > place else named


@cache
def code() -> tuple[tuple[Called, ...], dict[str, str]]:
    """All calls under facts, and the strings that have a name there."""
    calls, named = list[Called](), dict[str, str]()
    for path in sorted((ROOT / "src/junheng/facts").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for each in tree.body:
            if isinstance(each, ast.Assign) and isinstance(each.value, ast.Constant) and isinstance(each.value.value, str):
                named |= {target.id: each.value.value for target in each.targets if isinstance(target, ast.Name)}
        within = {inner: function for function in ast.walk(tree) if isinstance(function, ast.FunctionDef) for inner in ast.walk(function)}
        calls += [Called(path, within.get(each), each) for each in ast.walk(tree) if isinstance(each, ast.Call)]
    return tuple(calls), named


def told(said: ast.expr | None, at: Called) -> Iterator[str]:
    """What an expression may say: through names, both ways of a choice, and the callers of the function that is given it."""
    if isinstance(said, ast.Constant):
        yield str(said.value)
    elif isinstance(said, ast.IfExp):
        yield from told(said.body, at)
        yield from told(said.orelse, at)
    elif isinstance(said, ast.JoinedStr):
        texts = [""]
        for part in said.values:
            hole = part.value if isinstance(part, ast.FormattedValue) else part
            ways = FILLED.get(ast.unparse(hole)) or set(told(hole, at))
            texts = [text + way for text in texts for way in ways]
        yield from texts
    elif isinstance(said, ast.Name):
        yield from _named(said.id, at)
    elif said is None or ast.unparse(said) != "rule.number":  # that of the catalogue
        raise AssertionError(f"{at.file.name}:{at.call.lineno}: which id is {said and ast.unparse(said)}?")


def _named(name: str, at: Called) -> Iterator[str]:
    calls, constants = code()
    if name in constants:
        yield constants[name]
        return
    assert at.within is not None
    own = [each.value for each in ast.walk(at.within) if isinstance(each, ast.Assign) and ast.unparse(each.targets[0]) == name]
    for value in own:
        yield from told(value, at)
    if not own:
        parameters = [each.arg for each in at.within.args.args if each.arg != "self"]
        callers = [each for each in calls if each.name == at.within.name and (each.file == at.file or not each.name.startswith("_"))]
        assert callers, f"{at.file.name}: nobody calls {at.within.name}"
        for each in callers:
            yield from told(each.given(parameters.index(name), name), each)


def made() -> set[str]:
    """The id of every finding that the code under facts makes, but for the numbers of the catalogue."""
    found = set[str]()
    for each in code()[0]:
        if each.name == "Finding":
            found |= set(told(each.given(1, "rule"), each))
        elif each.name == "replace" and (rule := each.given(len(each.call.args), "rule")):
            found |= set(told(rule, each))
    return found


def test_all_that_reading_tells_stands_in_its_table_and_nothing_else() -> None:
    assert SECTION is not None
    rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in SECTION.group(0).splitlines() if line.startswith("| `")]
    ids = [cells[0].strip("`") for cells in rows]
    assert {"row-of-sums", "column-assumed", "row-no-school", "item-met", "year-unknown", "corrected"} <= made()  # by a name, a choice, a hole
    assert sorted(made() - set(ids)) == [], "not in the table"
    assert sorted(set(ids) - made()) == [], "no code tells it"
    assert len(ids) == len(set(ids))
    assert [cells for cells in rows if len(cells) != 3 or not set(cells[1].split(" or ")) <= SEVERITIES or " / " not in cells[2]] == []


def test_every_kind_of_defect_is_listed_and_there_are_at_least_forty() -> None:
    assert [each.name for each in KINDS if f"`{each.name}`" not in PAGE] == []
    assert len([each for each in KINDS if not each.plausible]) >= 40
