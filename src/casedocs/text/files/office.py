"""Old Word files (.doc, .rtf, .odt) through the LibreOffice program, where it is installed.

Each call runs LibreOffice with a profile of its own that forbids macros and sends every request for linked pictures or
pages to a closed port of this machine: a file cannot make it reach the network.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from xml.sax.saxutils import quoteattr

from casedocs.errors import CorruptFileError, EngineCrashedError, EngineNotFoundError, EngineTimeoutError

__all__ = ["as_docx"]

_PROGRAMS = ("soffice", "libreoffice", "soffice.exe")
_SECONDS = 180
_NOISE = ("javaldx",)
# Path, name and value of LibreOffice's settings.
_SETTINGS = (
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetNoProxy", ""),
)


def _program(named: str | None) -> str:
    found = named or next((path for name in _PROGRAMS if (path := shutil.which(name))), None)
    if found is None:
        raise EngineNotFoundError(
            "LibreOffice is needed to read .doc, .rtf and .odt files and was not found",
            hint="install LibreOffice, or save the file as .docx in Word",
        )
    return found


@contextmanager
def as_docx(source: Path, *, program: str | None = None) -> Iterator[Path]:
    """Gives the path of a .docx made from `source`, valid inside the ``with`` block.

    Args:
        source: A file that LibreOffice Writer opens.
        program: The LibreOffice program; None looks for it on the search path.

    Raises:
        EngineNotFoundError: If LibreOffice is not there or does not start.
        EngineTimeoutError: If it takes longer than three minutes.
        EngineCrashedError: If it dies.
        CorruptFileError: If it makes no document of the file.
    """
    office = _program(program)
    with tempfile.TemporaryDirectory(prefix="casedocs-office-", ignore_cleanup_errors=True) as folder:
        profile, made = Path(folder) / "profile", Path(folder) / "made"
        _write_profile(profile)
        made.mkdir()
        command = [office, "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}"]
        command += ["--convert-to", "docx", "--outdir", str(made), str(source.resolve())]
        code, said = _run(command, source)
        target = made / f"{source.stem}.docx"
        if not target.is_file() or not target.stat().st_size:
            raise _nothing(source, code, said)
        yield target


def _write_profile(profile: Path) -> None:
    items = "".join(
        f'<item oor:path={quoteattr(path)}><prop oor:name={quoteattr(name)} oor:op="fuse"><value>{value}</value></prop>'
        "</item>"
        for path, name, value in _SETTINGS
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}'
        "</oor:items>",
        encoding="utf-8",
    )


def _run(command: list[str], source: Path) -> tuple[int, str]:
    """The exit code of LibreOffice and what it said; its whole family of processes is ended when it takes too long."""
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as error:
        raise EngineNotFoundError(f"LibreOffice did not start: {error}", hint="check the installation") from error
    try:
        _, said = process.communicate(timeout=_SECONDS)
    except BaseException as error:
        _end(process)
        if not isinstance(error, subprocess.TimeoutExpired):
            raise
        raise EngineTimeoutError(
            f"LibreOffice took longer than {_SECONDS} s over {source.name}",
            hint="open it in Word and save it as .docx",
            source=str(source),
        ) from error
    lines = said.decode("utf-8", "replace").splitlines()
    return process.returncode, " ".join(line for line in lines if not any(word in line for word in _NOISE)).strip()


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Ends the program, which is a script that starts others, with all that it started."""
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def _nothing(source: Path, code: int, said: str) -> CorruptFileError | EngineCrashedError:
    why = said[:200] or f"exit code {code}"
    if code < 0 or code > 128:  # a signal, as told by the system or by the shell that started the program
        return EngineCrashedError(
            f"LibreOffice died over {source.name}: {why}",
            hint="open it in Word and save it as .docx",
            source=str(source),
        )
    return CorruptFileError(
        f"LibreOffice made nothing of {source.name}: {why}",
        hint="open it in Word and save it as .docx",
        source=str(source),
    )
