"""Command-line options with help in both languages."""

from collections.abc import Callable
from typing import Any

import click

from casedocs.cli.language import tr

__all__ = ["option"]


def option(*names: str, vi: str, en: str, **settings: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`click.option` whose help is in the language of the messages."""
    return click.option(*names, help=tr(vi, en), **settings)
