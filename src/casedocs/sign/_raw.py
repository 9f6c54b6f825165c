"""Signatures of a file that cannot be read as a PDF any more: what the bytes alone still tell."""

from casedocs.sign._checks.coverage import Coverage
from casedocs.sign._checks.updates import RawSignature, find_byte_ranges
from casedocs.sign._pki import certificate_info
from casedocs.sign._signed_data import SignedData, open_signed_data
from casedocs.sign._single import FileHasher, verdict_of
from casedocs.sign.report import Finding, SignatureReport
from casedocs.sign.status import Effect, SubIndication

__all__ = ["open_raw", "raw_reports"]

_MOST = 200


def open_raw(data: bytes, raw: RawSignature) -> SignedData | Coverage:
    """The CMS in the gap of a byte range, checked against the bytes; or why there is none."""
    start, length, second, rest = raw.byte_range
    if start != 0 or second < length or second + rest > len(data):
        return Coverage("byte_range_invalid", f"[{' '.join(map(str, raw.byte_range))}], file has {len(data)} bytes")
    gap = data[length:second]
    try:
        contents = bytes.fromhex(gap.strip(b"<>").decode("ascii"))
    except ValueError:
        return Coverage("byte_range_gap", f"{len(gap)} bytes at {length}")
    hasher = FileHasher(data, ()).over(raw.byte_range)
    nearby = data[max(0, raw.position - 400) : raw.position + 400] + data[second : second + 200]
    stamped = b"ETSI.RFC3161" in nearby
    old = b"adbe.pkcs7.sha1" in nearby
    sub_filter = "ETSI.RFC3161" if stamped else ("adbe.pkcs7.sha1" if old else "detached")
    return open_signed_data(contents, hasher, sub_filter=sub_filter, others=[])


def _report(data: bytes, raw: RawSignature, number: int, why: Finding) -> SignatureReport:
    opened = open_raw(data, raw)
    if isinstance(opened, Coverage):
        findings = [Finding(opened.code, Effect.FAILED, SubIndication.FORMAT_FAILURE, (("detail", opened.detail),))]
        opened = SignedData()
    else:
        findings = [item for item in opened.findings if item.effect is Effect.FAILED]
    findings.append(why)
    verdict, sub = verdict_of(findings)
    return SignatureReport(
        field_name=f"#{number}",
        kind="signature",
        verdict=verdict,
        sub_indication=sub,
        signer=certificate_info(opened.signer) if opened.signer else None,
        claimed_time=opened.claimed_time,
        digest_algorithm=opened.digest,
        signature_algorithm=opened.scheme,
        covered_bytes=raw.byte_range[1] + raw.byte_range[3],
        findings=tuple(findings),
    )


def raw_reports(data: bytes, why: Finding) -> list[SignatureReport]:
    """One report for each byte range in the file; none can pass, because the file cannot be read."""
    found = find_byte_ranges(data)[:_MOST]
    return [_report(data, raw, index + 1, why) for index, raw in enumerate(found)]
