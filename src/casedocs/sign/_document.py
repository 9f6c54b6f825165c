"""A whole document: its signatures from the last to the first (later time-stamps prove earlier ones), then the rest."""

from datetime import datetime, timedelta

from casedocs.sign._after import Aftermath
from casedocs.sign._checks.coverage import Coverage
from casedocs.sign._pdf.reading import PdfFile, PdfSignature
from casedocs.sign._pki import certificate_info
from casedocs.sign._raw import open_raw
from casedocs.sign._single import FileHasher, Single, judge_single, judge_timestamp, verdict_of
from casedocs.sign._trust import Material
from casedocs.sign.policy import TrustStore, VerificationPolicy
from casedocs.sign.report import Change, Finding, SignatureReport, TimestampReport
from casedocs.sign.status import Effect, Level, SubIndication, Verdict

__all__ = ["document_findings", "judge_signatures"]

_STAMP = "ETSI.RFC3161"
_KNOWN = {"adbe.pkcs7.detached", "adbe.pkcs7.sha1", "ETSI.CAdES.detached", _STAMP}
_CLOCK_TOLERANCE = timedelta(minutes=10)


def _material(pdf: PdfFile, trust: TrustStore, policy: VerificationPolicy) -> Material:
    store = pdf.validation_data()
    return Material(
        trust.roots,
        (*trust.intermediates, *store.certificates),
        (*policy.crls, *store.crls),
        (*policy.ocsps, *store.ocsps),
    )


class _Judge:
    """The run over the signatures of one document."""

    def __init__(self, pdf: PdfFile, policy: VerificationPolicy, at: datetime, hasher: FileHasher) -> None:
        self.pdf, self.policy, self.at, self.hasher = pdf, policy, at, hasher
        self.signatures = pdf.signatures()
        self.after = Aftermath(pdf, self.signatures, policy)
        self.material = _material(pdf, policy.trust, policy)
        self.stamp_material = _material(pdf, policy.timestamp_trust or policy.trust, policy)
        self.control = at  # moves back with every trusted document time-stamp
        self.stamped: list[tuple[int, datetime]] = []
        self.verdicts: dict[tuple[str, int], Verdict] = {}

    def run(self) -> list[SignatureReport]:
        reports = [self._one(signature) for signature in reversed(self.signatures)]
        return reports[::-1]

    def _one(self, signature: PdfSignature) -> SignatureReport:
        self.pdf.budget.check()
        coverage = self.after.coverage(signature)
        if signature.byte_range is None or signature.contents is None or signature.end > len(self.pdf.data):
            report = self._report(signature, coverage, [], None)
        elif signature.kind == "DocTimeStamp" or signature.sub_filter == _STAMP:
            report = self._timestamp(signature, coverage)
        else:
            report = self._signature(signature, coverage)
        self.verdicts[signature.field_name, signature.revision + 1] = report.verdict
        return report

    def _later(self, signature: PdfSignature, findings: list[Finding]) -> list[Change]:
        """Changes behind the signature; what they mean is added to the findings."""
        changes = self.after.changes(signature, self.verdicts)
        findings += [_change_finding(change) for change in changes if change.effect is not Effect.NOTE]
        findings += self.after.prepared(signature)
        findings += self.after.pictures(signature)
        return changes

    def _signature(self, signature: PdfSignature, coverage: list[Finding]) -> SignatureReport:
        proven = min((moment for end, moment in self.stamped if end > signature.end), default=None)
        single = judge_single(
            signature.contents or b"",
            self.hasher.over(signature.byte_range or (0, 0, 0, 0)),
            sub_filter=signature.sub_filter,
            material=self.material,
            timestamp_material=self.stamp_material,
            policy=self.policy,
            at=self.at,
            proven=proven,
        )
        if signature.sub_filter not in _KNOWN:
            values = (("detail", signature.sub_filter),)
            single.findings.append(
                Finding("sub_filter_unknown", Effect.INDETERMINATE, SubIndication.FORMAT_FAILURE, values)
            )
        claimed = single.data.claimed_time or signature.claimed_time
        if claimed and single.proven and claimed > single.proven + _CLOCK_TOLERANCE:
            single.findings.append(Finding("time_claimed_late", Effect.WARNING))
        elif claimed and claimed > self.at + _CLOCK_TOLERANCE:
            single.findings.append(Finding("time_claimed_future", Effect.WARNING))
        return self._report(signature, [*single.findings, *coverage], single.timestamps, single)

    def _timestamp(self, signature: PdfSignature, coverage: list[Finding]) -> SignatureReport:
        stamp, data = judge_timestamp(
            signature.contents or b"",
            self.hasher.over(signature.byte_range or (0, 0, 0, 0)),
            self.stamp_material,
            self.policy,
            self.control,
            kind="document_timestamp",
        )
        if stamp.verdict is Verdict.PASSED and not coverage_spoils(coverage) and stamp.time is not None:
            self.stamped.append((signature.end, stamp.time))
            self.control = min(self.control, stamp.time)
        single = Single(data, proven=stamp.time if stamp.verdict is Verdict.PASSED else None)
        return self._report(signature, [*stamp.findings, *coverage], [stamp], single)

    def _report(
        self,
        signature: PdfSignature,
        findings: list[Finding],
        stamps: list[TimestampReport],
        single: Single | None,
    ) -> SignatureReport:
        changes = self._later(signature, findings)
        findings = _deciding_first(findings)
        verdict, sub = verdict_of(findings)
        data = single.data if single else None
        trust = single.trust if single else None
        key = certificate_info(data.signer).key if data and data.signer else ""
        stamped = signature.kind == "DocTimeStamp" or signature.sub_filter == _STAMP
        kind = "document_timestamp" if stamped else ("certification" if signature.certification_level else "signature")
        return SignatureReport(
            field_name=signature.field_name,
            kind=kind,
            verdict=verdict,
            sub_indication=sub,
            level=self._level(signature, single, stamps),
            signer=certificate_info(data.signer) if data and data.signer else None,
            claimed_time=(data.claimed_time if data else None) or signature.claimed_time,
            proven_time=single.proven if single else None,
            digest_algorithm=data.digest if data else "",
            signature_algorithm=f"{data.scheme} ({key})" if data and data.scheme else "",
            sub_filter=signature.sub_filter,
            certification_level=signature.certification_level,
            covered_bytes=signature.byte_range[1] + signature.byte_range[3] if signature.byte_range else 0,
            covers_whole_file=signature.end == len(self.pdf.data),
            revision=signature.revision + 1,
            page_number=signature.page_number,
            box=signature.box,
            reason=signature.reason,
            location=signature.location,
            chain=trust.chain if trust else (),
            timestamps=tuple(stamps),
            revocation=trust.evidence if trust else (),
            changes=tuple(changes),
            findings=tuple(findings),
        )

    def _level(self, signature: PdfSignature, single: Single | None, stamps: list[TimestampReport]) -> Level:
        if single is None or signature.sub_filter == _STAMP:
            return Level.CMS
        if signature.sub_filter != "ETSI.CAdES.detached" or not single.data.names_certificate:
            return Level.CMS
        if not any(stamp.verdict is Verdict.PASSED for stamp in stamps):
            return Level.B_B
        store = self.pdf.store_since()
        if single.trust is None or not single.trust.complete or store is None:
            return Level.B_T
        since = max(store, signature.revision)
        later = [item for item in self.signatures if item.sub_filter == _STAMP and item.revision >= since]
        archived = any(self.verdicts.get((item.field_name, item.revision + 1)) is Verdict.PASSED for item in later)
        return Level.B_LTA if archived else Level.B_LT


def coverage_spoils(findings: list[Finding]) -> bool:
    """Whether findings about coverage rule out that a time-stamp proves anything."""
    return any(finding.effect in {Effect.INDETERMINATE, Effect.FAILED} for finding in findings)


def _change_finding(change: Change) -> Finding:
    subs = {Effect.FAILED: SubIndication.FORMAT_FAILURE, Effect.INDETERMINATE: SubIndication.SIG_CONSTRAINTS_FAILURE}
    values = (
        ("kind", change.kind.value),
        ("what", change.subject),
        ("page", str(change.page_number or "")),
        ("revision", str(change.revision)),
    )
    return Finding("changed_later", change.effect, subs.get(change.effect), values)


def _deciding_first(findings: list[Finding]) -> list[Finding]:
    order = [Effect.FAILED, Effect.INDETERMINATE, Effect.WARNING, Effect.NOTE]
    return sorted(dict.fromkeys(findings), key=lambda finding: order.index(finding.effect))


def judge_signatures(
    pdf: PdfFile, policy: VerificationPolicy, at: datetime, hasher: FileHasher
) -> tuple[list[SignatureReport], float]:
    """The reports on all signatures of a document, and the seconds spent on pictures."""
    judge = _Judge(pdf, policy, at, hasher)
    reports = judge.run()
    return reports, judge.after.seconds


def document_findings(pdf: PdfFile, reports: list[SignatureReport]) -> list[Finding]:
    """Findings about the document as a whole: signatures that were removed, or were never there."""
    findings: list[Finding] = []
    linked = {item.byte_range for item in pdf.signatures()}
    for raw in pdf.byte_ranges:
        if raw.byte_range in linked:
            continue
        opened = open_raw(pdf.data, raw)
        who = ""
        if not isinstance(opened, Coverage) and opened.signer:
            who = certificate_info(opened.signer).common_name
        values = (("who", who), ("detail", f"byte {raw.position}"))
        findings.append(Finding("signature_unlinked", Effect.INDETERMINATE, SubIndication.GENERIC, values))
    findings += [
        Finding("field_unsigned", Effect.NOTE, None, (("who", name),)) for name in pdf.empty_signature_fields()
    ]
    if not reports and not findings_have(findings, "signature_unlinked"):
        findings.append(_unsigned(pdf))
    elif reports and all(report.kind == "document_timestamp" for report in reports):
        findings.append(Finding("only_timestamps", Effect.INDETERMINATE, SubIndication.GENERIC))
    if pdf.has_xfa():
        findings.append(Finding("xfa_present", Effect.INDETERMINATE, SubIndication.SIG_CONSTRAINTS_FAILURE))
    scripts = pdf.scripts()
    if scripts:
        sub, named = SubIndication.SIG_CONSTRAINTS_FAILURE, (("detail", ", ".join(scripts)),)
        findings.append(Finding("scripts_present", Effect.INDETERMINATE, sub, named))
    findings += [
        Finding("signature_broken", Effect.FAILED, report.sub_indication, (("who", report.field_name),))
        for report in reports
        if report.verdict is Verdict.FAILED and _broken_by_change(report)
    ]
    return findings


def findings_have(findings: list[Finding], code: str) -> bool:
    """Whether one of the findings has the code."""
    return any(finding.code == code for finding in findings)


def _broken_by_change(report: SignatureReport) -> bool:
    return any(change.effect is Effect.FAILED for change in report.changes)


def _unsigned(pdf: PdfFile) -> Finding:
    traces = pdf.traces()
    strong = [name for name in traces if name != "/SigFlags"]
    if strong or (traces and not pdf.empty_signature_fields()):
        return Finding(
            "signatures_removed", Effect.INDETERMINATE, SubIndication.GENERIC, (("detail", ", ".join(traces)),)
        )
    return Finding("never_signed", Effect.INDETERMINATE, SubIndication.GENERIC)
