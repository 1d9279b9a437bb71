"""The command line's frame: commands by name, the language, and errors as one sentence with an exit code."""

from __future__ import annotations

import difflib
import gc
import importlib
import io
import locale
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import typer

from junheng import __version__
from junheng.terms import Lang, Message, UsageError
from junheng.terms.reasons import reason

DONE, FACTS_HAVE_ERRORS, WRONG_USE = 0, 1, 2
INTERRUPTED = 130  # as shells know it

COMMANDS = {
    "evaluate": Message("评估：县域数据 → 结论、差异系数、依据", "hold a standard against a county's facts"),
    "check": Message("检查：列出数据中的问题及所在单元格", "every finding about the data, with sheet and cell"),
    "explain": Message("说明：一所学校的每个结论直到单元格", "one page per school, every verdict down to the cells"),
    "funding": Message("经费：三个增长、按人数拨付、债务等检验", "the statutory funding tests, down to the cells"),
    "template": Message("模板：生成填报用的空白工作簿", "write the empty workbook to fill"),
    "plan": Message("规划：读出规划中的目标、职责与现状", "read the targets, duties and facts out of a plan"),
    "source": Message("来源：为认不出的表起草来源文件", "draft a source file for a spreadsheet that is not known"),
    "standards": Message("标准：列出自带标准，或显示一个标准", "list the shipped standards, or show one"),
    "systems": Message("系统：规划提到的 150 个系统各由什么支持", "the 150 systems of the plans: what serves each"),
    "demo": Message("演示：评估自带的例子并写出报告", "evaluate the examples and write their reports"),
    "bench": Message("基准测试：与同类工具在一次运行中比较", "the benchmarks, against peers, in one run"),
}


def language(arguments: list[str]) -> Lang:
    """--lang where given, else the locale: Chinese for zh, English for everything else."""
    for index, argument in enumerate(arguments):
        value = argument.removeprefix("--lang=") if argument.startswith("--lang=") else ""
        if argument == "--lang" and index + 1 < len(arguments):
            value = arguments[index + 1]
        if value in (Lang.ZH, Lang.EN):
            return Lang(value)
    said = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    said = said or (locale.getlocale()[0] or "")
    return Lang.ZH if said.lower().startswith(("zh", "chinese")) else Lang.EN


GROUPS = ("plan",)  # commands with commands of their own: their module gives a sub-application for the one that is called


def _app(called: str | None, arguments: list[str], lang: Lang) -> typer.Typer:
    """Every command by name and one-line help; only the module of the one that is called is imported."""
    app = typer.Typer(
        help=_HELP.to(lang), add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_frame)
    for name, text in COMMANDS.items():
        if name == called and name in GROUPS:
            group = importlib.import_module(f"junheng.cli.{name}").group(arguments[arguments.index(name) + 1 :], lang)
            app.add_typer(group, name=name, short_help=text.to(lang))
            continue
        function = getattr(importlib.import_module(f"junheng.cli.{name}"), name) if name == called else _named(name)
        app.command(name, short_help=text.to(lang))(function)
    return app


def _frame(
    version: bool = typer.Option(False, "--version", is_eager=True, callback=lambda asked: _tell_version(asked), help="程序的版本 / the version of the program"),
) -> None:
    pass


def _tell_version(asked: bool) -> None:
    if asked:
        typer.echo(f"junheng {__version__}")
        raise typer.Exit


def _named(name: str) -> Callable[[], None]:
    def listed() -> None:
        raise AssertionError(f"{name} was not loaded")

    return listed


_HELP = Message(
    "均衡：把标准与规划变成数据，把县域数据变成能说明自己的结论。各命令的用法：junheng 命令 --help",
    "Junheng: the law and the plan as data, a county's facts, verdicts that explain themselves. "
    "Each command's own help: junheng COMMAND --help",
)


def main(arguments: list[str] | None = None) -> None:
    gc.set_threshold(1_000_000)  # a command is short: looking for garbage while modules load costs a third of a second
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # nothing here multiplies matrices: numpy's second thread would only spin
    code = run(sys.argv[1:] if arguments is None else arguments)
    _leave(code)


def _made_to_write() -> None:
    """A terminal that cannot show a character shows its number, one that knows no Chinese at all gets UTF-8; a closed one gets nothing."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - lives as long as the process
        elif isinstance(stream, io.TextIOWrapper) and stream.encoding.lower().replace("_", "-") in ("ascii", "us-ascii", "ansi-x3.4-1968"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _leave(code: int) -> None:
    """Ends the process without taking every object apart first: that costs a twentieth of a county's evaluation."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        pass
    except OSError:
        code = WRONG_USE
    os._exit(code)


def run(arguments: list[str]) -> int:
    """Exit code: 0 done, 1 the facts have errors, 2 wrong use, 130 interrupted. No traceback reaches a user."""
    lang = language(arguments)
    arguments = _frame_help(arguments)
    if not arguments or (len(arguments) == 1 and arguments[0] in GROUPS):
        run([*arguments, "--help"])
        return WRONG_USE
    try:
        _made_to_write()
        command = typer.main.get_command(_app(_called(arguments), arguments, lang))
        if {"-h", "--help"} & set(arguments):
            importlib.import_module("junheng.cli.spoken_help").speak(command, lang)
        result = command(arguments, prog_name="junheng", standalone_mode=False)
        if result == INTERRUPTED:
            raise KeyboardInterrupt  # the command line library answers it by this code, and says nothing
        return result if isinstance(result, int) else DONE
    except UsageError as error:
        return _refuse(error.message.to(lang), lang)
    except typer.TyperException as error:
        return _refuse(_misused(error, arguments).to(lang), lang)
    except (typer.Abort, KeyboardInterrupt):
        typer.echo(Message("已中断，没有做完", "interrupted before it was done").to(lang), err=True)
        return INTERRUPTED
    except typer.Exit as error:
        return error.exit_code
    except BrokenPipeError:
        _mute()
        return DONE
    except OSError as error:
        said = reason(error)
        return _refuse(Message(f"结果写不出来（{said.zh}）", f"the result could not be written ({said.en})").to(lang), lang)
    except Exception as error:
        if os.environ.get("JUNHENG_DEBUG"):
            raise
        return _refuse(_unexpected(error).to(lang), lang)


@contextmanager
def to_the_end() -> Iterator[None]:
    """Round what is printed before files are written: whoever reads along may stop (| head), and the files are written all the same."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        _mute()


def _mute() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _frame_help(arguments: list[str]) -> list[str]:
    """The frame's own help, or a group's, takes the language too: its commands know the option, the frame does not."""
    words = [each for before, each in zip(["", *arguments], arguments, strict=False) if before != "--lang" and not each.startswith("--lang")]
    *names, ask = words or [""]
    is_frames = not names or (len(names) == 1 and names[0] in GROUPS)
    return words if ask in ("--help", "-h") and is_frames else arguments


def _called(arguments: list[str]) -> str | None:
    """The command named by the first word that is no option. Raises UsageError where there is no such command."""
    name = next((argument for argument in arguments if not argument.startswith("-")), None)
    if name is not None and name not in COMMANDS and arguments[0] == name:
        raise unknown_command(name, COMMANDS)
    return name if name in COMMANDS else None


def unknown_command(name: str, known: Iterable[str]) -> UsageError:
    near = difflib.get_close_matches("".join(name.split()[-1:]), known, n=1)  # a name may be empty
    hint = Message(f"，是否为 {near[0]}？", f"; did you mean {near[0]}?") if near else Message("。", ".")
    names = ", ".join(known)
    return UsageError(f"没有命令“{name}”{hint.zh}可用的命令：{names}", f"no command {name.strip() or '(empty)'}{hint.en} There are: {names}")


def _misused(error: typer.TyperException, arguments: list[str]) -> Message:
    text = str(getattr(error, "format_message", lambda: error)()).strip().rstrip(".")
    use = f"junheng {_called(arguments) or ''} --help".replace("  ", " ")
    said = _unusable_value(error, text) or _unreadable(text) or _too_early(error) or Message(_misuse_in_chinese(error, text), f"{text}.")
    return Message(f"{said.zh}用法见 {use}", f"{said.en} See {use}")


def _unusable_value(error: typer.TyperException, text: str) -> Message | None:
    """A value outside a list or a range; none where the library's error is of another kind."""
    param, came = getattr(error, "param", None), re.search(r": '?([^']*)'? is not ", text)
    allowed = _allowed(getattr(param, "type", None))
    if not (came and allowed):
        return None
    name = " / ".join(getattr(param, "opts", ()))
    return Message(f"{name} 的值“{came[1]}”不可用，应为{allowed.zh}。", f"{name} cannot be {came[1]}; it should be {allowed.en}.")


def _unreadable(text: str) -> Message | None:
    found = re.search(r"'([^']*)' is not readable$", text)
    return found and Message(f"读不了“{found[1]}”：没有读取权限。", f"cannot read {found[1]}: you have no right to read it.")


def _too_early(error: typer.TyperException) -> Message | None:
    """The frame knows no option of its own but --help: what stands before the command belongs behind it."""
    name, of_frame = getattr(error, "option_name", ""), getattr(getattr(error, "ctx", None), "parent", None) is None
    if not (of_frame and name == "--lang"):
        return None
    return Message("选项 --lang 写在命令之后，如 junheng check 文件 --lang zh。", "--lang stands behind the command, as in junheng check FILE --lang en.")


def _allowed(kind: object) -> Message | None:
    """What a parameter of one of the library's types may hold: one of a list, or a whole number within bounds."""
    if choices := [str(each) for each in getattr(kind, "choices", ())]:
        return Message(f" {'、'.join(choices)} 之一", f"one of {', '.join(choices)}")
    least, most = getattr(kind, "min", None), getattr(kind, "max", None)
    if least is None:
        return None
    if most is None:
        return Message(f" {least} 或以上的整数", f"a whole number of {least} or more")
    return Message(f" {least} 至 {most} 的整数", f"a whole number from {least} to {most}")


def _misuse_in_chinese(error: typer.TyperException, text: str) -> str:
    """The library speaks English alone: what it says most often, by the kind of its mistake."""
    name, near = getattr(error, "option_name", ""), getattr(error, "possibilities", None)
    param = getattr(error, "param", None)
    hint = " / ".join(getattr(param, "opts", None) or ["?"]) if param is not None else ""
    return {
        "NoSuchOption": f"没有选项 {name}" + (f"，是否为 {'、'.join(sorted(near))}？" if near else "。"),
        "MissingParameter": f"没有给出 {hint}。",
        "BadOptionUsage": f"选项 {name} 后面没有值，或不该有值。",
    }.get(type(error).__name__, f"命令用法有误（{text}）。")


def _unexpected(error: Exception) -> Message:
    what = f"{type(error).__name__}: {error}".splitlines()[0][:300]
    return Message(
        f"程序内部出错（{what}）。数据没有被改动；请把这句话和所用命令告诉开发者，或设 JUNHENG_DEBUG=1 重试以查看细节",
        f"the program failed inside ({what}). No data were changed. Report this sentence with the command, "
        "or set JUNHENG_DEBUG=1 to see the details",
    )


def _refuse(text: str, lang: Lang) -> int:
    typer.echo(f"{Message('错误', 'error').to(lang)}: {text}", err=True)
    return WRONG_USE
