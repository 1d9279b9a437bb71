"""What is said of a document that cannot be read."""

from __future__ import annotations

from junheng.terms import UsageError

KINDS_ZH, KINDS_EN = "可读：.docx、.doc（需 LibreOffice）、有文字层的 .pdf、.txt、.md", "Readable: .docx, .doc (with LibreOffice), .pdf with a text layer, .txt, .md"


def empty(name: str) -> UsageError:
    return UsageError(f"“{name}”中没有文字。{KINDS_ZH}", f"there is no text in {name}. {KINDS_EN}")


def damaged(name: str, kind: str, why: str) -> UsageError:
    return UsageError(
        f"“{name}”打不开：不是完好的 {kind} 文件（{why}）；请用编辑它的软件重新保存",
        f"{name} cannot be opened: it is no sound {kind} file ({why}); save it again with the program it was made with",
    )


def password(name: str) -> UsageError:
    return UsageError(f"“{name}”设有密码；请去掉密码后另存", f"{name} is protected by a password; save a copy without one")


def too_big(name: str, size: int, most: int) -> UsageError:
    return UsageError(
        f"“{name}”过大（{size / 2**20:.0f} MB）；最多 {most // 2**20} MB", f"{name} is too big ({size / 2**20:.0f} MB); at most {most // 2**20} MB"
    )


def scan(name: str, pages: int) -> UsageError:
    return UsageError(
        f"“{name}”有 {pages} 页，但没有文字层，像是扫描件；请先做文字识别（OCR），或换成 Word 文件",
        f"{name} has {pages} pages but no text layer: it looks like a scan; recognise its text first (OCR), or use the Word file",
    )


def other(name: str, zh: str, en: str) -> UsageError:
    return UsageError(f"“{name}”其实是{zh}，不是文档。{KINDS_ZH}", f"{name} is really {en}, not a document. {KINDS_EN}")


def encoding(name: str) -> UsageError:
    return UsageError(
        f"“{name}”的文字编码认不出（试过 UTF-8、GB18030、UTF-16、Big5）；请另存为 UTF-8 文本",
        f"the encoding of {name} is not known (UTF-8, GB18030, UTF-16 and Big5 were tried); save it as text in UTF-8",
    )
