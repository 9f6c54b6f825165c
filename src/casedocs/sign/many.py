"""Verifying many documents: each in a process of its own, so that one that hangs or dies costs only itself."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from casedocs._extras import require
from casedocs._files import read_limited
from casedocs.errors import CasedocsError, EmptyFileError, EngineCrashedError, InputError, LimitExceededError
from casedocs.sign._child import Child
from casedocs.sign._revive import report_from
from casedocs.sign.formats import to_json
from casedocs.sign.policy import VerificationPolicy
from casedocs.sign.report import Finding, VerificationReport
from casedocs.sign.status import DocumentState, Effect, SubIndication, Verdict
from casedocs.sign.verify import verify_pdf

__all__ = ["verify_many"]


def verify_many(
    sources: Iterable[str | Path],
    *,
    policy: VerificationPolicy | None = None,
    on_event: Callable[[VerificationReport], None] | None = None,
) -> list[VerificationReport]:
    """Verifies documents one after another in a child process with the limits of the policy.

    A file that takes too long, needs too much memory or brings the process down gets a report with the finding
    ``limit_exceeded`` or ``process_died``; one that cannot be read from the disk gets ``not_read``. The others go on.

    Args:
        sources: The documents.
        policy: Whom to trust, what to accept, what a file may cost.
        on_event: Called with each report when it is there.

    Returns:
        One report for each document, in the given order.

    Raises:
        MissingExtraError: If the packages of the extra ``sign`` are not installed.
    """
    require("pyhanko", extra="sign")
    policy = policy or VerificationPolicy()
    policy = policy if policy.at is not None else replace(policy, at=datetime.now(UTC))
    reports: list[VerificationReport] = []
    for report in _each(sources, policy):
        reports.append(report)
        if on_event is not None:
            on_event(report)
    return reports


def _each(sources: Iterable[str | Path], policy: VerificationPolicy) -> Iterator[VerificationReport]:
    with Child(policy.limits.memory_bytes) as child:
        for source in map(Path, sources):
            try:
                data = read_limited(source, policy.max_bytes)
            except EmptyFileError:
                data = b""
            except InputError as error:
                yield _instead(source, b"", policy, "not_read", error)
                continue
            yield _one(child, source, data, policy)


def _one(child: Child, source: Path, data: bytes, policy: VerificationPolicy) -> VerificationReport:
    try:
        answer = child.ask("verify", data, (policy,), seconds=policy.limits.seconds)
        return replace(report_from(answer), source=str(source))
    except LimitExceededError as error:
        return _instead(source, data, policy, "limit_exceeded", error)
    except EngineCrashedError as error:
        return _instead(source, data, policy, "process_died", error)


def _instead(
    source: Path, data: bytes, policy: VerificationPolicy, code: str, error: CasedocsError
) -> VerificationReport:
    """The report on a file that could not be verified."""
    finding = Finding(code, Effect.INDETERMINATE, SubIndication.GENERIC, (("detail", error.message[:200]),))
    return VerificationReport(
        source=str(source),
        verdict=Verdict.INDETERMINATE,
        state=DocumentState.UNREADABLE,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        checked_at=policy.at or datetime.now(UTC),
        sub_indication=SubIndication.GENERIC,
        findings=(finding,),
    )


def verify_in_child(data: bytes, policy: VerificationPolicy) -> Any:
    """The child's side: the report as plain data."""
    found = json.loads(to_json(verify_pdf(data, policy=policy)))
    del found["schema"]
    return found
