"""The command line's frame: commands by name, the language, and errors as one sentence with an exit code."""

from __future__ import annotations

import importlib
import locale
import os
import sys

import click

from junheng.terms import Lang, Message, UsageError

DONE, FACTS_HAVE_ERRORS, WRONG_USE = 0, 1, 2

COMMANDS = {
    "evaluate": Message("评估：县域数据 → 结论、差异系数、依据", "hold a standard against a county's facts"),
    "check": Message("检查：列出数据中的问题及所在单元格", "every finding about the data, with sheet and cell"),
    "explain": Message("说明：一所学校的每个结论直到单元格", "one page per school, every verdict down to the cells"),
    "template": Message("模板：生成填报用的空白工作簿", "write the empty workbook to fill"),
    "standards": Message("标准：列出自带标准，或显示一个标准", "list the shipped standards, or show one"),
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


class _Commands(click.Group):
    """Names and one-line helps are here; a command's module is imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        return click.Command(name, short_help=COMMANDS[name].to(language(sys.argv[1:])))

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        name = click.utils.make_str(args[0])
        if name not in COMMANDS:
            known = ", ".join(COMMANDS)
            raise UsageError(f"没有命令“{name}”；可用的命令：{known}", f"no command {name}; there are: {known}")
        module = importlib.import_module(f"junheng.cli.{name}")
        command: click.Command = module.command
        return name, command, args[1:]


def _root(lang: Lang) -> click.Group:
    text = Message(
        "均衡：把标准与规划变成数据，把县域数据变成能说明自己的结论。各命令的用法：junheng 命令 --help",
        "Junheng: the law and the plan as data, a county's facts, verdicts that explain themselves. "
        "Each command's own help: junheng COMMAND --help",
    )
    return _Commands("junheng", help=text.to(lang), context_settings={"help_option_names": ["-h", "--help"]})


def main(arguments: list[str] | None = None) -> None:
    arguments = sys.argv[1:] if arguments is None else arguments
    sys.exit(run(arguments))


def run(arguments: list[str]) -> int:
    """Exit code: 0 done, 1 the facts have errors, 2 wrong use. No traceback reaches a user."""
    lang = language(arguments)
    try:
        result = _root(lang).main(arguments, prog_name="junheng", standalone_mode=False)
        return result if isinstance(result, int) else DONE
    except UsageError as error:
        return _refuse(error.message.to(lang), lang)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return WRONG_USE
    except click.ClickException as error:
        return _refuse(error.format_message(), lang)
    except click.exceptions.Abort:
        return _refuse(Message("已中断", "interrupted").to(lang), lang)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        if os.environ.get("JUNHENG_DEBUG"):
            raise
        return _refuse(_unexpected(error).to(lang), lang)


def _unexpected(error: Exception) -> Message:
    what = f"{type(error).__name__}: {error}".splitlines()[0][:300]
    return Message(
        f"程序内部出错（{what}）。数据没有被改动；请把这句话和所用命令告诉开发者，或设 JUNHENG_DEBUG=1 重试以查看细节",
        f"the program failed inside ({what}). No data were changed. Report this sentence with the command, "
        "or set JUNHENG_DEBUG=1 to see the details",
    )


def _refuse(text: str, lang: Lang) -> int:
    click.echo(f"{Message('错误', 'error').to(lang)}: {text}", err=True)
    return WRONG_USE
