"""All that came after a signature: the bytes, the revisions, the pictures. Worked out once per document."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from casedocs.errors import CasedocsError, CorruptFileError
from casedocs.geometry import Box
from casedocs.sign._checks.aliases import early_mentions, other_uses
from casedocs.sign._checks.coverage import Coverage, check_gap, check_tail, check_trailing, ends_a_revision
from casedocs.sign._checks.states import Edges, Filled
from casedocs.sign._checks.updates import Update, scan_updates
from casedocs.sign._child import shared_child
from casedocs.sign._judge import judge_change
from casedocs.sign._pdf.reading import PdfFile, PdfSignature
from casedocs.sign._pdf.step import Step
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
_FILLED = {ChangeKind.FIELD_FILLED, ChangeKind.FIELD_OVERWRITTEN}


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
        steps = [self.pdf.step(revision) for revision in range(first + 1, self.pdf.revisions)]
        try:
            lines = self._early(first, steps)
            roles = _roles_since(steps)
            homes = self.pdf.homes(first)
            lines += other_uses(self.pdf.data, self._first, roles, homes, password=self.policy.password)
        except CorruptFileError as error:
            values = (("detail", str(error)[:200]),)
            return [Finding("second_parser_failed", Effect.INDETERMINATE, SubIndication.FORMAT_FAILURE, values)]
        for index, step in enumerate(steps[:-1]):
            lines += self.pdf.odd_uses(step.revision, _roles_since(steps[index + 1 :]))
        if not lines:
            return []
        values = (("detail", "; ".join(lines[:5])),)
        return [Finding("object_two_uses", Effect.INDETERMINATE, SubIndication.SIG_CONSTRAINTS_FAILURE, values)]

    def _early(self, first: int, steps: list[Step]) -> list[str]:
        """References to objects that a later revision brought."""
        ends = {first: self._first} | {first + 1 + at: item.end for at, item in enumerate(self._updates)}
        born: dict[int, int] = {}
        for step in steps:
            for number, _ in step.fresh:
                born.setdefault(number, ends.get(step.revision - 1, len(self.pdf.data)))
        parts = [
            (part, max(0, ends.get(max(at, first), 0) - 1)) for at, part in self.pdf.object_streams(steps[-1].revision)
        ]
        return early_mentions([(self.pdf.data, -1), *parts], born)

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
        silent = quiet | (_EXPECTED_TO_SHOW - _FILLED)
        loud = any(item.visible or item.kind not in silent for item in changes)
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

    def _filled(self, revision: int) -> list[Filled]:
        """The fields that a revision filled in and that show a text."""
        if revision >= self.pdf.revisions:
            return []
        step = self.pdf.step(revision)
        return [
            (change.page_number, _edges(change.box), change.subject, change.new, change.subject in step.buttons)
            for change in step.changes
            if change.kind in _FILLED and change.box and change.page_number and change.visible and change.new
        ]

    def _look(self) -> list[_Seen]:
        started = time.perf_counter()
        states = self._ends()
        last = states[-1][0]
        areas = {
            revision: {page: [_edges(box) for box in boxes] for page, boxes in self._areas(revision).items()}
            for revision, _ in states[1:]
        }
        filled = {revision: self._filled(revision) for revision, _ in states[1:]}
        arguments = (self.policy.password, states, areas, filled, self.policy.picture_pages)
        try:
            with shared_child(self.policy.limits.memory_bytes) as child:
                seconds = self.pdf.budget.picture_seconds()
                return list(map(_read_seen, child.ask("pictures", self.pdf.data, arguments, seconds=seconds)))
        except (CasedocsError, KeyError, TypeError, ValueError) as error:
            detail = (("detail", str(error)[:200]),)
            return [_Seen(last, Finding("pictures_failed", Effect.INDETERMINATE, SubIndication.FORMAT_FAILURE, detail))]
        finally:
            self.seconds = time.perf_counter() - started


def _roles_since(steps: Sequence[Step]) -> dict[tuple[int, int], str]:
    """Objects that existed before these steps and were written in them, with the role that accounted for it first."""
    roles: dict[tuple[int, int], str] = {}
    fresh: set[tuple[int, int]] = set()
    for step in steps:
        fresh |= step.fresh - set(roles)
        roles |= {key: role for key, role in step.overridden.items() if key not in fresh and key not in roles}
    return roles


def _edges(box: Box) -> Edges:
    return (box.left, box.top, box.right, box.bottom)


def _read_seen(item: dict[str, Any]) -> _Seen:
    """A finding from what the process that drew the pictures answered."""
    code, page, who = str(item["code"]), int(item["page"]), str(item["who"])
    left, top, right, bottom = map(float, item["edges"])
    if code == "pictures_limited":
        return _Seen(int(item["revision"]), Finding(code, Effect.WARNING, None, (("detail", str(page)),)))
    failed = code == "shown_differently"
    place = f"{left:.0f},{top:.0f}–{right:.0f},{bottom:.0f}"
    values = (("page", str(page)), *((("who", who),) if who else ()), ("detail", place))
    effect = Effect.FAILED if failed else Effect.INDETERMINATE
    sub = SubIndication.FORMAT_FAILURE if failed else SubIndication.SIG_CONSTRAINTS_FAILURE
    return _Seen(int(item["revision"]), Finding(code, effect, sub, values))
