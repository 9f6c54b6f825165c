"""``casedocs completion``: the script that completes commands and options in a shell."""

import click
from click.shell_completion import ShellComplete, get_completion_class

from casedocs.cli.language import tr
from casedocs.errors import UsageError

__all__ = ["completion"]

_SHELLS = ("bash", "zsh", "fish", "powershell")
_HELP = tr(
    """In đoạn mã hoàn thành lệnh cho SHELL.

    \b
    bash:       eval "$(casedocs completion bash)"          (thêm vào ~/.bashrc)
    zsh:        eval "$(casedocs completion zsh)"           (thêm vào ~/.zshrc)
    fish:       casedocs completion fish | source           (thêm vào ~/.config/fish/config.fish)
    powershell: casedocs completion powershell | Out-String | Invoke-Expression   (thêm vào $PROFILE)""",
    """Print the completion script for a SHELL.

    \b
    bash:       eval "$(casedocs completion bash)"          (add to ~/.bashrc)
    zsh:        eval "$(casedocs completion zsh)"           (add to ~/.zshrc)
    fish:       casedocs completion fish | source           (add to ~/.config/fish/config.fish)
    powershell: casedocs completion powershell | Out-String | Invoke-Expression   (add to $PROFILE)""",
)


@click.command(help=_HELP)
@click.argument("shell", type=click.Choice(_SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """See the help text above."""
    found = get_completion_class(shell)
    if found is None:
        raise UsageError(f"this version of click knows no completion for {shell}", hint="update click")
    maker = found(context.find_root().command, {}, "casedocs", "_CASEDOCS_COMPLETE")
    # The class for bash would first look which bash is installed: the script may be for another machine.
    click.echo(ShellComplete.source(maker))
