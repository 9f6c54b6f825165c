"""Verifying signed PDFs: the use case. Nothing that is wrong with a file raises; everything becomes a finding."""

import hashlib
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from casedocs._extras import require
from casedocs._files import read_limited
from casedocs.errors import (
    CorruptFileError,
    EmptyFileError,
    EncryptedFileError,
    LimitExceededError,
    VerificationError,
)
from casedocs.sign.policy import VerificationPolicy
from casedocs.sign.report import Finding, SignatureReport, VerificationReport
from casedocs.sign.status import ChangeKind, DocumentState, Effect, SubIndication, Verdict, worst

if TYPE_CHECKING:
    from casedocs.sign._pdf.reading import PdfFile

__all__ = ["require_valid", "verify_pdf"]

_RAW_SECONDS = 20.0  # for what the bytes of an unreadable file still tell
_HEADER_WITHIN = 1024  # where viewers look for the header (ISO 32000-1, annex H.3, note 13)


def verify_pdf(source: str | Path | bytes, *, policy: VerificationPolicy | None = None) -> VerificationReport:
    """Verifies all signatures of a PDF and what happened to it after each of them.

    Args:
        source: A path, or the file itself as bytes.
        policy: Whom to trust and what to accept. The default trusts nobody: no signature can come out PASSED.

    Returns:
        The report. Damaged, forged and hostile files give a report like any other. Drawings are made in a process of
        their own with limits of time and memory; everything else runs here, within the time of the policy
        (`casedocs.sign.many.verify_many` puts the whole verification into such a process and limits memory too).

    Raises:
        InputError: If the file is not there, cannot be read, or is larger than the policy allows.
        MissingExtraError: If the packages of the extra ``sign`` are not installed.
    """
    require("pyhanko", extra="sign")
    policy = policy or VerificationPolicy()
    name = "" if isinstance(source, bytes) else str(source)
    try:
        data = source if isinstance(source, bytes) else read_limited(Path(source), policy.max_bytes)
    except EmptyFileError:
        data = b""
    return _Verification(data, name, policy, policy.at or datetime.now(UTC)).run()


def require_valid(source: str | Path | bytes, *, policy: VerificationPolicy) -> VerificationReport:
    """Verifies a PDF and insists that everything passes.

    Raises:
        VerificationError: If the verdict is not PASSED; ``.report`` holds the report.
        InputError: If the file cannot be read.
    """
    from casedocs.sign.messages import finding_text

    report = verify_pdf(source, policy=policy)
    if report.verdict is Verdict.PASSED:
        return report
    findings = [*(item for one in report.signatures for item in one.findings), *report.findings]
    first = next(
        (finding_text(item, "en") for item in findings if item.effect not in {Effect.NOTE, Effect.WARNING}), ""
    )
    raise VerificationError(
        f"{report.source or 'the document'} is {report.verdict} ({report.sub_indication or report.state}): {first}",
        report=report,
        hint="read the report's findings; do not rely on the document",
        source=report.source,
    )


@dataclass(slots=True)
class _Verification:
    """One run over one file."""

    data: bytes
    name: str
    policy: VerificationPolicy
    at: datetime

    def run(self) -> VerificationReport:
        """The report, whatever the file is."""
        from casedocs.sign import _document, _raw
        from casedocs.sign._budget import Budget, TimeLimit
        from casedocs.sign._pdf.reading import PdfFile

        del _document, _raw  # loaded here, so that nothing wrong with them can pass for something wrong with the file
        header = self.data[:_HEADER_WITHIN].find(b"%PDF-")
        if header > 0:
            return self._report_behind(header)
        try:
            with TimeLimit(self.policy.limits.seconds):
                pdf = PdfFile(self.data, password=self.policy.password, budget=Budget(self.policy.limits))
                return self._report_on(pdf)
        except LimitExceededError as error:
            values = (("detail", error.message[:200]),)
            finding = Finding("limit_exceeded", Effect.INDETERMINATE, SubIndication.GENERIC, values)
        except EncryptedFileError:
            finding = Finding("password_needed", Effect.INDETERMINATE, SubIndication.GENERIC)
        except CorruptFileError as error:
            values = (("detail", str(error.__cause__ or error)[:200]),)
            finding = Finding("unreadable", Effect.FAILED, SubIndication.FORMAT_FAILURE, values)
        except (Exception, RecursionError) as error:  # noqa: BLE001  hostile files must not get past us as a crash
            values = (("detail", f"{type(error).__name__}: {error}"[:200]),)
            finding = Finding("unreadable", Effect.FAILED, SubIndication.FORMAT_FAILURE, values)
        return self._report_without_structure(finding)

    def _report_behind(self, header: int) -> VerificationReport:
        """The file begins with foreign bytes: it fails, but is judged without them, to say who signed it."""
        inner = _Verification(self.data[header:], self.name, self.policy, self.at).run()
        finding = Finding(
            "bytes_before_header", Effect.FAILED, SubIndication.FORMAT_FAILURE, (("detail", f"{header} byte"),)
        )
        signatures = [
            replace(
                item,
                verdict=Verdict.FAILED,
                sub_indication=SubIndication.FORMAT_FAILURE,
                findings=(finding, *item.findings),
            )
            for item in inner.signatures
        ]
        return replace(
            inner,
            verdict=Verdict.FAILED,
            state=DocumentState.CHANGED_AFTER_SIGNING if signatures else inner.state,
            sub_indication=SubIndication.FORMAT_FAILURE,
            sha256=hashlib.sha256(self.data).hexdigest(),
            size=len(self.data),
            signatures=tuple(signatures),
            findings=(finding, *inner.findings),
        )

    def _report_without_structure(self, finding: Finding) -> VerificationReport:
        """The bytes alone still tell whether signed parts are whole."""
        from casedocs.sign._budget import TimeLimit
        from casedocs.sign._raw import raw_reports

        signatures: list[SignatureReport] = []
        with suppress(LimitExceededError), TimeLimit(_RAW_SECONDS):
            signatures = raw_reports(self.data, finding)
        verdicts = [item.verdict for item in signatures] + [
            Verdict.FAILED if finding.effect is Effect.FAILED else Verdict.INDETERMINATE
        ]
        verdict = worst(verdicts)
        own = next((item.sub_indication for item in signatures if item.verdict is verdict), None)
        return self._document(
            verdict, own or finding.sub_indication, DocumentState.UNREADABLE, tuple(signatures), (finding,), 0
        )

    def _document(  # noqa: PLR0913 PLR0917  the parts of a report
        self,
        verdict: Verdict,
        sub: SubIndication | None,
        state: DocumentState,
        signatures: tuple[SignatureReport, ...],
        findings: tuple[Finding, ...],
        revisions: int,
        seconds: float = 0.0,
        sha256: str = "",
    ) -> VerificationReport:
        return VerificationReport(
            source=self.name,
            verdict=verdict,
            state=state,
            sha256=sha256 or hashlib.sha256(self.data).hexdigest(),
            size=len(self.data),
            checked_at=self.at,
            sub_indication=sub,
            signatures=signatures,
            findings=findings,
            revisions=revisions,
            seconds_visual=seconds,
        )

    def _report_on(self, pdf: "PdfFile") -> VerificationReport:
        from casedocs.sign._document import document_findings, judge_signatures
        from casedocs.sign._single import FileHasher

        hasher = FileHasher(self.data, [item.byte_range[1] for item in pdf.signatures() if item.byte_range])
        signatures, seconds = judge_signatures(pdf, self.policy, self.at, hasher)
        findings = document_findings(pdf, signatures)
        verdict, sub = _document_verdict(signatures, findings)
        state = _document_state(signatures, findings)
        sha256 = hasher.whole("sha256").hex()
        return self._document(verdict, sub, state, tuple(signatures), tuple(findings), pdf.revisions, seconds, sha256)


def _document_verdict(
    signatures: list[SignatureReport], findings: list[Finding]
) -> tuple[Verdict, SubIndication | None]:
    from casedocs.sign._single import verdict_of

    own, own_sub = verdict_of(findings)
    verdict = worst([*(item.verdict for item in signatures), own])
    if verdict is Verdict.PASSED:
        return verdict, None
    subs = [item.sub_indication for item in signatures if item.verdict is verdict]
    return verdict, next(iter(subs), own_sub)


def _document_state(signatures: list[SignatureReport], findings: list[Finding]) -> DocumentState:
    codes = {finding.code for finding in findings}
    changes = [change for item in signatures for change in item.changes]
    if codes & {"signature_unlinked", "signatures_removed"}:
        return DocumentState.SIGNATURES_REMOVED
    if any(change.kind is ChangeKind.SIGNATURE_REMOVED for change in changes):
        return DocumentState.SIGNATURES_REMOVED
    if not signatures or "only_timestamps" in codes:
        return DocumentState.NEVER_SIGNED
    touched = any(
        change.effect is Effect.FAILED
        or (change.effect is Effect.INDETERMINATE and change.kind is not ChangeKind.SIGNATURE_ADDED)
        for change in changes
    )
    structural = {SubIndication.HASH_FAILURE, SubIndication.FORMAT_FAILURE}
    broken = any(item.verdict is Verdict.FAILED and item.sub_indication in structural for item in signatures)
    return DocumentState.CHANGED_AFTER_SIGNING if touched or broken else DocumentState.FULLY_SIGNED
