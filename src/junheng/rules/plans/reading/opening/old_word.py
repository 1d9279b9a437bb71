"""Word documents of the old kind (.doc): turned into .docx by LibreOffice where that is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from junheng.rules.plans.document import Line
from junheng.rules.plans.reading.opening import said
from junheng.rules.plans.reading.opening.word import word_lines
from junheng.terms import UsageError

_SECONDS = 120


def old_word_lines(path: Path) -> list[Line]:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise UsageError(
            f"“{path.name}”是旧式 Word 文件（.doc），本机没有 LibreOffice，读不了；请用 Word 或 WPS 另存为 .docx",
            f"{path.name} is a Word file of the old kind (.doc), and LibreOffice is not installed here; save it as .docx with Word or WPS",
        )
    with tempfile.TemporaryDirectory(prefix="junheng-doc-") as folder:
        source = Path(folder) / "document.doc"
        shutil.copyfile(path, source)
        command = [program, "--headless", f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}", "--convert-to", "docx", "--outdir", folder, str(source)]
        try:
            subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise said.damaged(path.name, ".doc", type(error).__name__) from None
        made = source.with_suffix(".docx")
        if not made.is_file():
            raise said.damaged(path.name, ".doc", "LibreOffice")
        return word_lines(made.read_bytes(), path.name)
