"""One signature by itself: its CMS, its certificate, its time-stamps, its algorithms."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from casedocs.errors import FormatError
from casedocs.sign._crypto import hash_or_none, new_hash
from casedocs.sign._pki import certificate_info
from casedocs.sign._signed_data import SignedData, open_signed_data
from casedocs.sign._trust import Material, Trust, judge_algorithms, judge_certificate
from casedocs.sign.policy import VerificationPolicy
from casedocs.sign.report import Finding, TimestampReport
from casedocs.sign.status import Effect, SubIndication, Verdict

__all__ = ["FileHasher", "Single", "judge_single", "judge_timestamp", "verdict_of"]

# Reasons why a sound time-stamp proves nothing today, without being wrong: the signature is then judged without it.
_AGED = {SubIndication.OUT_OF_BOUNDS_NO_POE, SubIndication.TRY_LATER}


@dataclass(slots=True)
class Single:
    """What one signature comes to before anybody looks at what came after it."""

    data: SignedData
    findings: list[Finding] = field(default_factory=list)
    trust: Trust | None = None
    timestamps: list[TimestampReport] = field(default_factory=list)
    proven: datetime | None = None


def verdict_of(findings: "list[Finding] | tuple[Finding, ...]") -> tuple[Verdict, SubIndication | None]:
    """The verdict that findings add up to, with the sub-indication of the first of the worst."""
    for effect, verdict in ((Effect.FAILED, Verdict.FAILED), (Effect.INDETERMINATE, Verdict.INDETERMINATE)):
        for finding in findings:
            if finding.effect is effect:
                return verdict, finding.sub_indication
    return Verdict.PASSED, None


class FileHasher:
    """Hashes of a file and of byte ranges in it, reading each byte about once for all of them.

    A signature covers the file up to its own value and what follows; the running hash at that point is shared by the
    signature, by those after it and by the hash of the whole file.

    Args:
        data: The whole file.
        stops: Where running hashes will be wanted.
    """

    def __init__(self, data: bytes, stops: Iterable[int]) -> None:
        self._view = memoryview(data)
        self._stops = sorted({stop for stop in stops if 0 <= stop <= len(data)} | {len(data)})
        self._running: dict[str, dict[int, Any]] = {}

    def _states(self, name: str) -> dict[int, Any]:
        if name not in self._running:
            running, at = new_hash(name), 0
            states: dict[int, Any] = {}
            if running is not None:
                for stop in self._stops:
                    running.update(self._view[at:stop])
                    states[stop], at = running.copy(), stop
            self._running[name] = states
        return self._running[name]

    def whole(self, name: str) -> bytes:
        """The hash of the whole file."""
        return bytes(self._states(name)[len(self._view)].digest())

    def over(self, byte_range: tuple[int, int, int, int]) -> Callable[[str], bytes | None]:
        """Gives the hash of a byte range by the name of the hash function; None for an unknown function."""

        def digest_of(name: str) -> bytes | None:
            first, length, second, rest = byte_range
            state = self._states(name).get(length) if first == 0 else None
            running = state.copy() if state is not None else new_hash(name)
            if running is None:
                return None
            if state is None:
                running.update(self._view[first : first + length])
            running.update(self._view[second : second + rest])
            return bytes(running.digest())

        return digest_of


def _material(data: SignedData, base: Material) -> Material:
    return Material(
        base.roots,
        (*base.others, *data.certificates),
        (*base.crls, *data.crls),
        (*base.ocsps, *data.ocsps),
    )


def judge_timestamp(
    token: bytes,
    digest_of: Callable[[str], bytes | None],
    material: Material,
    policy: VerificationPolicy,
    at: datetime,
    *,
    kind: str,
) -> tuple[TimestampReport, SignedData]:
    """Judges an RFC 3161 token: does it fit what it stamps, and can its authority be trusted at `at`?"""
    data = open_signed_data(token, digest_of, sub_filter="ETSI.RFC3161", others=list(material.others))
    findings = list(data.findings)
    authority = ""
    if data.signer is not None:
        authority = certificate_info(data.signer).common_name
        trust = judge_certificate(
            data.signer,
            _material(data, material),
            at=at,
            proven=None,
            mode=policy.revocation,
            algorithms=policy.algorithms,
            timestamping=True,
            network_seconds=policy.network_limit,
        )
        # A time-stamp vouches for its own time as far as dated algorithms go.
        findings += [item for item in trust.findings if item.effect is not Effect.WARNING]
        findings += judge_algorithms(data.uses, policy.algorithms, data.stated_time)
        findings += _before_certificate(data)
    if data.stated_time is not None and data.stated_time > at:
        findings.append(Finding("timestamp_future", Effect.INDETERMINATE, SubIndication.TIMESTAMP_ORDER_FAILURE))
    verdict, _ = verdict_of(findings)
    digest = data.uses[0].digest if data.uses else data.digest
    return TimestampReport(kind, data.stated_time, authority, verdict, digest, tuple(findings)), data


def _before_certificate(data: SignedData) -> list[Finding]:
    """A time-stamp that states a time outside the life of its own certificate states a wrong time."""
    if data.signer is None or data.stated_time is None:
        return []
    info = certificate_info(data.signer)
    if info.not_before <= data.stated_time <= info.not_after:
        return []
    return [Finding("timestamp_outside", Effect.FAILED, SubIndication.TIMESTAMP_ORDER_FAILURE)]


def _add_timestamps(single: Single, material: Material, policy: VerificationPolicy, at: datetime) -> list[Finding]:
    """Judges the time-stamps on a signature; what is wrong with them is returned."""
    value = single.data.signature
    found: list[Finding] = []

    def digest_of(name: str) -> bytes | None:
        return hash_or_none(name, value)

    for token in single.data.tokens:
        report, _ = judge_timestamp(token, digest_of, material, policy, at, kind="signature_timestamp")
        single.timestamps.append(report)
        if report.verdict is Verdict.PASSED and report.time is not None:
            single.proven = report.time if single.proven is None else min(single.proven, report.time)
            continue
        _, sub = verdict_of(report.findings)
        effect = Effect.FAILED if report.verdict is Verdict.FAILED else Effect.INDETERMINATE
        if sub in _AGED:
            effect = Effect.WARNING
        reason = report.findings[0].code if report.findings else ""
        found.append(
            Finding("timestamp_unusable", effect, None if effect is Effect.WARNING else sub, (("detail", reason),))
        )
    return found


def judge_single(  # noqa: PLR0913  one judgement, each part named
    contents: bytes,
    digest_of: Callable[[str], bytes | None],
    *,
    sub_filter: str,
    material: Material,
    timestamp_material: Material,
    policy: VerificationPolicy,
    at: datetime,
    proven: datetime | None,
) -> Single:
    """Judges a signature by itself.

    Args:
        contents: Its CMS value.
        digest_of: Gives the hash of what it covers.
        sub_filter: The PDF's word for its kind, or ``detached``.
        material: Roots, helpers and evidence for the signer.
        timestamp_material: The same for time-stamps.
        policy: What is accepted.
        at: The time of the judgement.
        proven: When a later document time-stamp proves it to have existed.
    """
    data = open_signed_data(contents, digest_of, sub_filter=sub_filter, others=list(material.others))
    single = Single(data, proven=proven)
    single.findings += [_tolerated(item, policy) for item in data.findings]
    about_time: list[Finding] = []
    if not any(finding.effect is Effect.FAILED for finding in data.findings):
        about_time = _add_timestamps(single, _material(data, timestamp_material), policy, proven or at)
    if data.signer is not None:
        _judge_signer(single, data.signer, _material(data, material), policy, at)
    single.findings += about_time
    return single


def _tolerated(finding: Finding, policy: VerificationPolicy) -> Finding:
    """The finding as the policy wants it: a DigestInfo without NULL may be let pass with a warning."""
    if finding.code == "digest_info_bare" and policy.accept_bare_digest_info:
        return replace(finding, effect=Effect.WARNING, sub_indication=None)
    return finding


def _judge_signer(single: Single, signer: bytes, material: Material, policy: VerificationPolicy, at: datetime) -> None:
    try:
        trust = judge_certificate(
            signer,
            material,
            at=at,
            proven=single.proven,
            mode=policy.revocation,
            algorithms=policy.algorithms,
            network_seconds=policy.network_limit,
        )
    except FormatError as error:
        values = (("detail", str(error)[:200]),)
        sub = SubIndication.CERTIFICATE_CHAIN_GENERAL_FAILURE
        single.findings.append(Finding("chain_broken", Effect.INDETERMINATE, sub, values))
        return
    single.trust = trust
    single.findings += trust.findings
    single.findings += judge_algorithms(single.data.uses, policy.algorithms, single.proven)
