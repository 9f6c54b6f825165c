"""The digital case file: what joins recognition, batch work and, later, all other packages."""

from casedocs.dossier.ingest import DigitizeOptions, DigitizeReport, DocumentRecord, DocumentStatus, digitize

__all__ = ["DigitizeOptions", "DigitizeReport", "DocumentRecord", "DocumentStatus", "digitize"]
