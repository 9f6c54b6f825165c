"""The manifest on a database that speaks SQL: claims, leases with fencing tokens, commits."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from casedocs._reading import Node
from casedocs.batch._database import Session
from casedocs.batch._manifest_enroll import enroll, reset_states, settle_all
from casedocs.batch._manifest_records import SqlRecords
from casedocs.batch._manifest_rows import data_of, files_of, indices_of, source_of
from casedocs.batch._manifest_schema import (
    ACTIVE,
    ACTIVE_PAGES,
    CLAIM,
    RECORD,
    SETTLE_FAILED,
    SETTLE_READY,
    START_HINT,
    decode_name,
)
from casedocs.batch.manifest import Claim, Committed, EnrollOptions, Outcome, PageResult
from casedocs.batch.planner import Plan
from casedocs.batch.states import UnitKind, UnitState
from casedocs.batch.store import Published
from casedocs.batch.task import Task
from casedocs.errors import BatchError, CasedocsError, FormatError, NoBatchError, UsageError, error_to_record

__all__ = ["SqlManifest"]


class SqlManifest(SqlRecords):
    """See `casedocs.batch.Manifest`."""

    # --- the job ----------------------------------------------------------------------------------------------------

    def enroll(self, plan: Plan, task: Task, options: EnrollOptions) -> None:
        """Makes the plan the present job."""
        with self._writing() as session:
            session.lock("enroll")
            self._job = task.fingerprint()
            enroll(session, plan, task, options, is_shared=self.is_shared)

    def revive(self) -> None:
        """Prepares to go on with the present job."""
        self.task()
        with self._writing() as session:
            if not self.is_shared:
                session.run("UPDATE units SET state = 'waiting', owner = '' WHERE state = 'running'")
            settle_all(session)

    def task(self) -> Task:
        """The task of the present job."""
        with self._reading() as session:
            task = self._present_task(session)
        self._job = task.fingerprint()
        return task

    def _present_task(self, session: Session) -> Task:
        """The task, which the fingerprint that was written with it confirms."""
        rows = session.rows("SELECT name, value FROM meta WHERE name <> 'version'")
        if not rows:
            raise NoBatchError(
                f"no batch was ever started with the manifest {self.location}", hint=START_HINT, source=self.location
            )
        kept = {str(name): value for name, value in rows}
        if len(kept) != len(rows) or kept.keys() != {"task", "job"}:
            raise self._damaged("what it is for is written down twice or not at all")
        try:
            task = Task.from_data(Node(json.loads(kept["task"])))
        except (ValueError, TypeError, FormatError, UsageError) as error:
            raise self._damaged("its task cannot be read") from error
        if task.fingerprint() != kept["job"]:
            raise self._damaged("its task is not the one it was started with")
        return task

    def page_results(self, *, unassembled: bool = True) -> list[tuple[str, tuple[Published, ...]]]:
        """Done units of pages whose files are kept."""
        open_only = (
            " AND EXISTS (SELECT 1 FROM documents AS d JOIN units AS a ON a.unit = d.unit"
            " WHERE d.active = 1 AND d.content = units.content AND a.state NOT IN ('done', 'failed'))"
        )
        found = self._files(f"kind = 'pages' AND consumed = 0 AND {ACTIVE_PAGES}" + open_only * unassembled)
        return [(unit, files) for unit, _, files in found]

    def results(self) -> list[tuple[str, str, tuple[Published, ...]]]:
        """Done units with final results: documents, or pages where the task does not assemble."""
        kind = UnitKind.ASSEMBLE if self.task().assembles else UnitKind.PAGES
        return self._files(f"{ACTIVE} AND kind = '{kind.value}'")

    def _files(self, which: str) -> list[tuple[str, str, tuple[Published, ...]]]:
        with self._reading() as session:
            rows = session.rows(f"SELECT unit, document, files FROM units WHERE state = 'done' AND {which}")
            return [(unit, decode_name(document), files_of(files)) for unit, document, files in rows]

    def forget(self, units: Iterable[str]) -> None:
        """The results of these units are gone."""
        with self._writing() as session:
            for unit in units:
                session.run(
                    "UPDATE units SET state = CASE kind WHEN 'assemble' THEN 'blocked' ELSE 'waiting' END,"
                    " files = '[]', consumed = 0 WHERE unit = :unit AND state = 'done'",
                    unit=unit,
                )
            settle_all(session)

    def reset(self, states: frozenset[UnitState]) -> int:
        """Units in these states wait again."""
        with self._writing() as session:
            touched = reset_states(session, states)
            settle_all(session)
        return touched

    # --- work -------------------------------------------------------------------------------------------------------

    def claim(self, owner: str, count: int, lease_seconds: float) -> list[Claim]:
        """Leases waiting units."""
        with self._leasing() as session:
            self._refuse_another_job(session)
            session.run(
                "UPDATE units SET state = 'waiting', owner = '' WHERE state = 'running' AND lease_until < :now",
                now=session.now,
            )
            statement = CLAIM.format(skip=self._database.skip_locked)
            rows = session.rows(statement, owner=owner, until=session.now + lease_seconds, count=count)
            rows.sort(key=lambda row: (row[8], row[2], row[9]))
            sources = {(row[2], row[3]): source_of(session, row[2], row[3]) for row in rows}
            return [
                Claim(
                    unit=row[0],
                    kind=UnitKind(row[1]),
                    content=row[2],
                    indices=indices_of(row[4]) or (),
                    token=row[5],
                    owner=owner,
                    attempts=row[6],
                    losses=row[7],
                    source=sources[row[2], row[3]],
                )
                for row in rows
            ]

    def _refuse_another_job(self, session: Session) -> None:
        if not session.rows("SELECT 1 FROM meta WHERE name = 'job' AND value <> :job", job=self._job):
            return
        self._present_task(session)  # a fingerprint that no runner has written is damage
        raise BatchError(
            f"another batch has been started with {self.location}", hint="wait for its end, then run this again"
        )

    def renew(self, owner: str, lease_seconds: float) -> None:
        """Prolongs all leases of an owner."""
        with self._leasing() as session:
            session.run(
                "UPDATE units SET lease_until = :until WHERE state = 'running' AND owner = :owner",
                until=session.now + lease_seconds,
                owner=owner,
            )

    def commit(self, outcomes: Sequence[Outcome]) -> Committed:
        """Records outcomes whose lease still holds."""
        recorded: list[Outcome] = []
        refused: list[Claim] = []
        finished: list[str] = []
        with self._writing() as session:
            for outcome in sorted(outcomes, key=lambda outcome: outcome.claim.unit):
                if not self._holds(session, outcome.claim):
                    refused.append(outcome.claim)
                    continue
                placed = _placed(outcome)
                self._record(session, placed)
                recorded.append(placed)
            for content in sorted({outcome.claim.content for outcome in recorded if _is_end(outcome)}):
                finished += self._settle(session, content, recorded)
        return Committed(outcomes=tuple(recorded), refused=tuple(refused), finished=tuple(finished))

    def _holds(self, session: Session, claim: Claim) -> bool:
        statement = (
            "SELECT 1 FROM units WHERE unit = :unit AND token = :token AND owner = :owner AND state = 'running'"
            + self._database.for_update
        )
        return bool(session.rows(statement, unit=claim.unit, token=claim.token, owner=claim.owner))

    def _record(self, session: Session, outcome: Outcome) -> None:
        session.run(
            RECORD,
            unit=outcome.claim.unit,
            state=outcome.state.value,
            files=json.dumps([file.to_data() for file in outcome.files]),
            answer=json.dumps(dict(outcome.answer)),
            review=json.dumps(list(outcome.review)) if outcome.review else "",
            error=json.dumps(dict(outcome.error)) if outcome.error is not None else "",
            seconds=outcome.seconds,
            attempts=outcome.attempts,
            losses=outcome.losses,
            finished=session.now if _is_end(outcome) else 0.0,
        )

    def _settle(self, session: Session, content: str, recorded: Iterable[Outcome]) -> list[str]:
        """Documents of a content that ended; those whose last page is in may now be put together."""
        session.lock(content)
        which = "units.content = :content"
        session.run(SETTLE_READY.format(which=which), content=content)
        failed = session.rows(SETTLE_FAILED.format(which=which), content=content, now=session.now)
        units = {row[0] for row in failed} | {
            outcome.claim.unit
            for outcome in recorded
            if outcome.claim.kind is UnitKind.ASSEMBLE and outcome.claim.content == content and _is_end(outcome)
        }
        statement = "SELECT document, unit FROM documents WHERE active = 1 AND content = :content"
        documents = session.rows(statement, content=content)
        ended = [decode_name(document) for document, unit in documents if unit in units]
        if any(not unit for _, unit in documents) and not self._has_open_page(session, content):
            ended += [decode_name(document) for document, unit in documents if not unit]
        return ended

    def _has_open_page(self, session: Session, content: str) -> bool:
        statement = "SELECT 1 FROM units WHERE content = :content AND state IN ('waiting', 'running') LIMIT 1"
        return bool(session.rows(statement, content=content))

    def pages_of(self, content: str) -> list[PageResult]:
        """All units of pages of a content."""
        with self._reading() as session:
            rows = session.rows(
                "SELECT indices, state, files, answer, error FROM units"
                " WHERE content = :content AND kind = 'pages' ORDER BY first_page",
                content=content,
            )
            return [
                PageResult(
                    indices=indices_of(indices) or (),
                    state=UnitState(state),
                    files=files_of(files),
                    answer=data_of(answer),
                    error=data_of(error) if error else None,
                )
                for indices, state, files, answer, error in rows
            ]

    def assembled_contents(self, content: str = "") -> list[str]:
        """Contents whose page results nobody needs any more."""
        one = " AND p.content = :content" if content else ""
        with self._reading() as session:
            rows = session.rows(
                "SELECT DISTINCT content FROM units AS p WHERE kind = 'pages' AND state = 'done' AND consumed = 0"
                f" AND files <> '[]'{one}"
                " AND EXISTS (SELECT 1 FROM units AS a WHERE a.content = p.content AND a.kind = 'assemble')"
                " AND NOT EXISTS (SELECT 1 FROM units AS o WHERE o.content = p.content AND o.state <> 'done')",
                **({"content": content} if content else {}),
            )
            return [row[0] for row in rows]

    def consumed(self, contents: Iterable[str]) -> None:
        """The page results of these contents have been removed."""
        with self._writing() as session:
            for content in contents:
                session.run(
                    "UPDATE units SET consumed = 1 WHERE content = :content AND kind = 'pages'", content=content
                )

    # --- upkeep ------------------------------------------------------------------------------------------------------

    def check(self) -> None:
        """Has the database examine itself."""
        self._database.check()

    def purge(self) -> int:
        """Forgets units that are not part of the job."""
        with self._writing() as session:
            touched = session.run(f"DELETE FROM units WHERE NOT {ACTIVE}")
            session.run("DELETE FROM documents WHERE active = 0")
        return touched

    def owners(self) -> set[str]:
        """Owners of leases that have not run out."""
        with self._reading() as session:
            statement = "SELECT DISTINCT owner FROM units WHERE state = 'running' AND lease_until >= :now"
            return {row[0] for row in session.rows(statement, now=session.now)}

    def close(self) -> None:
        """Lets the database go."""
        self._database.close()


def _is_end(outcome: Outcome) -> bool:
    return outcome.state in {UnitState.DONE, UnitState.FAILED, UnitState.QUARANTINED}


def _placed(outcome: Outcome) -> Outcome:
    """The outcome once its files are in their final place; FAILED where they cannot be put there."""
    if outcome.place is None or outcome.state is not UnitState.DONE:
        return outcome
    try:
        files = outcome.place()
    except CasedocsError as error:
        return _changed(outcome, state=UnitState.FAILED, error=error_to_record(error), files=())
    return _changed(outcome, files=files)


def _changed(outcome: Outcome, **changes: Any) -> Outcome:
    from dataclasses import replace

    return replace(outcome, place=None, **changes)
