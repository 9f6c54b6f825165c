"""Pages that were scanned twice, within a file or across the files of a run."""

from casedocs.ocr.alarms import Alarm, duplicate_alarm

__all__ = ["SeenPages"]

_ALIKE = 0.5  # as `casedocs.ocr.prepare.near_duplicates`


class SeenPages:
    """The fingerprints of all pages of a run so far.

    Every new page is held against all before it: 0.3 microseconds a pair, a hundredth of the time that reading takes
    where a run has ten thousand pages.
    """

    def __init__(self) -> None:
        self._seen: list[tuple[int, int, str, int]] = []

    def add(self, fingerprint: bytes, source_name: str, page_number: int) -> Alarm | None:
        """Remembers a page; the alarm if one before it looks like it, about the most alike of them.

        Args:
            fingerprint: Of the page; empty or all zeros where nothing can be said.
            source_name: Its file.
            page_number: In that file.
        """
        marks = int.from_bytes(fingerprint)
        count = marks.bit_count()
        if count == 0:
            return None
        best, place = 0.0, ("", 0)
        for other, other_count, name, number in self._seen:
            both = (marks & other).bit_count()
            likeness = both / (count + other_count - both)
            if likeness > best:
                best, place = likeness, (name, number)
        self._seen.append((marks, count, source_name, page_number))
        if best < _ALIKE:
            return None
        name, number = place
        return duplicate_alarm(round(best, 3), number, "" if name == source_name else name)
