"""All that came after a signature: the bytes, the revisions, the pictures. Worked out once per document."""

import itertools
import time
from dataclasses import dataclass, field

from casedocs.errors import CorruptFileError
from casedocs.geometry import Box
from casedocs.sign._checks.aliases import early_mentions, other_uses
from casedocs.sign._checks.coverage import Coverage, check_gap, check_tail, check_trailing, ends_a_revision
from casedocs.sign._checks.pictures import PageDifference, Pictures
from casedocs.sign._checks.updates import Update, scan_updates
from casedocs.sign._judge import judge_change
from casedocs.sign._pdf.reading import PdfFile, PdfSignature
from casedocs.sign.policy import VerificationPolicy
from casedocs.sign.report import Change, Finding
from casedocs.sign.status import ChangeKind, Effect, SubIndication, Verdict

__all__ = ["Aftermath", "coverage_finding"]

_SOFT = {"trailing_comment": Effect.WARNING, "trailing_long": Effect.INDETERMINATE}
_EXPECTED_TO_SHOW = {
    ChangeKind.SIGNATURE_ADDED,
    ChangeKind.TIMESTAMP_ADDED,
    ChangeKind.FIELD_FILLED,
    ChangeKind.FIELD_OVERWRITTEN,
}


def coverage_finding(problem: Coverage) -> Finding:
    """The finding for a problem with what is covered."""
    effect = _SOFT.get(problem.code, Effect.FAILED)
    subs = {Effect.FAILED: SubIndication.FORMAT_FAILURE, Effect.INDETERMINATE: SubIndication.SIG_CONSTRAINTS_FAILURE}
    return Finding(problem.code, effect, subs.get(effect), (("detail", problem.detail),))


@dataclass(slots=True)
class _Seen:
    """Findings from pictures, with the revision (0-based) that is to blame."""

    revision: int
    finding: Finding


@dataclass(slots=True)
class Aftermath:
    """What happened to a document after each of its signatures.

    Attributes:
        pdf: The opened file.
        signatures: Its signatures, in the order of their ends.
        policy: How it is verified.
        seconds: Time spent on pictures.
    """

    pdf: PdfFile
    signatures: list[PdfSignature]
    policy: VerificationPolicy
    seconds: float = 0.0
    _updates: list[Update] = field(default_factory=list)
    _explained: int = 0
    _first: int = 0
    _sections: list[tuple[int, int, int]] = field(default_factory=list)
    _seen: "list[_Seen] | None" = None
    _aliases: "list[Finding] | None" = None

    def __post_init__(self) -> None:
        """Reads the bytes behind the first signed revision."""
        data = self.pdf.data
        ends = [item.end for item in self.signatures if item.byte_range and 0 < item.end <= len(data)]
        self._first = min(ends, default=len(data))
        self._updates, self._explained = scan_updates(data, self._first, self.pdf.length_of)
        self._sections = self.pdf.section_starts()

    def coverage(self, signature: PdfSignature) -> list[Finding]:
        """Findings about what a signature covers and about the bytes behind it."""
        data = self.pdf.data
        if signature.byte_range is None:
            return [coverage_finding(Coverage("byte_range_invalid", "missing or not four numbers"))]
        if signature.contents is None:
            return [coverage_finding(Coverage("signature_malformed", "/Contents"))]
        problem = check_gap(data, signature.byte_range, signature.contents, signature.place)
        if problem is not None:
            return [coverage_finding(problem)]
        starts = {item[2] for item in self._sections[: signature.revision + 1]}
        if not ends_a_revision(data, signature.end, starts):
            return [coverage_finding(Coverage("revision_incomplete", f"byte {signature.end}"))]
        inside = [item for item in self._sections if item[0] < signature.end]
        if len(inside) != signature.revision + 1 or any(item[1] > signature.end for item in inside):
            return [coverage_finding(Coverage("revision_incomplete", f"revision {signature.revision + 1}"))]
        return [coverage_finding(problem) for problem in self._tail(signature)]

    def _tail(self, signature: PdfSignature) -> list[Coverage]:
        data, end = self.pdf.data, signature.end
        if end >= len(data):
            return []
        later = [item for item in self._updates if item.start >= end or item.end > end]
        if not later and self._explained == len(data):
            return check_trailing(data, end)
        revisions = range(signature.revision + 1, self.pdf.revisions)
        listed = [self.pdf.listed_objects(index) for index in revisions]
        odd = [(index, self.pdf.odd_entries(index)) for index in revisions]
        found = [Coverage("xref_entry_odd", f"revision {index + 1}: {detail}") for index, detail in odd if detail]
        return found + check_tail(data, self._explained, later, [self._sections[index] for index in revisions], listed)

    def changes(self, signature: PdfSignature, verdicts: dict[tuple[str, int], Verdict]) -> list[Change]:
        """What later revisions did, each change with its effect on the signature."""
        found: list[Change] = []
        for revision in range(signature.revision + 1, self.pdf.revisions):
            found += [judge_change(change, signature, verdicts) for change in self.pdf.step(revision).changes]
        return found

    def prepared(self, signature: PdfSignature) -> list[Finding]:
        """Findings about objects that play two parts or were pointed to before they existed."""
        if signature.revision + 1 >= self.pdf.revisions:
            return []
        if self._aliases is None:
            self._aliases = self._look_for_aliases()
        return self._aliases

    def _look_for_aliases(self) -> list[Finding]:
        first = min(item.revision for item in self.signatures)
        roles: dict[tuple[int, int], str] = {}
        fresh: set[tuple[int, int]] = set()
        for revision in range(first + 1, self.pdf.revisions):
            step = self.pdf.step(revision)
            fresh |= step.fresh - set(roles)
            roles |= {key: role for key, role in step.overridden.items() if key not in fresh and key not in roles}
        try:
            signed = self.pdf.data[: self._first]
            lines = early_mentions([signed, *self.pdf.object_streams(first)], fresh)
            lines += other_uses(signed, roles, password=self.policy.password)
        except CorruptFileError as error:
            return [
                Finding(
                    "second_parser_failed",
                    Effect.INDETERMINATE,
                    SubIndication.FORMAT_FAILURE,
                    (("detail", str(error)[:200]),),
                )
            ]
        if not lines:
            return []
        detail = "; ".join(lines[:5])
        return [
            Finding(
                "object_two_uses", Effect.INDETERMINATE, SubIndication.SIG_CONSTRAINTS_FAILURE, (("detail", detail),)
            )
        ]

    def pictures(self, signature: PdfSignature) -> list[Finding]:
        """Findings from drawing the revisions after a signature; empty when nothing can have changed what is seen."""
        if not self.policy.compare_pictures or signature.end >= len(self.pdf.data):
            return []
        if self._seen is None:
            self._seen = self._look() if self._visible() else []
        return list(dict.fromkeys(item.finding for item in self._seen if item.revision > signature.revision))

    def _ends(self) -> list[tuple[int, int]]:
        """The states to compare: (last revision in it, where it ends), oldest first."""
        first = min((item.revision for item in self.signatures), default=0)
        found = [(first, self._first)]
        for offset, update in enumerate(self._updates):
            found.append((first + 1 + offset, update.end))
        found[-1] = (found[-1][0], len(self.pdf.data))
        return found if len(found) > 1 else [*found, (first + 1, len(self.pdf.data))]

    def _visible(self) -> bool:
        states = self._ends()
        odd_bytes = self._explained < len(self.pdf.data) or len(self._updates) != self.pdf.revisions - 1 - states[0][0]
        rest = self.pdf.data[self._updates[-1].end if self._updates else self._first :]
        steps = range(states[0][0] + 1, self.pdf.revisions)
        changes = [change for revision in steps for change in self.pdf.step(revision).changes]
        quiet = {ChangeKind.METADATA_UPDATED, ChangeKind.VALIDATION_DATA_ADDED}
        loud = any(item.visible or item.kind not in quiet | _EXPECTED_TO_SHOW for item in changes)
        return odd_bytes or bool(rest.strip(b"\x00\t\n\x0c\r ")) or loud

    def _areas(self, revision: int) -> dict[int, list[Box]]:
        """Where a revision is expected to show something new."""
        areas: dict[int, list[Box]] = {}
        if revision >= self.pdf.revisions:
            return areas
        for change in self.pdf.step(revision).changes:
            if change.kind in _EXPECTED_TO_SHOW and change.box is not None and change.page_number is not None:
                areas.setdefault(change.page_number, []).append(change.box)
        return areas

    def _look(self) -> list[_Seen]:
        started = time.perf_counter()
        states, pictures = self._ends(), Pictures(self.pdf.data, self.policy.password)
        last = states[-1][0]
        try:
            return self._compare(states, pictures)
        except CorruptFileError as error:
            detail = (("detail", str(error)[:200]),)
            return [_Seen(last, Finding("pictures_failed", Effect.INDETERMINATE, SubIndication.FORMAT_FAILURE, detail))]
        finally:
            self.seconds = time.perf_counter() - started

    def _compare(self, states: list[tuple[int, int]], pictures: Pictures) -> list[_Seen]:
        (_, first_end), (last, last_end) = states[0], states[-1]
        count = pictures.page_count(first_end)
        if count != pictures.page_count(last_end):
            return [_Seen(last, _shown(Box(0, 0, 0, 0), 0))]
        areas = {revision: self._areas(revision) for revision, _ in states[1:]}
        union: dict[int, list[Box]] = {}
        for by_page in areas.values():
            for number, boxes in by_page.items():
                union.setdefault(number, []).extend(boxes)
        pages = range(1, min(count, self.policy.picture_pages) + 1)
        odd = {item.page_number for item in pictures.compare(first_end, last_end, union, pages) if item.outside}
        seen = [] if count <= self.policy.picture_pages else [_Seen(last, _limited(count))]
        for (_, old_end), (revision, new_end) in itertools.pairwise(states):
            here = areas[revision]
            for item in pictures.compare(old_end, new_end, here, sorted(odd | set(here))):
                seen += _findings(revision, item, here.get(item.page_number, []))
        if odd and not any(item.finding.code == "shown_differently" for item in seen):
            seen.append(_Seen(last, _shown(Box(0, 0, 0, 0), min(odd))))
        return seen


def _shown(box: Box, page: int) -> Finding:
    place = f"{box.left:.0f},{box.top:.0f}–{box.right:.0f},{box.bottom:.0f}"
    return Finding(
        "shown_differently",
        Effect.FAILED,
        SubIndication.FORMAT_FAILURE,
        (("page", str(page)), ("detail", place)),
    )


def _limited(count: int) -> Finding:
    return Finding("pictures_limited", Effect.WARNING, None, (("detail", str(count)),))


def _findings(revision: int, item: PageDifference, boxes: list[Box]) -> list[_Seen]:
    found = [] if item.outside is None else [_Seen(revision, _shown(item.outside, item.page_number))]
    for box, lost in zip(boxes, item.lost, strict=False):
        if lost:
            place = f"{box.left:.0f},{box.top:.0f}–{box.right:.0f},{box.bottom:.0f}"
            values = (("page", str(item.page_number)), ("detail", place))
            found.append(
                _Seen(
                    revision,
                    Finding("content_covered", Effect.INDETERMINATE, SubIndication.SIG_CONSTRAINTS_FAILURE, values),
                )
            )
    return found
