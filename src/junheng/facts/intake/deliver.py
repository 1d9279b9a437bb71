"""Several files read as one delivery."""

from __future__ import annotations

import dataclasses
import importlib
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from junheng.facts.delivery import Delivery
from junheng.facts.intake import progress
from junheng.facts.intake.books.ahead import Opened, opened_ahead
from junheng.facts.intake.books.book import read_sheets
from junheng.facts.intake.books.handed_in import not_opened, open_files
from junheng.facts.intake.heads.assumed import drop_assumed
from junheng.facts.intake.heads.said import NOTHING_SAID, Said
from junheng.facts.intake.missing_forms import missing_forms
from junheng.facts.intake.never_zero import never_zero
from junheng.facts.intake.odd_year import odd_years
from junheng.facts.intake.persons.screen import screen
from junheng.facts.intake.schools.identity import Identities
from junheng.facts.intake.template import workbook
from junheng.facts.intake.template.empty import empty_columns
from junheng.facts.intake.template.lacking import lacking_sheets
from junheng.facts.intake.untaught import drop_untaught, stages_taught
from junheng.facts.intake.values.sheet import File, Sheet
from junheng.facts.intake.without_basics import without_basics
from junheng.facts.intake.zero_lines import settle_zeros
from junheng.terms import Finding, Message, Severity, UsageError

if TYPE_CHECKING:
    from junheng.facts.intake.corrections.correcting import Correcting


def read_files(
    paths: Sequence[Path], source: str | None = None, said: Said = NOTHING_SAID, corrections: Path | None = None
) -> Delivery:
    """`source` names the form family; without it, each file is recognised by its heads."""
    if not paths:
        raise UsageError("请给出至少一个文件", "give at least one file")
    delivery, identities = Delivery(), Identities()
    correcting = _correcting(corrections, delivery) if corrections else None
    files, seen = labelled(paths, delivery.findings), dict[int, File]()
    for number, ((label, file), opened) in enumerate(zip(files, opened_ahead([file for _, file in files]), strict=True)):
        progress.begun(number, len(files), file.name, delivery.rows_in)
        try:
            content = None if opened or len(files) == 1 else file.read()  # a file alone, which may be large, is read only when it is opened
        except UsageError as error:
            delivery.findings.append(not_opened(file, error).in_file(label))
            continue
        if len(files) == 1 or _is_new(file, opened.content if opened else hash(content), seen, delivery):
            before = (len(delivery.findings), len(delivery.blocks), len(delivery.said_before), len(delivery.forms), len(delivery.closures), len(delivery.witnesses), len(delivery.between))
            sheets = _opened(file if content is None else dataclasses.replace(file, read=partial(bytes, content), path=None), opened, delivery)
            if correcting:
                sheets = [sheet.spelled_out() for sheet in sheets]
                correcting.sheets(sheets, label, [file.where, *([""] if len(files) == 1 else [])], delivery)
            if sheets:
                delivery.source_of[label] = _read_sheets(file, sheets, source, said, delivery, identities)
            if label != file.name:
                _relabel(delivery, before, file.name, label)
    progress.begun(len(files), len(files), "", delivery.rows_in)
    delivery.findings += list(delivery.witnesses.findings(delivery.findings))
    _check_known(delivery)
    identities.settle(delivery)
    drop_assumed(delivery)
    delivery.findings += odd_years(delivery.blocks) if len(files) > 1 else ()
    if delivery.forms:
        importlib.import_module("junheng.facts.intake.forms.read_forms").over_all_forms(delivery, stages_taught)
    delivery.findings += list(missing_forms(delivery.forms, delivery.findings, delivery.blocks))
    drop_untaught(delivery)
    settle_zeros(delivery)
    delivery.findings += list(without_basics(delivery))
    delivery.findings += () if delivery.writes_zero else never_zero(delivery.blocks)
    delivery.findings += [*lacking_sheets(delivery), *empty_columns(delivery)] if workbook.ID in delivery.sources else ()
    if correcting:
        delivery.blocks[:] = [block.spelled_out() for block in delivery.blocks]
        correcting.facts(delivery)
    return delivery


def labelled(paths: Sequence[Path], findings: list[Finding]) -> list[tuple[str, File]]:
    """Every file of a delivery with the name that findings call it by."""
    files = [file for path in paths for file in open_files(path, findings)]
    return list(zip(_labels(files), files, strict=True))


def _correcting(path: Path, delivery: Delivery) -> Correcting:
    """Loaded only where somebody corrects."""
    loaded: Correcting = importlib.import_module("junheng.facts.intake.corrections.correcting").Correcting(path, delivery)
    return loaded


def _opened(file: File, opened: Opened | None, delivery: Delivery) -> list[Sheet]:
    """The sheets, without what is of persons; none where nothing is left to read. opened: where another process did it already."""
    if opened:
        delivery.findings += opened.findings
        delivery.rows_in += opened.refused
        return opened.sheets
    try:
        sheets = read_sheets(file, delivery.findings)
    except UsageError as error:
        delivery.findings.append(not_opened(file, error))
        return []
    sheets, refused = screen(sheets, delivery.findings)
    delivery.rows_in += refused
    return sheets


def _check_known(delivery: Delivery) -> None:
    """Raises UsageError where nothing of a folder or a zip was recognised or could be opened, unless an error tells already why. Who lists staff is told without the path."""
    unknown = [each for each in delivery.findings if each.rule in ("file-unknown", "list-skipped")]
    has_errors = any(each.severity == Severity.ERROR for each in delivery.findings if each not in unknown or not each.found)
    if unknown and not delivery.sources and not has_errors:
        raise UsageError(unknown[0].message.zh, unknown[0].message.en)


def _labels(files: list[File]) -> list[str]:
    """How findings name each file: by its name, with folders where another file of the delivery has the same name."""
    names = Counter(file.name for file in files)
    nested = Counter(f"{file.folder}/{file.name}" for file in {file.where: file for file in files}.values())
    labels = []
    for file in files:
        with_folder = f"{file.folder}/{file.name}"
        same_name = names[file.name] > 1 and len({other.where for other in files if other.name == file.name}) > 1
        told_apart = with_folder if nested[with_folder] == 1 else file.where
        labels.append(told_apart if same_name else file.name)
    return labels


def _is_new(file: File, content: int, seen: dict[int, File], delivery: Delivery) -> bool:
    """False for a file that was read already. A copy of another name is read: its name may say another year. content: its hash."""
    before = seen.setdefault(content, file)
    if before is file or before.read() != file.read():
        return True
    again = (before.name, before.folder) == (file.name, file.folder) and not _of_two_years(before, file)
    asked = Message("只读一次", "it was read once") if again else Message("请核对是否重复提交", "see whether it was handed in twice")
    message = Message(f"内容与“{before.where}”完全相同，{asked.zh}", f"its content is that of {before.where}; {asked.en}")
    delivery.findings.append(Finding(Severity.INFO, "file-twice", message, file.name, "", "", file.where))
    return not again


def _of_two_years(one: File, other: File) -> bool:
    """By the folders above: what is the same in both years is no copy."""
    year_above = importlib.import_module("junheng.facts.intake.heads.title").year_above
    years = {year_above(one.above), year_above(other.above)}
    return len(years) > 1 and None not in years


def _relabel(delivery: Delivery, before: tuple[int, int, int, int, int, int, int], name: str, label: str) -> None:
    """The name is changed after reading: what a file's name says must not be taken from its folder."""
    findings, blocks, said, forms, closures, doubted, between = before
    for index in range(findings, len(delivery.findings)):
        if delivery.findings[index].file == name:
            delivery.findings[index] = delivery.findings[index].in_file(label)
    for index in range(blocks, len(delivery.blocks)):
        delivery.blocks[index] = delivery.blocks[index]._replace(file=label)
    delivery.said_before[said:] = [dataclasses.replace(each, file=label) for each in delivery.said_before[said:]]
    delivery.forms[forms:] = [dataclasses.replace(each, file=label) for each in delivery.forms[forms:]]
    delivery.closures[closures:] = [dataclasses.replace(each, file=label) for each in delivery.closures[closures:]]
    delivery.between[between:] = [each._replace(sheet=dataclasses.replace(each.sheet, file=label)) for each in delivery.between[between:]]
    delivery.witnesses.renamed(doubted, name, label)


def _read_sheets(
    file: File, sheets: list[Sheet], source: str | None, said: Said, delivery: Delivery, identities: Identities
) -> str:
    if source == workbook.ID or (source is None and workbook.template_version(sheets) is not None):
        delivery.sources.add(workbook.ID)
        workbook.read_template(sheets, delivery)
        return workbook.ID
    # sources, heads and titles load only for workbooks that are not our own: a twentieth of a county's evaluation
    family = importlib.import_module("junheng.facts.intake.family")
    read: str = family.read_family(file, sheets, source, said, delivery, identities)
    return read
