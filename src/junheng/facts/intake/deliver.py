"""Several files read as one delivery."""

from __future__ import annotations

import dataclasses
import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from junheng.facts.delivery import Delivery
from junheng.facts.intake import template
from junheng.facts.intake.book import open_files, read_sheets
from junheng.facts.intake.identity import Identities
from junheng.facts.intake.read import read_sheet
from junheng.facts.intake.read_forms import read_forms
from junheng.facts.intake.recognise import recognise
from junheng.facts.intake.said import NOTHING_SAID, Said
from junheng.facts.intake.sheet import File, Sheet
from junheng.facts.intake.source import Source, load_source, source_ids
from junheng.facts.intake.text import plain
from junheng.terms import Finding, Message, Severity, UsageError


def read_files(paths: Sequence[Path], source: str | None = None, said: Said = NOTHING_SAID) -> Delivery:
    """`source` names the form family; without it, each file is recognised by its heads."""
    if not paths:
        raise UsageError("请给出至少一个文件", "give at least one file")
    delivery, identities = Delivery(), Identities()
    files = [file for path in paths for file in open_files(path, delivery.findings)]
    labels = _labels(files)
    seen: dict[str, File] = {}
    for file, label in zip(files, labels, strict=True):
        if _is_new(file, seen, delivery):
            before = (len(delivery.findings), len(delivery.blocks))
            delivery.source_of[label] = _read_file(file, source, said, delivery, identities)
            if label != file.name:
                _relabel(delivery, before, file.name, label)
    identities.settle(delivery)
    return delivery


def _labels(files: list[File]) -> list[str]:
    """How findings name each file: by its name, with folders where another file of the delivery has the same name."""
    names = Counter(file.name for file in files)
    nested = Counter(f"{file.folder}/{file.name}" for file in {file.where: file for file in files}.values())
    labels = []
    for file in files:
        with_folder = f"{file.folder}/{file.name}"
        same_name = names[file.name] > 1 and len({other.where for other in files if other.name == file.name}) > 1
        labels.append(file.name if not same_name else with_folder if nested[with_folder] == 1 else file.where)
    return labels


def _is_new(file: File, seen: dict[str, File], delivery: Delivery) -> bool:
    """False for a file that was read already. A copy of another name is read: its name may say another year."""
    content = hashlib.sha256(file.read()).hexdigest()
    before = seen.setdefault(content, file)
    if before is file:
        return True
    again = (before.name, before.folder) == (file.name, file.folder)
    zh, en = f"内容与“{before.where}”完全相同", f"its content is that of {before.where}"
    if again:
        message = Message(f"{zh}，只读一次", f"{en}; it was read once")
    else:
        message = Message(f"{zh}，请核对是否重复提交", f"{en}; see whether it was handed in twice")
    delivery.findings.append(Finding(Severity.INFO, "file-twice", message, file.name, "", "", file.where))
    return not again


def _relabel(delivery: Delivery, before: tuple[int, int], name: str, label: str) -> None:
    """The name is changed after reading: what a file's name says must not be taken from its folder."""
    findings, blocks = before
    for index in range(findings, len(delivery.findings)):
        if delivery.findings[index].file == name:
            delivery.findings[index] = dataclasses.replace(delivery.findings[index], file=label)
    for index in range(blocks, len(delivery.blocks)):
        delivery.blocks[index] = dataclasses.replace(delivery.blocks[index], file=label)


def _read_file(file: File, source: str | None, said: Said, delivery: Delivery, identities: Identities) -> str:
    """Returns the source it was read as."""
    sheets = read_sheets(file, delivery.findings)
    if source == template.ID or (source is None and template.template_version(sheets) is not None):
        delivery.sources.add(template.ID)
        template.read_template(sheets, delivery)
        return template.ID
    family = load_source(source) if source else recognise(sheets, [load_source(each) for each in source_ids()])
    if family is None:
        raise UsageError(
            f"认不出“{file.name}”是哪一类表：请用 --source 指明（{', '.join(source_ids())}），或写一个来源文件",
            f"cannot tell what kind of table {file.name} is: name it with --source ({', '.join(source_ids())}), "
            "or write a source file",
        )
    delivery.sources.add(family.id)
    _read_book(sheets, family, said, delivery, identities)
    return family.id


def _read_book(sheets: list[Sheet], family: Source, said: Said, delivery: Delivery, identities: Identities) -> None:
    if family.forms:
        read_forms(sheets, family, said, delivery, identities)
        return
    for sheet in sheets:
        rows = sum(any(plain(cell) for cell in cells) for cells in sheet.rows)
        if rows and not read_sheet(sheet, family, said, delivery, identities):
            delivery.rows_in += rows
            delivery.findings.append(_unread(sheet))


def _unread(sheet: Sheet) -> Finding:
    return Finding(
        Severity.WARNING, "sheet-unknown",
        Message(
            "这张表没有找到写着学校名称的表头，未采用", "no head with a school's name was found on this sheet; it was not used"
        ),
        sheet.file, sheet.name,
    )
