"""Content files (YAML) to typed values; every mistake is answered with file, line and what is allowed.

Our own few types instead of a validating library: loading one costs a county's evaluation a tenth of its time, and its
errors would have to be turned into ours - place, line, both languages - by as much code as stands here.
"""

from __future__ import annotations

import datetime
import difflib
import math
import re
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import (
    Annotated,
    Any,
    Literal,
    TypeVar,
    Union,
    cast,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
)

import yaml

from junheng.terms.message import Message, UsageError, same

_TEXT = "tag:yaml.org,2002:str"
Path = tuple[str | int, ...]
Text = Message  # written as {zh: ..., en: ...}, or as plain text that is the same in both languages
EMPTY: Any = types.MappingProxyType({})  # the default of a mapping


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Content:
    """A part of a content file: its annotations are its keys. Immutable; a key it does not know is a mistake."""

    def __init__(self, **values: Any) -> None:
        """For parts that the program makes itself: values are taken as they are. A file is read by `parse`."""
        fields = _fields(type(self))
        wrong = [*(values.keys() - fields.keys()), *(name for name, field in fields.items() if field.required and name not in values)]
        if wrong:
            raise TypeError(f"{type(self).__name__}: unknown or missing: {', '.join(wrong)}")
        self.__dict__.update(values)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and all(getattr(self, name) == getattr(other, name) for name in _fields(type(self)))

    def __hash__(self) -> int:
        return hash(str(plain(self)))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={getattr(self, name)!r}' for name in _fields(type(self)))})"

    def wrong(self) -> Message | None:
        """What one key alone cannot tell: why the part as a whole cannot be used."""
        return None


Part = TypeVar("Part", bound=Content)


@dataclass(frozen=True)
class Matches:
    """`Annotated[str, Matches(...)]`: a text of this pattern. said: what it asks for, in words."""

    pattern: str
    said: Message | None = None


@dataclass(frozen=True)
class AtLeast:
    least: int


@dataclass(frozen=True)
class AtMost:
    most: int


@dataclass(frozen=True)
class Read:
    """`Annotated[..., Read(f)]`: f makes of what is written what the type expects."""

    how: Any


@dataclass(frozen=True)
class _Field:
    kind: Any
    required: bool


_FIELDS: dict[type[Any], dict[str, _Field]] = {}


def _fields(part: type[Any]) -> dict[str, _Field]:
    """Worked out when a part is first met: most commands read one kind of content."""
    if part not in _FIELDS:
        hints = get_type_hints(part, include_extras=True)
        _FIELDS[part] = {name: _Field(kind, not hasattr(part, name)) for name, kind in hints.items()}
    return _FIELDS[part]


class ContentError(UsageError):
    def __init__(self, file: str, line: int, zh: str, en: str) -> None:
        super().__init__(f"{file} 第 {line} 行：{zh}", f"{file}, line {line}: {en}")
        self.file, self.line = file, line
        self.bare = Message(zh, en)  # without the place


class _Mistake(Exception):
    def __init__(self, place: Path, zh: str, en: str) -> None:
        super().__init__(en)
        self.place, self.said = place, Message(zh, en)


def parse(text: str, file: str, part: type[Part]) -> Part:
    """The content of `text`, named `file` in what is said of it. Raises ContentError."""
    tree, lines = parse_tree(text, file)
    return validate(tree, lines, file, part)


def validate(tree: Mapping[str, Any], lines: Mapping[Path, int], file: str, part: type[Part]) -> Part:
    """What `parse_tree` found, perhaps changed since. Raises ContentError, at the line of the mistake or of what holds it."""
    try:
        return cast(Part, _part(part, tree, ()))
    except _Mistake as mistake:
        outwards = (mistake.place[:size] for size in range(len(mistake.place), -1, -1))
        line = next((lines[place] for place in outwards if place in lines), 1)
        raise ContentError(file, line, mistake.said.zh, mistake.said.en) from None


def plain(value: Any, defaults: bool = True) -> Any:
    """Values as a file would hold them; without `defaults`, keys that hold their default are left out."""
    if isinstance(value, Content):
        names = [name for name in _fields(type(value)) if defaults or getattr(value, name) != getattr(type(value), name, ...)]
        return {name: plain(getattr(value, name), defaults) for name in names}
    if isinstance(value, Message):
        return {"zh": value.zh, "en": value.en}
    if isinstance(value, Mapping):
        return {plain(key): plain(each, defaults) for key, each in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(each, defaults) for each in value]
    if isinstance(value, StrEnum):
        return value.value
    return str(value) if isinstance(value, Decimal) else value


def keys_of(part: type[Content]) -> tuple[str, ...]:
    return tuple(_fields(part))


# ---- plain values to types: one function per kind of type ----


def _read(kind: Any, value: Any, place: Path) -> Any:
    origin = get_origin(kind)
    if origin is Annotated:
        return _annotated(kind, value, place)
    if origin in (Union, types.UnionType):
        return _one_of(get_args(kind), value, place)
    if origin is Literal:
        return _choice(value, get_args(kind), place)
    if origin is tuple:
        return _list(get_args(kind), value, place)
    if origin is dict:
        return _mapping_of(get_args(kind), value, place)
    if isinstance(kind, type) and issubclass(kind, Content):
        return _part(kind, value, place)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(_choice(value, tuple(each.value for each in kind), place))
    return _SIMPLE[kind](value, place)


def _annotated(kind: Any, value: Any, place: Path) -> Any:
    inner, *marks = get_args(kind)
    for mark in marks:
        if isinstance(mark, Read):
            value = mark.how(value)
    value = _read(inner, value, place)
    for mark in marks:
        if isinstance(mark, Matches) and not re.search(mark.pattern, value):
            said = mark.said or Message(f"应符合 {mark.pattern}", f"it should match {mark.pattern}")
            raise _unusable(value, place, said.zh, said.en)
        if isinstance(mark, AtLeast) and value < mark.least:
            raise _unusable(value, place, f"应不小于 {mark.least}", f"it should be {mark.least} or more")
        if isinstance(mark, AtMost) and value > mark.most:
            raise _unusable(value, place, f"应不大于 {mark.most}", f"it should be {mark.most} or less")
    return value


def _one_of(kinds: tuple[Any, ...], value: Any, place: Path) -> Any:
    """Of several types the one whose shape the value has; the first for a value of no shape, so that it says what is wrong."""
    if value is None and type(None) in kinds:
        return None
    kinds = tuple(kind for kind in kinds if kind is not type(None))
    shape = next((kind for kind in kinds if type(value) is (get_origin(kind) or kind)), None)
    if shape is None and isinstance(value, list):
        shape = next((kind for kind in kinds if get_origin(kind) is tuple), None)
    return _read(kinds[0] if shape is None else shape, value, place)


def _choice(value: Any, allowed: tuple[Any, ...], place: Path) -> Any:
    if value in allowed and type(value) in {type(each) for each in allowed}:
        return value
    *most, last = [repr(each) for each in allowed]
    names_zh = "、".join((*most, last))
    names_en = f"{', '.join(most)} or {last}" if most else last
    raise _unusable(value, place, f"应为 {names_zh} 之一", f"it should be {names_en}")


def _list(kinds: tuple[Any, ...], value: Any, place: Path) -> Any:
    if not isinstance(value, (list, tuple)):
        raise _unusable(value, place, "应为列表", "it should be a list")
    if kinds[-1] is ...:
        return tuple(_read(kinds[0], each, (*place, index)) for index, each in enumerate(value))
    if len(value) != len(kinds):
        raise _unusable(value, place, f"应有 {len(kinds)} 个值", f"it should hold {len(kinds)} values")
    return tuple(_read(kind, each, (*place, index)) for index, (kind, each) in enumerate(zip(kinds, value, strict=True)))


def _mapping_of(kinds: tuple[Any, ...], value: Any, place: Path) -> Any:
    key_kind, kind = kinds
    if not isinstance(value, Mapping):
        raise _unusable(value, place, "应为“键: 值”", "it should be `key: value`")
    return {_read(key_kind, key, (*place, key)): _read(kind, each, (*place, key)) for key, each in value.items()}


def _part(part: type[Content], value: Any, place: Path) -> Content:
    if isinstance(value, part):
        return value
    if not isinstance(value, Mapping):
        raise _unusable(value, place, "应为“键: 值”", "it should be `key: value`")
    fields = _fields(part)
    _check_keys(value, fields, place)
    for name, field in fields.items():
        if field.required and name not in value:
            raise _missing(name, place)
    found = object.__new__(part)
    found.__dict__.update({name: _read(field.kind, value[name], (*place, name)) for name, field in fields.items() if name in value})
    wrong = found.wrong()
    if wrong:
        raise _unusable(value, place, wrong.zh, wrong.en)
    return found


def _text(value: Any, place: Path) -> Message:
    if isinstance(value, Message):
        return value
    if isinstance(value, str):
        return same(value)
    if not isinstance(value, Mapping):
        raise _unusable(value, place, "应为文字，或分 zh、en 两行书写", "it should be text, or `zh` and `en`")
    _check_keys(value, {"zh": None, "en": None}, place)
    for name in ("zh", "en"):
        if name not in value:
            raise _missing(name, place)
    return Message(*(_plain_text(value[name], (*place, name)) for name in ("zh", "en")))


def _plain_text(value: Any, place: Path) -> str:
    if isinstance(value, int | float | datetime.date):  # a code that YAML takes for a number
        raise _unusable(value, place, "应为文字；数字、日期等要加引号", "it should be text: put numbers, dates and the like in quotation marks")
    if not isinstance(value, str):
        raise _unusable(value, place, "应为文字", "it should be text")
    return value


def _whole(value: Any, place: Path) -> int:
    if type(value) is not int:
        raise _unusable(value, place, "应为整数", "it should be a whole number")
    return value


def _number(value: Any, place: Path) -> float:
    if type(value) not in (int, float) or not math.isfinite(value):
        raise _unusable(value, place, "应为数字", "it should be a number")
    return float(value)


def _decimal(value: Any, place: Path) -> Decimal:
    try:
        if type(value) in (int, float, str, Decimal) and Decimal(str(value)).is_finite():
            return Decimal(str(value))
    except InvalidOperation:
        pass
    raise _unusable(value, place, "应为数字", "it should be a number")


def _flag(value: Any, place: Path) -> bool:
    if type(value) is not bool:
        raise _unusable(value, place, "应为 true 或 false", "it should be true or false")
    return value


def _day(value: Any, place: Path) -> datetime.date:
    try:
        if isinstance(value, str):
            return datetime.date.fromisoformat(value)
    except ValueError:
        pass
    if type(value) is not datetime.date:
        raise _unusable(value, place, "应为日期，如 2024-09-01", "it should be a day, e.g. 2024-09-01")
    return value


_SIMPLE: dict[Any, Callable[[Any, Path], Any]] = {
    datetime.date: _day, Message: _text, str: _plain_text, int: _whole, float: _number, Decimal: _decimal, bool: _flag, Any: lambda value, _: value,
}


# ---- what is said of a mistake ----


def _unusable(value: Any, place: Path, zh: str, en: str) -> _Mistake:
    where, shown = " > ".join(map(str, place)) or "/", repr(value)
    shown = shown if len(shown) <= 60 else f"{shown[:57]}..."
    return _Mistake(place, f"“{where}”的值 {shown} 不可用：{zh}", f"`{where}`: {shown} cannot be used: {en}")


def _missing(name: str, place: Path) -> _Mistake:
    where = " > ".join(map(str, place)) or "/"
    return _Mistake(place, f"“{where}”缺少“{name}”", f"`{name}` is missing (in `{where}`)")


def _check_keys(value: Mapping[Any, Any], allowed: Mapping[str, Any], place: Path) -> None:
    """A misspelt key is told before what it causes."""
    for key in value:
        if key not in allowed:
            near = difflib.get_close_matches(str(key), allowed, n=1)
            hint_zh, hint_en = (f"，是否为“{near[0]}”？", f"; did you mean `{near[0]}`?") if near else ("。", ".")
            names = ", ".join(sorted(allowed))
            raise _Mistake(
                (*place, key), f"不认识的键“{key}”{hint_zh}这里允许：{names}", f"unknown key `{key}`{hint_en} Allowed here: {names}"
            )


# ---- YAML to plain values, each with its line ----


def parse_tree(text: str, file: str) -> tuple[dict[str, Any], dict[Path, int]]:
    """Plain values, and the line on which each of them stands."""
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else 1
        problem = error.problem or "not YAML"
        raise ContentError(file, line, f"不是合法的 YAML（{problem}）", f"not valid YAML ({problem})") from None
    except yaml.YAMLError as error:  # e.g. a control character: it has no line
        raise ContentError(file, 1, f"不是合法的 YAML（{error}）", f"not valid YAML ({error})") from None
    found = _Tree(file)
    tree = found.value(node, ())
    if not isinstance(tree, dict):
        raise ContentError(file, 1, "应为“键: 值”的列表", "this should be a list of `key: value`")
    return tree, found.lines


class _Tree:
    """The nodes of one file to plain values; `lines`: where each stands, a key's value at its key."""

    def __init__(self, file: str) -> None:
        self.lines: dict[Path, int] = {}
        self._file = file
        self._seen: set[int] = set()

    def value(self, node: yaml.Node | None, path: Path) -> Any:
        if node is None:
            return None
        self.lines[path] = _line(node)
        if id(node) in self._seen:  # a reference may contain itself, or unfold without end
            raise ContentError(self._file, _line(node), "不支持引用（& 与 *），请写全", "no references (& and *): write it out")
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise ContentError(self._file, _line(key_node), "键应为一个词", "a key should be one word")
            key = self._scalar(key_node)
            if key in found:
                raise ContentError(self._file, _line(key_node), f"键“{key}”写了两次", f"the key `{key}` stands twice")
            found[key] = self.value(value_node, (*path, key))
            self.lines[(*path, key)] = _line(key_node)
        return found

    def _scalar(self, node: yaml.Node) -> Any:
        if node.tag == _TEXT:
            return node.value
        constructor = yaml.constructor.SafeConstructor()
        try:
            return constructor.construct_object(node, deep=True)
        except (yaml.YAMLError, ValueError):  # a tag of its own (!x), a date that does not exist
            text = str(node.value)
            raise ContentError(self._file, _line(node), f"读不了“{text}”", f"cannot read `{text}`") from None


def _line(node: yaml.Node) -> int:
    """From 1."""
    return int(node.start_mark.line) + 1
