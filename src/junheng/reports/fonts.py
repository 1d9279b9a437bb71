"""Which fonts of this machine can print Chinese. No font is shipped."""

from __future__ import annotations

from functools import lru_cache

import typst

from junheng.terms import UsageError

SERIF = ("FangSong", "FangSong_GB2312", "仿宋", "仿宋_GB2312", "STFangsong", "Noto Serif CJK SC", "Source Han Serif SC",
         "Noto Serif SC", "SimSun", "NSimSun", "Songti SC", "STSong")
SANS = ("SimHei", "黑体", "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "Microsoft YaHei", "PingFang SC",
        "STHeiti", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Droid Sans Fallback")


@lru_cache(maxsize=1)
def system_fonts() -> typst.Fonts:
    return typst.Fonts()


def chinese_fonts() -> tuple[str, str]:
    """Of this machine: one for the text, one for heads. Raises UsageError where there is none."""
    there = set(system_fonts().families())
    serif = [name for name in SERIF if name in there]
    sans = [name for name in SANS if name in there]
    if not serif and not sans:
        raise UsageError(
            "找不到中文字体，无法生成 PDF。请安装中文字体（Debian/Ubuntu 软件包 fonts-noto-cjk），或改用 .docx、.xlsx、.html",
            "no Chinese font was found, so no PDF can be made. Install one (Debian/Ubuntu package fonts-noto-cjk), or ask "
            "for .docx, .xlsx or .html",
        )
    return (serif or sans)[0], (sans or serif)[0]
