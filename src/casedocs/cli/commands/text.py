"""``casedocs text …``: the commands over Vietnamese text, each loaded when it is called."""

from importlib import import_module

import click

from casedocs.cli.language import tr

__all__ = ["text"]

_COMMANDS: dict[str, tuple[str, str, str]] = {
    "find": (
        "casedocs.cli.commands.text_find:find",
        "Tìm ngày tháng, điều luật, số tiền, số văn bản, họ tên…",
        "Find dates, citations, amounts, document numbers, persons…",
    ),
}


class _TextGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name][0].partition(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)  # noqa: S101  the table above is ours
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, tr(*_COMMANDS[name][1:])) for name in self.list_commands(ctx)]
        with formatter.section(tr("Lệnh", "Commands")):
            formatter.write_dl(rows)


@click.command(cls=_TextGroup, help=tr("Xử lý văn bản tiếng Việt.", "Work on Vietnamese text."))
def text() -> None:
    """The group; its help is given above in the reader's language."""
