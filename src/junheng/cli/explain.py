"""junheng explain: one page, every verdict of one school down to the cells."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Annotated

import typer

from junheng import reports
from junheng.cli import api, options
from junheng.cli.app import DONE
from junheng.findings import Evaluation
from junheng.terms import UsageError

School = Annotated[str, typer.Option(help="学校标识码或校名 / code or name of the school")]
Out = Annotated[Path | None, typer.Option(help="写入文件（.html .docx .pdf .xlsx）；不写则显示 / write to a file; printed without it")]


def explain(
    files: options.Files,
    school: School,
    standard: options.Standard = "cn/national/quality-2017",
    source: options.Source = None,
    corrections: options.Corrections = None,
    out: Out = None,
    year: options.Year = None,
    area: options.Area = None,
    every: options.Every = None,
    exclude: options.Exclude = None,
    setting: options.Setting = None,
    authority: options.Authority = None,
    store: options.Store = None,
    lang: options.Language = None,
) -> int:
    """说明一所学校的每个结论：规则、算式、数值、来源单元格。Every verdict of one school, down to the cells.

    例 Example: junheng explain county.xlsx --school 2199000001
    """
    spoken = options.spoken(lang)
    if out is not None:
        options.check_report(out, [*files, standard, source, corrections])
    what = api.read(*files, source=source, year=year, area=area, every=every or (), store=store, corrections=corrections, authority=authority)
    found = api.evaluate(what, standard, options.settings_of(setting), exclude or ())
    code = find_school(found, school)
    page = reports.explain(found, what.delivery, code, spoken)
    if out is None:
        typer.echo(reports.render_text(page))
    else:
        reports.write(page, out)
        typer.echo(options.written(out, spoken))
    return DONE


def find_school(found: Evaluation, said: str) -> str:
    """The code of the school meant; near names are offered where there is none, codes where there are several."""
    known = {(each.school, each.name) for each in (*found.schools, *found.not_counted)}
    codes = sorted({code for code, name in known if said in (code, name)})
    if len(codes) == 1:
        return codes[0]
    if codes:
        raise UsageError(f"“{said}”有 {len(codes)} 所：{'、'.join(codes)}；请用标识码", f"{said} is the name of {len(codes)} schools: {', '.join(codes)}; give the code")
    names = sorted({name for _, name in known if name})
    near = [name for name in names if said and said in name][:3] or difflib.get_close_matches(said, names, n=3, cutoff=0.4) or names[:3]
    raise UsageError(f"没有学校“{said}”；相近的有：{'、'.join(near)}", f"there is no school {said}; the nearest are: {', '.join(near)}")
