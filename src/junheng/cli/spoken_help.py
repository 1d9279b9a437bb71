"""The help of every command in one language: what the options say in both, and the words of the command line library."""

from __future__ import annotations

import re
from typing import Any

from junheng.terms import Lang

_BOTH = re.compile(r"(?s)(.*[一-鿿].*?)\s*/ (?=[A-Za-z0-9`])(.*)")  # 快照目录 / where snapshots are kept
_CHINESE = re.compile(r"[一-鿿]")
_FRAME = (  # the library's own words
    ("Usage:", "用法："), ("Arguments:", "参数："), ("Options:", "选项："), ("Commands:", "命令："), ("[OPTIONS]", "[选项]"), ("COMMAND [ARGS]...", "命令 [参数]..."),
    ("Show this message and exit.", "显示本说明"), ("[required]", "[必填]"), ("[default: ", "[默认："), ("[default:", "[默认："),
)


def speak(command: Any, lang: Lang) -> None:
    """command: of the library, with those below it. Changed in place."""
    for each in getattr(command, "commands", {}).values():
        speak(each, lang)
    command.help = _of_command(command.help or "", lang)
    for param in command.params:
        if getattr(param, "help", None):
            param.help = one_of_both(param.help, lang)
    if lang == Lang.ZH:
        told = command.get_help
        command.get_help = lambda ctx: _in_chinese(told(ctx))


def one_of_both(text: str, lang: Lang) -> str:
    found = _BOTH.fullmatch(text)
    return text if found is None else found[1 if lang == Lang.ZH else 2]


def _of_command(text: str, lang: Lang) -> str:
    """说明一所学校。One school. / 例 Example: junheng explain ...: the Chinese sentences first, an example behind them."""
    said, gap, examples = text.partition("\n\n")
    zh, stop, en = said.rpartition("。")
    if stop and en.strip() and not _CHINESE.search(en):
        said = zh + stop if lang == Lang.ZH else en.strip()
    return said + gap + examples.replace("例 Example: ", "例：" if lang == Lang.ZH else "Example: ")


def _in_chinese(text: str) -> str:
    for word, chinese in _FRAME:
        text = text.replace(word, chinese)
    return text
