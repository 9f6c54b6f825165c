"""``summary.jsonl``: one line a document, the memory of the output folder."""

import os
from pathlib import Path

from casedocs._files import atomic_write, input_error, output_error
from casedocs.dossier.ingest.records import DocumentRecord
from casedocs.errors import FormatError

__all__ = ["SUMMARY_NAME", "Summary"]

SUMMARY_NAME = "summary.jsonl"


class Summary:
    """The records of an output folder, by source.

    While a run goes on, finished documents are appended line by line; `compact` leaves one line a source. A line that
    a power cut has cut short is dropped: its document is made again.

    Raises:
        InputError: If the file is there and cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / SUMMARY_NAME
        self.records: dict[str, DocumentRecord] = {}
        self._read()

    def _read(self) -> None:
        try:
            text = self._path.read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return
        except OSError as error:
            raise input_error(error, self._path) from error
        for line in text.split("\n"):  # names may hold other line ends, such as U+2028
            try:
                record = DocumentRecord.from_line(line)
            except FormatError:
                continue
            self.records[record.source] = record

    def add(self, record: DocumentRecord) -> None:
        """Appends a record and flushes it to the disk.

        Raises:
            OutputError: If it cannot be written.
        """
        self.records[record.source] = record
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("ab+") as file:
                cut_short = file.tell() > 0 and not self._ends_with_newline()
                file.write(b"\n" * cut_short + record.to_line().encode("utf-8") + b"\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise output_error(error, self._path) from error

    def _ends_with_newline(self) -> bool:
        with self._path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"\n"

    def compact(self) -> None:
        """Rewrites the file with one line a source, whole or not at all.

        Raises:
            OutputError: If it cannot be written.
        """
        lines = (record.to_line() + "\n" for record in self.records.values())
        atomic_write(self._path, "".join(lines).encode("utf-8"))
