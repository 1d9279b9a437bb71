"""One command per task of a user, one file each, loaded only when it is called for."""

from junheng.cli.app import main

__all__ = ["main"]
