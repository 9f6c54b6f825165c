"""Old Word files (.doc, .rtf, .odt) through the LibreOffice program, where it is installed."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from casedocs.errors import CorruptFileError, EngineNotFoundError, EngineTimeoutError

__all__ = ["as_docx"]

_PROGRAMS = ("soffice", "libreoffice", "soffice.exe")
_SECONDS = 180


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
        EngineNotFoundError: If LibreOffice is not there.
        EngineTimeoutError: If it takes longer than three minutes.
        CorruptFileError: If it makes no document of the file.
    """
    office = _program(program)
    with tempfile.TemporaryDirectory(prefix="casedocs-office-") as folder:
        profile = (Path(folder) / "profile").as_uri()
        command = [office, "--headless", "--norestore", f"-env:UserInstallation={profile}", "--convert-to", "docx"]
        command += ["--outdir", folder, str(source.resolve())]
        try:
            done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
        except subprocess.TimeoutExpired as error:
            raise EngineTimeoutError(f"LibreOffice took longer than {_SECONDS} s", source=str(source)) from error
        except OSError as error:
            raise EngineNotFoundError(f"LibreOffice did not start: {error}", hint="check the installation") from error
        target = Path(folder) / f"{source.stem}.docx"
        if not target.is_file():
            said = done.stderr.decode("utf-8", "replace").strip() or f"exit code {done.returncode}"
            raise CorruptFileError(
                f"LibreOffice made nothing of {source.name}: {said[:200]}",
                hint="open it in Word and save it as .docx",
                source=str(source),
            )
        yield target
