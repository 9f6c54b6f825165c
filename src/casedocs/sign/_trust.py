"""Judging one certificate at one time: chain, purpose, revocation, algorithms. Used for signers and time-stamps."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from casedocs.errors import SigningError
from casedocs.sign._crypto import key_size
from casedocs.sign._pki import (
    Chain,
    build_chain,
    certificate_info,
    parse_certificate,
    signature_digest,
    usage_problem,
)
from casedocs.sign._revocation import Statement, statements_about
from casedocs.sign._signed_data import AlgorithmUse
from casedocs.sign.policy import AlgorithmPolicy, RevocationMode
from casedocs.sign.report import CertificateInfo, Finding, RevocationEvidence
from casedocs.sign.status import Effect, SubIndication

__all__ = ["Material", "Trust", "judge_algorithms", "judge_certificate"]


@dataclass(frozen=True, slots=True)
class Material:
    """What helps to judge certificates: roots, other certificates, revocation evidence (all DER)."""

    roots: tuple[bytes, ...]
    others: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()


@dataclass(slots=True)
class Trust:
    """What came out: findings (empty = nothing against it), the chain and the evidence."""

    findings: list[Finding] = field(default_factory=list)
    chain: tuple[CertificateInfo, ...] = ()
    path: tuple[bytes, ...] = ()
    evidence: tuple[RevocationEvidence, ...] = ()
    complete: bool = False

    def doubt(self, code: str, sub: SubIndication, **values: str) -> None:
        """Adds a finding that leaves it undecided."""
        self.findings.append(Finding(code, Effect.INDETERMINATE, sub, tuple(values.items())))


def _judge_chain(trust: Trust, chain: Chain) -> None:
    codes = {
        SubIndication.OUT_OF_BOUNDS_NO_POE: "certificate_expired",
        SubIndication.NOT_YET_VALID: "certificate_not_yet_valid",
        SubIndication.NO_CERTIFICATE_CHAIN_FOUND: "chain_missing",
        SubIndication.CHAIN_CONSTRAINTS_FAILURE: "chain_constraints",
        SubIndication.CERTIFICATE_CHAIN_GENERAL_FAILURE: "chain_broken",
    }
    if chain.problem is not None:
        day = chain.bound.date().isoformat() if chain.bound else ""
        trust.doubt(codes[chain.problem], chain.problem, day=day, detail=chain.detail)


def _judge_revocation(
    trust: Trust, statements: list[Statement], moment: datetime, proven: datetime | None, mode: RevocationMode
) -> None:
    leaf = trust.path[0]
    for statement in statements:
        revoked_at = statement.evidence.revoked_at
        if statement.evidence.status != "revoked" or revoked_at is None:
            continue
        day, who = revoked_at.isoformat(), statement.evidence.subject
        if proven is not None and proven < revoked_at:
            trust.findings.append(Finding("revoked_later", Effect.NOTE, None, (("day", day), ("who", who))))
            continue
        own = statement.subject == leaf
        sub = SubIndication.REVOKED_NO_POE if own else SubIndication.REVOKED_CA_NO_POE
        trust.doubt("certificate_revoked", sub, day=day, who=who, detail=statement.evidence.reason)
    answered = {
        statement.subject
        for statement in statements
        if statement.evidence.status != "unknown" and statement.covers(moment)
    }
    missing = [der for der in trust.path[:-1] if der not in answered]
    trust.complete = not missing
    if missing:
        who = ", ".join(certificate_info(der).common_name for der in missing)
        if mode is RevocationMode.REQUIRED:
            trust.doubt("revocation_unknown", SubIndication.TRY_LATER, who=who)
        else:
            trust.findings.append(Finding("revocation_unknown", Effect.WARNING, None, (("who", who),)))


def judge_algorithms(uses: Iterable[AlgorithmUse], policy: AlgorithmPolicy, proven: datetime | None) -> list[Finding]:
    """Findings about hash functions and keys that the policy does not accept."""
    found: list[Finding] = []
    for use in dict.fromkeys(uses):
        weak = "" if policy.accepts_digest(use.digest, proven) else use.digest
        if not weak and not policy.accepts_key(use.key_kind, use.key_bits):
            weak = f"{use.key_kind} {use.key_bits}"
        if weak:
            values = (("detail", weak),)
            finding = Finding("algorithm_weak", Effect.INDETERMINATE, SubIndication.CRYPTO_CONSTRAINTS_FAILURE, values)
            found += [finding] if finding not in found else []
    return found


def _chain_uses(path: tuple[bytes, ...]) -> list[AlgorithmUse]:
    """What the certificates below the root were signed with."""
    found = []
    for der, issuer in itertools.pairwise(path):
        kind, bits = key_size(parse_certificate(issuer).public_key)
        digest = signature_digest(der)
        found.append(AlgorithmUse(digest if digest not in {"", "ed25519", "ed448"} else "sha512", kind, bits))
    return found


def _ask_network(trust: Trust, known: list[Statement], moment: datetime, seconds: float) -> list[Statement]:
    """Statements from OCSP and CRL addresses about the certificates that the material says nothing about."""
    from casedocs.sign._network import fetch_evidence

    answered = {item.subject for item in known if item.evidence.status != "unknown" and item.covers(moment)}
    found: list[Statement] = []
    for der in trust.path[:-1]:
        if der in answered:
            continue
        try:
            evidence = fetch_evidence(trust.path, [der], seconds=seconds)
        except SigningError as error:
            trust.findings.append(Finding("network_failed", Effect.WARNING, None, (("detail", error.message[:200]),)))
            continue
        found += statements_about(trust.path, evidence.crls, evidence.ocsps)
    return found


def judge_certificate(  # noqa: PLR0913  one judgement, each part named
    der: bytes,
    material: Material,
    *,
    at: datetime,
    proven: datetime | None,
    mode: RevocationMode,
    algorithms: AlgorithmPolicy,
    timestamping: bool = False,
    network_seconds: float | None = None,
) -> Trust:
    """Judges a certificate.

    Args:
        der: The certificate.
        material: Roots, helpers, evidence.
        at: The time of the judgement: now, or the time of a trusted time-stamp made later.
        proven: When its signature provably existed; None when nothing proves that it is older than `at`.
        mode: Whether revocation evidence is required.
        algorithms: What is accepted.
        timestamping: Whether it stamps times instead of signing documents.
        network_seconds: Time limit for asking OCSP and CRL addresses where the material is silent; None = never.
    """
    moment = at if proven is None else min(at, proven)
    chain = build_chain(der, material.others, material.roots, moment)
    trust = Trust(chain=tuple(certificate_info(item) for item in chain.path), path=chain.path)
    _judge_chain(trust, chain)
    wrong = usage_problem(der, timestamping=timestamping)
    if wrong:
        trust.doubt("usage_wrong", SubIndication.CHAIN_CONSTRAINTS_FAILURE, detail=wrong)
    if chain.trusted:
        statements = statements_about(chain.path, material.crls, material.ocsps)
        if network_seconds is not None:
            statements += _ask_network(trust, statements, moment, network_seconds)
        trust.evidence = tuple(statement.evidence for statement in statements)
        _judge_revocation(trust, statements, moment, proven, mode)
        trust.findings += judge_algorithms(_chain_uses(chain.path), algorithms, proven)
    return trust
