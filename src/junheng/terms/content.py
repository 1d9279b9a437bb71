"""Content files (YAML) to typed values; every mistake is answered with file, line and what is allowed."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable
from typing import Annotated, Any, TypeVar

import yaml

# what else is installed has no say in what a law's file says, and looking for it takes a fiftieth of a second
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from junheng.terms.message import Message, UsageError, same

_TEXT = "tag:yaml.org,2002:str"
Path = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)


class Content(BaseModel):
    """A part of a content file: immutable, and a key it does not know is a mistake."""

    # built when the first file is read: most commands read one kind of content, and building all costs them a tenth
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


# a plain string stands for a text that is the same in both languages
Text = Annotated[Message, BeforeValidator(lambda value: same(value) if isinstance(value, str) else value)]


class ContentError(UsageError):
    def __init__(self, file: str, line: int, zh: str, en: str) -> None:
        super().__init__(f"{file} 第 {line} 行：{zh}", f"{file}, line {line}: {en}")
        self.file, self.line = file, line
        self.bare = Message(zh, en)  # without the place


def parse(text: str, file: str, model: type[Model]) -> Model:
    """The content of `text`, named `file` in what is said of it. Raises ContentError."""
    tree, lines = parse_tree(text, file)
    return validate(tree, lines, file, model)


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
    lines: dict[Path, int] = {}
    tree = _plain(node, (), lines, file, set())
    if not isinstance(tree, dict):
        raise ContentError(file, 1, "应为“键: 值”的列表", "this should be a list of `key: value`")
    return tree, lines


def validate(tree: dict[str, Any], lines: dict[Path, int], file: str, model: type[Model]) -> Model:
    try:
        return model.model_validate(tree)
    except ValidationError as error:
        raise _explained(_most_telling(error, lines), lines, file, model) from None


def _most_telling(error: ValidationError, lines: dict[Path, int]) -> Any:
    """Of the first mistake's errors (one per branch of a union) the deepest; a misspelt key before what it causes."""
    found = error.errors()
    start = _longest_known(found[0]["loc"], lines)
    same_place = [each for each in found if _longest_known(each["loc"], lines)[: len(start)] == start]
    return max(same_place, key=lambda each: (each["type"] in _UNKNOWN_KEY, len(_longest_known(each["loc"], lines))))


def _plain(node: yaml.Node | None, path: Path, lines: dict[Path, int], file: str, seen: set[int]) -> Any:
    if node is None:
        return None
    line = lines[path] = node.start_mark.line + 1
    if id(node) in seen:  # a reference may contain itself, or unfold without end
        raise ContentError(file, line, "不支持引用（& 与 *），请写全", "no references (& and *): write it out")
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, lines, file, seen)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, index), lines, file, seen) for index, item in enumerate(node.value)]
    return _scalar(node, file)


def _mapping(node: yaml.MappingNode, path: Path, lines: dict[Path, int], file: str, seen: set[int]) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise ContentError(file, line, "键应为一个词", "a key should be one word")
        key = _scalar(key_node, file)
        if key in found:
            raise ContentError(file, line, f"键“{key}”写了两次", f"the key `{key}` stands twice")
        found[key] = _plain(value_node, (*path, key), lines, file, seen)
        lines[(*path, key)] = line
    return found


def _scalar(node: yaml.Node, file: str) -> Any:
    if node.tag == _TEXT:
        return node.value
    constructor = yaml.constructor.SafeConstructor()
    try:
        return constructor.construct_object(node, deep=True)
    except (yaml.YAMLError, ValueError):  # a tag of its own (!x), a date that does not exist
        line = node.start_mark.line + 1
        text = str(node.value)
        raise ContentError(file, line, f"读不了“{text}”", f"cannot read `{text}`") from None


_UNKNOWN_KEY = ("extra_forbidden", "unexpected_keyword_argument")
_ZH = {
    "enum": "应为 {expected} 之一",
    "literal_error": "应为 {expected} 之一",
    "int_parsing": "应为整数",
    "int_type": "应为整数",
    "int_from_float": "应为整数",
    "decimal_parsing": "应为数字",
    "decimal_type": "应为数字",
    "bool_parsing": "应为 true 或 false",
    "bool_type": "应为 true 或 false",
    "string_type": "应为文字",
    "string_pattern_mismatch": "应符合 {pattern}",
    "greater_than_equal": "应不小于 {ge}",
    "tuple_type": "应为列表",
    "dict_type": "应为“键: 值”",
    "model_type": "应为“键: 值”",
    "dataclass_type": "应为文字，或分 zh、en 两行书写",
}


def _explained(error: Any, lines: dict[Path, int], file: str, model: type[BaseModel]) -> ContentError:
    location: Path = tuple(error["loc"])
    known = _longest_known(location, lines)
    line = lines.get(known, 1)
    place = " > ".join(str(part) for part in known) or "/"
    kind, given = error["type"], error.get("input")
    if kind in _UNKNOWN_KEY:
        key = str(location[-1])
        allowed = sorted(_fields_at(model, location[:-1]))
        near = difflib.get_close_matches(key, allowed, n=1)
        hint_zh = f"，是否为“{near[0]}”？" if near else "。"
        hint_en = f"; did you mean `{near[0]}`?" if near else "."
        names = ", ".join(allowed) or "-"
        return ContentError(
            file,
            line,
            f"不认识的键“{key}”{hint_zh}这里允许：{names}",
            f"unknown key `{key}`{hint_en} Allowed here: {names}",
        )
    if kind == "missing":
        return ContentError(
            file, line, f"“{place}”缺少“{location[-1]}”", f"`{location[-1]}` is missing (in `{place}`)"
        )
    said = _said(error)
    shown = _short(given)
    return ContentError(
        file, line, f"“{place}”的值 {shown} 不可用：{said.zh}", f"`{place}`: {shown} cannot be used: {said.en}"
    )


def _said(error: Any) -> Message:
    """What is wrong with a value; a model's own check says it as `English / 中文`."""
    text = str(error["msg"]).removeprefix("Value error, ")
    if error["type"] == "value_error" and " / " in text:
        en, _, zh = text.partition(" / ")
        return Message(zh, en)
    known = _ZH.get(error["type"])
    return Message(known.format(**error.get("ctx", {})), text) if known else same(text)


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _longest_known(location: Path, lines: dict[Path, int]) -> Path:
    """pydantic names union branches in the location too: keep the parts that stand in the file."""
    kept: Path = ()
    for part in location:
        if (*kept, part) in lines:
            kept = (*kept, part)
    return kept


def _fields_at(model: type[Any], location: Iterable[str | int]) -> set[str]:
    """The keys allowed at a place: follow the models along the location."""
    current: set[type[Any]] = {model}
    for part in location:
        if isinstance(part, int):
            continue
        inner: set[type[Any]] = set()
        for candidate in current:
            field = getattr(candidate, "model_fields", {}).get(part)
            inner |= _models_in(field.annotation) if field else {candidate}
        current = inner or current
    names: set[str] = set()
    for candidate in current:
        names |= set(getattr(candidate, "model_fields", {})) or set(getattr(candidate, "__dataclass_fields__", {}))
    return names


def _models_in(annotation: Any) -> set[type[Any]]:
    found: set[type[Any]] = set()
    for part in getattr(annotation, "__args__", ()):
        found |= _models_in(part)
    named = hasattr(annotation, "model_fields") or hasattr(annotation, "__dataclass_fields__")
    if isinstance(annotation, type) and named:
        found.add(annotation)
    return found
