"""The loop of a run: claims in blocks, a bounded number of units at work, commits in blocks, leases renewed."""

import os
import platform
import re
import secrets
import time
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from casedocs.batch.backends.opened import pool_options
from casedocs.batch.backends.protocol import Backend, Workers
from casedocs.batch.events import (
    DocumentFinished,
    DocumentReady,
    Event,
    LeaseLost,
    RunFinished,
    RunStarted,
    RunStopping,
    UnitFinished,
    UnitRetried,
)
from casedocs.batch.manifest import Claim, Manifest, Outcome
from casedocs.batch.outcomes import outcome_of
from casedocs.batch.report import BatchReport, make_report
from casedocs.batch.run_options import RunOptions
from casedocs.batch.states import DocumentState, UnitKind, UnitState
from casedocs.batch.store import Store
from casedocs.batch.task import Task
from casedocs.batch.units import Unit, UnitResult, UnitStatus
from casedocs.batch.worker import request_for
from casedocs.errors import BatchError, DiskFullError

__all__ = ["Loop", "consume_pages"]

_POLL_SECONDS = 0.2
_SHARED_POLL_SECONDS = 1.0
_UNITS_PER_SLOT = 8
_FULL_DISK_IN_A_ROW = 8
_FIRST, _SECOND = range(2)


class Loop:
    """One run of a job by one runner. Belongs to one thread."""

    def __init__(
        self,
        manifest: Manifest,
        store: Store,
        task: Task,
        on_event: Callable[[Event], None],
        options: RunOptions,
    ) -> None:
        self._manifest = manifest
        self._store = store
        self._task = task
        self._on_event = on_event
        self._lease_seconds = options.lease_seconds
        self._assemble_facts = options.assemble_facts
        self._owner = _owner()
        self._flying: dict[str, Claim] = {}
        self._outstanding = 0
        """Units that the workers have; results that an interrupt swallowed do not count as such."""
        self._events: deque[Event] = deque()
        self._renewed = time.monotonic()
        self._pages = 0
        self._full_disk = 0
        self._interrupted = self._aborted = False
        self._is_dry = False
        """The manifest had nothing to claim, and nothing has changed since."""

    def go(self, backend: Backend) -> BatchReport:
        """Runs to the end, or to the first `KeyboardInterrupt`."""
        started = time.perf_counter()
        try:
            if self._is_anything_open():
                waiting, _ = self._manifest.counts().get(UnitState.WAITING, (0, 0))
                with backend.open(pool_options(self._task, warm=waiting)) as workers:
                    self._work(workers)
            else:
                self._announce(0)
        except KeyboardInterrupt:
            self._interrupted = True
        finally:
            self._let_go()
        report = make_report(
            self._manifest,
            seconds=time.perf_counter() - started,
            pages_now=self._pages,
            interrupted=self._interrupted,
            aborted=self._aborted,
        )
        self._tell(RunFinished(report=report))
        return report

    def _work(self, workers: Workers) -> None:
        try:
            self._announce(workers.slots)
            self._loop(workers)
        except KeyboardInterrupt:
            self._drain(workers)

    def _loop(self, workers: Workers) -> None:
        while True:
            self._refill(workers)
            if self._flying:
                self._take(workers)
            elif not self._manifest.is_shared or not self._is_anything_open():
                return
            else:
                time.sleep(_SHARED_POLL_SECONDS)  # another machine has the rest; its leases may run out
                self._is_dry = False
            self._renew()

    def _drain(self, workers: Workers) -> None:
        """Finishes what is at work; a second `KeyboardInterrupt` ends that, too."""
        self._interrupted = True
        try:
            self._tell(RunStopping(drains=True))
            workers.stop()
            while self._outstanding:
                self._take(workers)
                self._renew()
        except KeyboardInterrupt:
            self._aborted = True
            self._tell(RunStopping(drains=False))

    def _let_go(self) -> None:
        """Gives back what is not done and removes what is left of it in scratch."""
        given_back = [
            Outcome(claim=claim, state=UnitState.WAITING, attempts=claim.attempts, losses=claim.losses)
            for claim in self._flying.values()
        ]
        self._flying.clear()
        self._store.discard(self._owner)
        if given_back:
            self._manifest.commit(given_back)

    # --- claims -----------------------------------------------------------------------------------------------------

    def _refill(self, workers: Workers) -> None:
        room = workers.slots * _UNITS_PER_SLOT - len(self._flying)
        if self._is_dry or room < workers.slots * _UNITS_PER_SLOT // 2:
            return
        claims = self._manifest.claim(self._owner, room, self._lease_seconds)
        self._is_dry = len(claims) < room
        for claim in claims:
            self._flying[claim.unit] = claim
        for claim in claims:
            if claim.kind is UnitKind.ASSEMBLE:
                self._tell(DocumentReady(document=claim.source.document, name=claim.source.name))
            self._submit(workers, claim)

    def _submit(self, workers: Workers, claim: Claim) -> None:
        workers.submit(self._unit(claim))
        self._outstanding += 1

    def _unit(self, claim: Claim) -> Unit:
        if claim.kind is UnitKind.PAGES:
            return Unit(claim, request_for(claim), self._seconds(claim), _SECOND)
        pages: list[dict[str, object]] = [
            {
                "indices": list(page.indices),
                "files": [file.name for file in page.files],
                "answer": dict(page.answer),
                "error": None if page.error is None else dict(page.error),
            }
            for page in self._manifest.pages_of(claim.content)
        ]
        request = request_for(claim, pages=pages)
        if self._assemble_facts is not None:
            request["facts"] = {**claim.source.facts, **self._assemble_facts(claim.source.document)}
        return Unit(claim, request, self._seconds(claim), _FIRST)

    def _seconds(self, claim: Claim) -> float:
        limits = self._task.limits
        if claim.kind is UnitKind.ASSEMBLE:
            return limits.assemble_seconds
        return limits.page_seconds * max(1, len(claim.indices))

    def _renew(self) -> None:
        if time.monotonic() - self._renewed > self._lease_seconds / 3:
            self._renewed = time.monotonic()
            self._is_dry = False
            if self._flying:
                self._manifest.renew(self._owner, self._lease_seconds)

    # --- results ----------------------------------------------------------------------------------------------------

    def _take(self, workers: Workers) -> None:
        """Records the results that have come, and tells of them.

        An interrupt in the middle loses nothing that was recorded: what was not is given back at the end.
        """
        results = workers.ready(_POLL_SECONDS)
        self._outstanding -= len(results)
        if results:
            outcomes = [self._outcome(result) for result in results]
            committed = self._manifest.commit(outcomes)
            self._is_dry = False
            for claim in committed.refused:
                self._refused(claim, outcomes)
            for outcome in committed.outcomes:
                self._recorded(outcome, workers)
            for document in committed.finished:
                self._finished(document)
            _refuse_broken_task(results)
        self._tell()
        if self._full_disk >= _FULL_DISK_IN_A_ROW:
            raise DiskFullError(
                f"no room left on the disk of {self._task.target}",
                hint="free some space and run the same command again: finished work is kept",
                source=self._task.target,
            )

    def _outcome(self, result: UnitResult) -> Outcome:
        claim = result.unit.key
        assert isinstance(claim, Claim)  # noqa: S101  the key given in `_unit`
        outcome = outcome_of(claim, result, self._task.limits, gives_up=self._interrupted)
        if claim.kind is UnitKind.ASSEMBLE and outcome.state is UnitState.DONE:
            return _with_place(outcome, partial(self._store.place, outcome.files))
        return outcome

    def _refused(self, claim: Claim, outcomes: Sequence[Outcome]) -> None:
        """The lease was lost: what was made under it is removed."""
        self._flying.pop(claim.unit, None)
        for outcome in outcomes:
            if outcome.claim is claim:
                self._store.remove(outcome.files)
        self._events.append(LeaseLost(document=claim.source.document, indices=claim.indices))

    def _recorded(self, outcome: Outcome, workers: Workers) -> None:
        claim = outcome.claim
        self._note_full_disk(outcome)
        if outcome.state is not UnitState.DONE:
            self._store.discard(self._owner, claim.unit)
        if outcome.state is UnitState.RUNNING:
            again = _next_attempt(outcome)
            self._flying[claim.unit] = again
            self._submit(workers, again)
        else:
            self._flying.pop(claim.unit, None)
        self._events.extend(_events_of(outcome))
        if claim.kind is UnitKind.PAGES and outcome.state in _ENDS:
            self._pages += len(claim.indices)

    def _note_full_disk(self, outcome: Outcome) -> None:
        if outcome.state is UnitState.DONE:
            self._full_disk = 0
        elif outcome.error is not None and outcome.error.get("code") == DiskFullError.code:
            self._full_disk += 1

    def _finished(self, document: str) -> None:
        for outcome in self._manifest.outcomes(document):
            self._events.append(DocumentFinished(outcome=outcome))
            if self._task.assembles and not self._task.keep_pages and outcome.state is DocumentState.DONE:
                consume_pages(self._manifest, self._store, self._task.content_key(outcome.sha256))

    # --- telling ----------------------------------------------------------------------------------------------------

    def _is_anything_open(self) -> bool:
        counts = self._manifest.counts()
        return any(state in counts for state in (UnitState.WAITING, UnitState.RUNNING))

    def _announce(self, slots: int) -> None:
        outcomes = self._manifest.outcomes()
        ended = [outcome for outcome in outcomes if outcome.state is not DocumentState.PENDING]
        counts = self._manifest.counts()
        pages = sum(counts.get(state, (0, 0))[1] for state in (UnitState.WAITING, UnitState.RUNNING))
        cost = pages * (self._manifest.page_seconds() or 1.0)
        self._tell(
            RunStarted(documents=len(outcomes), documents_done=len(ended), pages=pages, seconds=cost, slots=slots)
        )
        self._tell(*(DocumentFinished(outcome=outcome, before=True) for outcome in ended))

    def _tell(self, *events: Event) -> None:
        self._events.extend(events)
        while self._events:
            self._on_event(self._events.popleft())


_ENDS = frozenset({UnitState.DONE, UnitState.FAILED, UnitState.QUARANTINED})


def consume_pages(manifest: Manifest, store: Store, content: str = "") -> None:
    """Page results go once every document that needs them is put together: those of a content, or all such."""
    contents = manifest.assembled_contents(content)
    for name in contents:
        store.remove_pages(name)
    if contents:
        manifest.consumed(contents)


def _refuse_broken_task(results: Sequence[UnitResult]) -> None:
    for result in results:
        if result.status is UnitStatus.NOT_STARTED:
            raise BatchError(
                f"the task does not start: {result.detail}",
                hint="nothing is lost: mend the cause and run the same command again",
            )


def _owner() -> str:
    """A name for this runner that no other has, fit for a folder."""
    host = re.sub(r"[^A-Za-z0-9]+", "-", platform.node())[:40] or "host"
    return f"{host}-{os.getpid()}-{secrets.token_hex(4)}"


def _with_place(outcome: Outcome, place: Callable[[], Any]) -> Outcome:
    from dataclasses import replace

    return replace(outcome, place=place)


def _next_attempt(outcome: Outcome) -> Claim:
    from dataclasses import replace

    return replace(outcome.claim, attempts=outcome.attempts, losses=outcome.losses)


def _events_of(outcome: Outcome) -> list[Event]:
    claim = outcome.claim
    if outcome.state is UnitState.RUNNING:
        detail = str((outcome.error or {}).get("message", ""))
        return [
            UnitRetried(document=claim.source.document, indices=claim.indices, attempts=outcome.attempts, detail=detail)
        ]
    if claim.kind is UnitKind.ASSEMBLE or outcome.state not in _ENDS:
        return []
    return [
        UnitFinished(
            document=claim.source.document,
            indices=claim.indices,
            state=outcome.state,
            answer=outcome.answer,
            error=outcome.error,
            review=outcome.review,
            seconds=outcome.seconds,
        )
    ]
