"""What is proposed for each column of an unknown table, and why a person has to look where one has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from junheng.facts.draft.vocabulary import SURE, Vocabulary
from junheng.facts.intake.heads.columns import reader
from junheng.facts.intake.heads.head import ColumnHead
from junheng.facts.intake.heads.match import Matcher, unit_fits
from junheng.facts.intake.heads.odd_units import odd_unit
from junheng.facts.intake.heads.rows import SCHOOLS_NAME
from junheng.facts.intake.heads.source import HELPERS, Source, SourceColumn, load_source
from junheng.facts.intake.persons.kinds import Personal, is_persons_name, kind_of_cell, kind_of_head
from junheng.facts.intake.values.cells import Reading, is_number
from junheng.facts.intake.values.sheet import Cell, letter
from junheng.facts.intake.values.text import plain, shown
from junheng.facts.intake.values.units import MONEY
from junheng.facts.tables import TABLES, Column, Type
from junheng.terms import Message, Stage, Unit, same
from junheng.terms.personal import masked

SAMPLE = 300  # rows looked at
MOSTLY = 0.5  # of the cells: more look like schools' names
LONGEST_FIGURE = 8  # digits: longer ones may be somebody's number
MOST_CHOICES = 40  # different words in a column of kinds, runners, locations
FEWEST_CODES, SHORTEST_CODE = 8, 4  # cells, characters
_CODE = re.compile(r"[a-z]{0,4}\d+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


_CLASS, _SCHOOL = "班", "school"
_PERSONS = ("pupils", "teachers")  # of whom a table tells the sexes apart


class State(StrEnum):
    TAKEN = "taken"
    PART = "part"  # with the other sex it makes a fact
    COMPARED = "compared"  # known, not kept, held against the fact it is a part of
    ASK = "ask"
    UNKNOWN = "unknown"
    IGNORED = "ignored"  # known, and no source needs it
    PERSONAL = "personal"  # never stored


@dataclass(frozen=True)
class Proposal:
    head: ColumnHead
    state: State
    why: Message
    table: str = ""
    fact: str = ""
    stage: Stage | None = None
    unit: str = ""
    score: float = 0.0
    sample: tuple[str, ...] = ()  # figures only: a text may be a person's name
    unknown_words: tuple[str, ...] = ()  # of a column with choices
    is_female: bool | None = None  # of whom it counts those of one sex

    @property
    def letter(self) -> str:
        return letter(self.head.column)

    @property
    def scope(self) -> tuple[str, str, Stage | None]:
        return self.table, self.fact, self.stage

    @property
    def name(self) -> str:
        """The fact, or the part of it."""
        return self.fact if self.state != State.PART else f"{self.fact}_{'female' if self.is_female else 'male'}"

    @property
    def pattern(self) -> str:
        return pattern(self.head)


def is_school_name(text: Cell) -> bool:
    return isinstance(text, str) and SCHOOLS_NAME.fullmatch(plain(text)) is not None


def _is_kind(text: Cell) -> bool:
    return plain(text) in load_source("cn/county-export").allowed("kind")


def pattern(head: ColumnHead) -> str:
    """The head as a source writes it: as the user knows it where that is read so, else its words."""
    text = re.sub(r"\s+", " ", head.shown.replace(" > ", " ")).strip()
    for each in (text, " ".join(head.parts)):
        source = Source(id="draft", title=same("draft"), columns=(SourceColumn(fact="name", table="schools", heads=(each,)),))
        if Matcher(source).match(head) is not None:
            return each
    return text


def proposals(heads: Sequence[ColumnHead], rows: list[list[Cell]], vocabulary: Vocabulary, personal: Collection[int]) -> list[Proposal]:
    """personal: the columns that are of persons."""
    found = [_personal(head) if head.column in personal else _one(head, _sample(rows, head.column), vocabulary) for head in heads]
    return _with_codes(_with_sexes(_with_totals_of_sexes(_with_bare_sexes(_without_rivals(found), rows, vocabulary), rows, vocabulary)), rows)


def _sample(rows: list[list[Cell]], column: int) -> list[Cell]:
    cells = (row[column] for row in rows if column < len(row))
    return [cell for cell in cells if plain(cell)][:SAMPLE]


def _personal(head: ColumnHead) -> Proposal:
    return Proposal(head, State.PERSONAL, Message("个人信息，不保存", "about persons: never stored"))


def _one(head: ColumnHead, cells: list[Cell], vocabulary: Vocabulary) -> Proposal:
    likest = vocabulary.likest(head)
    certain = likest is not None and likest.known.fact and likest.score >= SURE
    if not certain and vocabulary.is_of_beliefs(head):
        return Proposal(head, State.PERSONAL, Message("民族、信仰一类，不保存", "descent or belief: never stored"))
    if (_is_of_persons(head) and not certain) or _are_numbers_of_persons(cells):
        return _personal(head)
    figures = tuple(shown(cell) for cell in cells[:3] if is_number(cell) and len(shown(cell)) <= LONGEST_FIGURE)
    sex = vocabulary.of_sex(head)
    if sex and _share(cells, is_number) > MOSTLY:
        likeness = Message(f"像“{sex.whole.words}”中的一个性别", f"like one sex of `{sex.whole.words}`")
        stage = vocabulary.stage_of(head, sex.whole)
        return Proposal(head, State.PART, likeness, sex.whole.table, sex.whole.fact, stage, sample=figures, is_female=sex.is_female)
    if vocabulary.is_total(head) and head.unit == _CLASS:
        return Proposal(head, State.ASK, Message("单位是“班”的合计", "a total whose unit is classes"), "school_years", "classes", sample=figures)
    if likest is None:
        return _by_cells(head, cells) or Proposal(head, State.UNKNOWN, Message("没有见过的表头", "a head never seen"), sample=figures)
    known = likest.known
    if not known.fact and figures and (vocabulary.is_total(head) or vocabulary.bare_sex(head) is not None):
        return Proposal(head, State.UNKNOWN, Message("没有写明是什么的数", "it does not say what is counted"), sample=figures)
    if not known.fact:
        return Proposal(head, State.IGNORED, Message(f"在 {known.origin} 中已知、不需要", f"known in {known.origin}, not needed"))
    if not unit_fits(known.table, known.fact, head.unit):
        why = Message(f"单位是“{head.unit}”，不是“{known.words}”的单位", f"its unit is {head.unit}, which is none of `{known.words}`")
        return Proposal(head, State.UNKNOWN, why, sample=figures)
    if known.fact == "school" and known.words == _SCHOOL and _share(cells, _has_digits) < 1 - MOSTLY:
        why = Message("单元格多不含数字：是校名，不是标识码", "most of its cells hold no digits: names, not codes")
        return Proposal(head, State.TAKEN, why, "schools", "name")
    column = _column(known.table, known.fact)
    stage = vocabulary.stage_of(head, known) if known.table == "school_years" else None
    doubt = _doubt(head, column, cells)
    like = Message(f"像 {known.origin} 的“{known.words}”", f"like `{known.words}` in {known.origin}")
    why = Message(f"{like.zh}；{doubt.zh}", f"{like.en}; {doubt.en}") if doubt else like
    state = State.TAKEN if likest.score >= SURE and doubt is None else State.ASK
    return Proposal(
        head, state, why, known.table, column.name, stage, _unit(head, column), likest.score, figures, _unknown_words(column, cells)
    )


def _by_cells(head: ColumnHead, cells: list[Cell]) -> Proposal | None:
    """Under a head never seen: what its cells look like."""
    if _share(cells, _is_kind) > MOSTLY:
        why = Message(
            "单元格多像办学类型：若是，去掉记号即可；若是学段，把 kind 改为 stage",
            "its cells look like kinds of school: if they are, take the mark away; if they are stages, write stage for kind",
        )
        return Proposal(head, State.ASK, why, "schools", "kind", unknown_words=_unknown_words(TABLES["schools"].column("kind"), cells))
    if _share(cells, is_school_name) > MOSTLY:
        why = Message("单元格多像校名：若是校名，去掉记号即可", "its cells look like schools' names: if they are, take the mark away")
        return Proposal(head, State.ASK, why, "schools", "name")
    return None


def _has_digits(cell: Cell) -> bool:
    return any(map(str.isdigit, plain(cell)))


def _column(table: str, fact: str) -> Column:
    return HELPERS[fact] if fact in HELPERS else TABLES[table].column(fact)


def _is_of_persons(head: ColumnHead) -> bool:
    return kind_of_head(head.parts[-1], "".join(head.parts[:-1])) not in (None, Personal.TRAIT)


def _are_numbers_of_persons(cells: list[Cell]) -> bool:
    return 2 * sum(kind_of_cell(cell) is not None for cell in cells) > len(cells)


def _doubt(head: ColumnHead, column: Column, cells: list[Cell]) -> Message | None:
    """Why the cells do not look like the fact that the head names."""
    named = _YEAR.search(head.shown)
    if named and column.type == Type.QUANTITY:
        year = named.group()
        return Message(
            f"表头含年份：是否整张表都是 {year} 年？每年一列时写 year: {year}",
            f"the head names a year: is all of the table of {year}? With one column per year write year: {year}",
        )
    said, turned = odd_unit(head.shown, column.unit) if column.type == Type.QUANTITY and not head.unit else ("", "")
    if said and not turned:
        return Message(f"表头的单位“{said}”不认识，不会采用：请在表中换算并改表头", f"its unit, {said}, is not understood and it will not be used: turn the figures in the table and change the head")
    if not cells:
        return Message("这一列是空的", "the column is empty")
    if column.name == "year" and not any(_YEAR.search(shown(cell)) for cell in cells):
        return Message("单元格不是四位的年份：请在 constants 写 year", "its cells are no years of four digits: write `year` under constants")
    if column.type in (Type.QUANTITY, Type.NUMBER):
        read = _reader(column)
        wrong = sum(read(cell).wrong is not None for cell in cells)
        if wrong * 5 > len(cells):
            return Message("多数单元格不是这样的数", "most of its cells are no such number")
        if column.unit == Unit.YUAN and head.unit not in MONEY:
            return Message("没有写单位：元还是万元？请补 unit", "it names no unit of money: add unit: 元 or 万元")
    if column.type == Type.CHOICE and len({plain(cell) for cell in cells}) > MOST_CHOICES:
        return Message("不同的词太多，不像选项", "too many different words for one of a few")
    if column.name == "name" and _share(cells, is_number) > 0.5:
        return Message("单元格多是数字", "its cells are mostly numbers")
    if column.name in ("name", "school") and len({plain(cell) for cell in cells}) * 2 < len(cells):
        return Message("同样的内容反复出现，不像每校一行", "the same words come again and again: not one line per school")
    return None


def _reader(column: Column) -> Callable[[Cell], Reading]:
    source = Source(id="draft", title=same("draft"))
    table: Literal["schools", "school_years"] = "schools" if column.name in TABLES["schools"].by_name else "school_years"
    return reader(source, SourceColumn(fact=column.name, table=table, heads=()), "")


def _share(cells: list[Cell], holds: Callable[[Cell], bool]) -> float:
    return sum(holds(cell) for cell in cells) / len(cells) if cells else 0.0


def _unit(head: ColumnHead, column: Column) -> str:
    if column.unit == Unit.YUAN:
        return head.unit if head.unit in MONEY else ""
    if column.unit == Unit.SQUARE_METRE:
        return odd_unit(head.shown, column.unit)[1] or ("亩" if "亩" in plain(head.shown) else "")
    return ""


def _unknown_words(column: Column, cells: list[Cell]) -> tuple[str, ...]:
    """Words of a column with choices that nobody has told the meaning of."""
    if column.type != Type.CHOICE:
        return ()
    names = Source(id="draft", title=same("draft")).allowed(column.name)
    typed = Counter(masked(shown(cell)) for cell in cells if plain(cell) not in names and not is_persons_name(cell))
    return tuple(word for word, _ in typed.most_common()) if len(typed) <= MOST_CHOICES else ()


def _with_bare_sexes(found: list[Proposal], rows: list[list[Cell]], vocabulary: Vocabulary) -> list[Proposal]:
    """Male and Female beside Total Enrolment and Teachers: of those that they add up to in most of the rows."""
    bare = {sex: each for each in found if each.state == State.UNKNOWN and (sex := vocabulary.bare_sex(each.head)) is not None}
    if len(bare) != 2 or sum(each.state == State.UNKNOWN and vocabulary.bare_sex(each.head) is not None for each in found) != 2:
        return found
    columns = [each.head.column for each in bare.values()]
    whole = next((each for each in found if each.fact in _PERSONS and each.state in (State.TAKEN, State.ASK) and _add_up(rows, columns, each.head.column)), None)
    if whole is None:
        return found
    like = Message(f"与另一性别相加多为 {whole.letter} 列", f"with the other sex it mostly makes column {whole.letter}")
    made = {id(each): replace(each, state=State.PART, why=like, table=whole.table, fact=whole.fact, stage=whole.stage, is_female=sex) for sex, each in bare.items()}
    return [made.get(id(each), each) for each in found]


def _with_totals_of_sexes(found: list[Proposal], rows: list[list[Cell]], vocabulary: Vocabulary) -> list[Proposal]:
    """Boys, Girls and a Total right beside them: it is the fact, and they are held against it. Where it is not their sum in most of the rows, a person has to say."""
    totals = [each for each in found if each.state == State.UNKNOWN and vocabulary.is_total(each.head)]
    made: dict[int, Proposal] = {}
    for scope in {each.scope for each in found if each.state == State.PART}:
        sexes = [each for each in found if each.state == State.PART and each.scope == scope]
        columns = [each.head.column for each in sexes]
        beside = [each for each in totals if each.head.column in (min(columns) - 1, max(columns) + 1)]
        is_told = any(each.scope == scope and each.state in (State.TAKEN, State.ASK) for each in found)
        if is_told or {each.is_female for each in sexes} != {True, False} or len(sexes) != 2 or len(beside) != 1:
            continue
        is_sum = _add_up(rows, columns, beside[0].head.column) and sum(each.pattern == beside[0].pattern for each in found) == 1
        letters = " + ".join(each.letter for each in sexes)
        why = Message(f"多为 {letters} 之和", f"mostly {letters}") if is_sum else Message(f"紧挨着 {letters}：是不是它们的总数？", f"right beside {letters}: is it their total?")
        table, fact, stage = scope
        made[id(beside[0])] = replace(beside[0], state=State.TAKEN if is_sum else State.ASK, why=why, table=table, fact=fact, stage=stage)
    return [made.get(id(each), each) for each in found]


def _add_up(rows: list[list[Cell]], parts: Sequence[int], whole: int) -> bool:
    """In at least half of the rows that hold all of them."""
    wanted = [*parts, whole]
    full = [[float(plain(row[column]).replace(",", "")) for column in wanted] for row in rows if all(column < len(row) and is_number(row[column]) for column in wanted)]
    agree = sum(sum(figures[:-1]) == figures[-1] > 0 for figures in full)
    return agree > 0 and agree * 2 >= len(full)


def _with_sexes(found: list[Proposal]) -> list[Proposal]:
    """Boys and girls: held against the pupils where these are told too, else added up to them; of one sex alone a person has to think."""
    told = {each.scope for each in found if each.state in (State.TAKEN, State.ASK)}
    sexes = Counter(each.scope for each in found if each.state == State.PART)
    both = {each.scope for each in found if each.is_female} & {each.scope for each in found if each.is_female is False}

    def settled(each: Proposal) -> Proposal:
        if each.state != State.PART:
            return each
        if {each.scope, (each.table, each.fact, None)} & told:
            return replace(each, state=State.COMPARED)
        if each.scope in both and sexes[each.scope] == 2:
            return each
        return replace(each, state=State.ASK, why=Message(f"{each.why.zh}，另一个性别没有找到：这不是总数", f"{each.why.en}; the other sex was not found: this is no total"))

    return list(map(settled, found))


def _with_codes(found: list[Proposal], rows: list[list[Cell]]) -> list[Proposal]:
    """Where no head speaks of codes: the first column of unknown meaning whose cells could be some."""
    if any(each.fact == "school" and each.state in (State.TAKEN, State.ASK) for each in found):
        return found
    first = next((each for each in found if each.state == State.UNKNOWN and _may_be_codes(_sample(rows, each.head.column))), None)
    why = Message("单元格各不相同、一样长：若是学校标识码，去掉记号即可", "its cells are all different and of one length: if they are the schools' codes, take the mark away")
    return [replace(each, state=State.ASK, why=why, table="schools", fact="school") if each is first else each for each in found]


def _may_be_codes(cells: list[Cell]) -> bool:
    texts = [plain(cell) for cell in cells]
    lengths = set(map(len, texts))
    return len(texts) >= FEWEST_CODES and len(set(texts)) == len(texts) and len(lengths) == 1 and min(lengths) >= SHORTEST_CODE and all(_CODE.fullmatch(text) for text in texts)


def _without_rivals(found: list[Proposal]) -> list[Proposal]:
    """Two columns that look like one fact: a person says which."""
    taken: dict[tuple[str, str, Stage | None], list[Proposal]] = {}
    for each in found:
        if each.state == State.TAKEN:
            taken.setdefault(each.scope, []).append(each)
    rivals = {id(each): group for group in taken.values() if len(group) > 1 for each in group}
    return [_rival(each, rivals[id(each)]) if id(each) in rivals else each for each in found]


def _rival(each: Proposal, group: list[Proposal]) -> Proposal:
    others = ", ".join(other.letter for other in group if other is not each)
    best = max(other.score for other in group)
    if each.score == best and sum(other.score == best for other in group) == 1:
        return each
    why = Message(f"{each.why.zh}；与 {others} 列像是同一项", f"{each.why.en}; column {others} looks like the same fact")
    return replace(each, state=State.ASK, why=why)
