"""junheng standards: which standards there are, and what one of them asks."""

from __future__ import annotations

from typing import Annotated

import typer

from junheng.cli import as_json, options, show
from junheng.cli.app import DONE
from junheng.rules import load_standard, standard_ids
from junheng.terms.content import plain

Which = Annotated[str | None, typer.Argument(help="标准编号或文件；不写则列出全部 / id or file; all are listed without it")]


def standards(
    which: Which = None, setting: options.Setting = None, json: options.AsJson = False, lang: options.Language = None
) -> int:
    """列出自带标准，或显示一个标准的每个数值及其依据。List the standards, or show every value of one with its source.

    例 Example: junheng standards cn/national/quality-2017
    """
    spoken = options.spoken(lang)
    if which is None:
        found = [load_standard(each).standard for each in standard_ids()]
        if json:
            typer.echo(as_json.dump([{"id": each.id, "title": each.title.to(spoken), "version": each.version} for each in found]))
        else:
            show.standard_list(found, spoken)
        return DONE
    rules = load_standard(which, options.settings_of(setting))
    if json:
        typer.echo(as_json.dump(plain(rules.standard)))
    else:
        show.standard(rules, spoken)
    return DONE
