"""Signing PDFs: the use case. Either the signature that was asked for, or a named error and no file."""

import base64
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from casedocs._extras import require
from casedocs._files import atomic_write, read_limited
from casedocs.errors import CasedocsError, CorruptFileError, SigningError
from casedocs.sign.options import OnRisk, SigningOptions, SigningResult
from casedocs.sign.policy import RevocationMode, VerificationLimits, VerificationPolicy
from casedocs.sign.report import CertificateInfo, Finding
from casedocs.sign.signers import Signer
from casedocs.sign.status import Effect, Level, SubIndication, Verdict

if TYPE_CHECKING:
    from casedocs.sign._network import Evidence
    from casedocs.sign._pdf.writing import FieldPlan

__all__ = ["preview_signature", "sign_bytes", "sign_pdf"]

_ROOM = 6000
_STAMP_ROOM = 12000


def sign_pdf(
    source: str | Path,
    signer: Signer,
    target: str | Path,
    *,
    options: SigningOptions | None = None,
    now: datetime | None = None,
) -> SigningResult:
    """Signs a PDF by an incremental update. The source is never changed; the target is written whole or not at all.

    Args:
        source: The document.
        signer: Who signs.
        target: Where the signed document goes.
        options: How it is signed.
        now: The time of signing; None = the computer's clock.

    Returns:
        What was signed, with warnings about document and certificate.

    Raises:
        SigningError: If the signature cannot be made exactly as asked for, or would break an earlier one.
        InputError: If the source cannot be read.
        OutputError: If the target cannot be written.
    """
    options = options or SigningOptions()
    if Path(source).resolve() == Path(target).resolve():
        raise SigningError("the target is the source", hint="originals are never changed: choose another name")
    data = read_limited(Path(source), options.max_bytes)
    signed, result = sign_bytes(data, signer, options=options, now=now)
    atomic_write(Path(target), signed)
    return SigningResult(Path(target), *result)


_Parts = tuple[str, Level, CertificateInfo, datetime, str, str, tuple[Finding, ...]]


def sign_bytes(
    data: bytes, signer: Signer, *, options: SigningOptions | None = None, now: datetime | None = None
) -> tuple[bytes, _Parts]:
    """Like `sign_pdf`, from bytes to bytes; the parts are those of `SigningResult` without the target.

    Raises:
        SigningError: If the signature cannot be made exactly as asked for, or would break an earlier one.
        InputError: If the document cannot be read.
    """
    require("pyhanko", extra="sign")
    require("endesive", extra="sign")
    with _named_errors():
        return _Signing(data, signer, options or SigningOptions(), now or datetime.now(UTC)).run()


@contextmanager
def _named_errors() -> Iterator[None]:
    """What the parser raises late on damaged documents becomes an error of ours."""
    try:
        yield
    except CasedocsError:
        raise
    except Exception as error:
        raise CorruptFileError(
            f"the document cannot be read to the end: {error}", hint="get the file again from where it came"
        ) from error


def preview_signature(
    source: str | Path,
    *,
    options: SigningOptions,
    signer_name: str = "",
    now: datetime | None = None,
    scale: float = 1.5,
) -> bytes:
    """A PNG of the page with the signature's look on it, without signing anything.

    Args:
        source: The document.
        options: With an appearance.
        signer_name: Stands for ``{signer}``.
        now: Stands for ``{time}``.
        scale: Pixels per point.

    Raises:
        SigningError: If there is no appearance, or its place cannot be found.
        InputError: If the document cannot be read, or takes too long to be drawn.
    """
    from casedocs.sign._child import shared_child
    from casedocs.sign._pdf.writing import write_signature
    from casedocs.sign._placing import plan_field

    require("pyhanko", extra="sign")
    if options.appearance is None:
        raise SigningError("nothing to preview: the signature has no appearance", hint="give one")
    data = read_limited(Path(source), options.max_bytes)
    with _named_errors():
        plan = plan_field(data, options, now or datetime.now(UTC), signer_name, "", room=64)
        drawn = write_signature(data, plan, lambda _: b"\x30\x00", password=options.password)
        limits = VerificationLimits()
        with shared_child(limits.memory_bytes) as child:
            wanted = (plan.page_index + 1, scale, options.password)
            return base64.b64decode(child.ask("draw", drawn, wanted, seconds=limits.picture_seconds))


@dataclass(slots=True)
class _Signing:
    """One signature in the making."""

    data: bytes
    signer: Signer
    options: SigningOptions
    now: datetime

    def run(self) -> tuple[bytes, _Parts]:
        from casedocs.sign._cms import cms_digest
        from casedocs.sign._pki import certificate_info
        from casedocs.sign._placing import plan_field

        info = certificate_info(self.signer.certificate)
        warnings = [*self._certificate_doubts(), *self._document_doubts()]
        evidence = self._evidence()
        room = _ROOM + len(self.signer.certificate) + sum(map(len, self.signer.chain))
        room += _STAMP_ROOM if self.options.timestamp else 0
        plan = plan_field(self.data, self.options, self.now, info.common_name, info.organization, room=room)
        plan = _with_digest(plan, cms_digest(self.signer, self.options.digest))
        signed = self._sign(plan)
        signed = self._lengthen(signed, evidence, plan.name)
        self._check_result(signed, plan.name)
        hashes = hashlib.sha256(signed).hexdigest(), hashlib.sha256(self.data).hexdigest()
        return signed, (plan.name, self.options.level, info, self.now, *hashes, tuple(warnings))

    def _refuse_or_warn(self, findings: list[Finding]) -> list[Finding]:
        from casedocs.sign.messages import finding_text

        if findings and self.options.on_risk is OnRisk.REFUSE:
            raise SigningError(
                f"not signed: {finding_text(findings[0], 'en')}", hint="look into it, or sign with warnings only"
            )
        return findings

    def _certificate_doubts(self) -> list[Finding]:
        """Validity and purpose must be in order; chain and revocation are judged as far as roots and evidence go."""
        from casedocs.sign._pki import certificate_info, usage_problem
        from casedocs.sign._trust import Material, judge_certificate
        from casedocs.sign.messages import finding_text

        info = certificate_info(self.signer.certificate)
        if not info.not_before <= self.now <= info.not_after:
            raise SigningError(
                f"the certificate of {info.common_name} is valid {info.not_before.date()} to {info.not_after.date()}",
                hint="renew the certificate",
            )
        wrong = usage_problem(self.signer.certificate)
        if wrong:
            raise SigningError(f"the certificate is not for signing documents: {wrong}", hint="use another one")
        found: list[Finding] = []
        left = info.days_left(self.now)
        if left < self.options.warn_days:
            found.append(Finding("certificate_ends_soon", Effect.WARNING, None, (("day", str(left)),)))
        if not self.options.trust.roots:
            return self._refuse_or_warn(found)
        others = (*self.options.trust.intermediates, *self.signer.chain)
        material = Material(self.options.trust.roots, others, self.options.crls, self.options.ocsps)
        policy = VerificationPolicy()
        trust = judge_certificate(
            self.signer.certificate,
            material,
            at=self.now,
            proven=None,
            mode=RevocationMode.IF_AVAILABLE,
            algorithms=policy.algorithms,
        )
        bad = [item for item in trust.findings if item.effect in {Effect.INDETERMINATE, Effect.FAILED}]
        if bad:
            raise SigningError(f"the certificate is not accepted: {finding_text(bad[0], 'en')}", hint="renew it")
        return self._refuse_or_warn(found)

    def _document_doubts(self) -> list[Finding]:
        from casedocs.sign._checks.shadow import look_for_shadows

        self._check_earlier()
        return self._refuse_or_warn(look_for_shadows(self.data, self.options.password))

    def _check_earlier(self) -> None:
        """Refuses what an earlier signature forbids, and names that signature."""
        from casedocs.sign._pdf.reading import PdfFile

        pdf = PdfFile(self.data, password=self.options.password)
        earlier = pdf.signatures()
        for signature in earlier:
            if 1 in {signature.certification_level, signature.locked_level}:
                raise SigningError(
                    f"the signature “{signature.field_name}” forbids every later change, another signature too",
                    hint="ask its signer for a document that may be signed further",
                )
            if signature.field_name == self.options.field_name:
                raise SigningError(f"the field “{signature.field_name}” is signed already", hint="choose another field")
        if self.options.certify is not None and earlier:
            raise SigningError(
                f"a certification signature must be the first; “{earlier[0].field_name}” is there already",
                hint="sign without certifying",
            )

    def _stamp(self, digest: bytes, name: str) -> bytes:
        from casedocs.sign._network import ask_timestamp

        authority = self.options.timestamp
        if authority is None:
            raise SigningError("no time-stamping authority is named", hint="name one, or sign at B-B")
        return ask_timestamp(authority.url, digest, name, seconds=authority.seconds, login=authority.login)

    def _sign(self, plan: "FieldPlan") -> bytes:
        from casedocs.sign._cms import build_cms
        from casedocs.sign._crypto import hash_of
        from casedocs.sign._pdf.writing import write_signature

        def stamp(value: bytes, name: str) -> bytes:
            return self._stamp(hash_of(name, value), name)

        wants_time = self.options.level is not Level.B_B

        def make(digest: bytes) -> bytes:
            return build_cms(
                self.signer,
                digest,
                digest_name=plan.digest,
                pss=self.options.pss,
                timestamp=stamp if wants_time else None,
            )

        return write_signature(self.data, plan, make, password=self.options.password)

    def _path(self, der: bytes, others: tuple[bytes, ...]) -> tuple[bytes, ...]:
        from casedocs.sign._pki import build_chain, certificate_info

        helpers = (*self.options.trust.intermediates, *self.signer.chain, *others)
        chain = build_chain(der, helpers, self.options.trust.roots, self.now)
        if chain.problem is not None:
            raise SigningError(
                f"no chain from {certificate_info(der).common_name} to the given roots: {chain.detail}",
                hint="give root and intermediate certificates",
            )
        return chain.path

    def _gather(self, path: tuple[bytes, ...]) -> "Evidence":
        """Evidence for a path: what the caller gave where it suffices, else from the network when that is allowed."""
        from casedocs.sign._network import Evidence, fetch_evidence
        from casedocs.sign._pki import certificate_info
        from casedocs.sign._revocation import statements_about

        known = statements_about(path, self.options.crls, self.options.ocsps)
        answered = {item.subject for item in known if item.evidence.status == "good" and item.covers(self.now)}
        missing = [der for der in path[:-1] if der not in answered]
        if not missing:
            return Evidence(self.options.crls, self.options.ocsps)
        if not self.options.allow_network:
            who = ", ".join(certificate_info(der).common_name for der in missing)
            raise SigningError(
                f"no revocation data for {who}", hint="give CRLs, or allow the network; nothing was signed"
            )
        found = fetch_evidence(path, missing, seconds=self.options.network_seconds)
        revoked = [item.evidence for item in statements_about(path, found.crls, found.ocsps)]
        for item in revoked:
            if item.status == "revoked":
                raise SigningError(f"the certificate of {item.subject} is revoked", hint="do not sign with it")
        return Evidence((*self.options.crls, *found.crls), (*self.options.ocsps, *found.ocsps))

    def _evidence(self) -> "tuple[tuple[bytes, ...], Evidence] | None":
        """Chain and evidence of the signer, gathered before anything is signed; None below B-LT."""
        if self.options.level not in {Level.B_LT, Level.B_LTA}:
            return None
        path = self._path(self.signer.certificate, ())
        return path, self._gather(path)

    def _lengthen(self, signed: bytes, evidence: "tuple[tuple[bytes, ...], Evidence] | None", field: str) -> bytes:
        """Adds validation data (B-LT) and a document time-stamp (B-LTA)."""
        from casedocs.sign._pdf.writing import add_timestamp, add_validation_data
        from casedocs.sign._placing import free_name

        if evidence is None:
            return signed
        path, own = evidence
        stamp_path = self._stamp_path(signed, field)
        stamp = self._gather(stamp_path)
        signed = add_validation_data(
            signed,
            certificates=tuple(dict.fromkeys((*path, *stamp_path))),
            crls=tuple(dict.fromkeys((*own.crls, *stamp.crls))),
            ocsps=tuple(dict.fromkeys((*own.ocsps, *stamp.ocsps))),
            password=self.options.password,
        )
        if self.options.level is Level.B_LT:
            return signed
        name = free_name(signed, "Timestamp", self.options.password)
        return add_timestamp(
            signed,
            name,
            lambda digest: self._stamp(digest, self.options.digest),
            digest=self.options.digest,
            room=_STAMP_ROOM,
            password=self.options.password,
        )

    def _stamp_path(self, signed: bytes, field: str) -> tuple[bytes, ...]:
        from casedocs.sign._pdf.reading import PdfFile
        from casedocs.sign._signed_data import open_signed_data
        from casedocs.sign._single import FileHasher

        pdf = PdfFile(signed, password=self.options.password)
        own = next(item for item in pdf.signatures() if item.field_name == field)
        hasher = FileHasher(signed, ()).over(own.byte_range or (0, 0, 0, 0))
        outer = open_signed_data(own.contents or b"", hasher, sub_filter=own.sub_filter, others=[])
        token = open_signed_data(outer.tokens[0], lambda _: None, sub_filter="ETSI.RFC3161", others=[])
        if token.signer is None:
            raise SigningError("the time-stamp names no certificate", hint="use another time-stamping authority")
        return self._path(token.signer, tuple(token.certificates))

    def _check_result(self, signed: bytes, field: str) -> None:
        """The finished document is verified before it is handed out; an earlier signature must not have suffered."""
        from casedocs.sign.verify import verify_pdf

        report = verify_pdf(signed, policy=VerificationPolicy(password=self.options.password, at=self.now))
        if not signed.startswith(self.data):
            raise SigningError("the document before the signature was changed", hint="report this file")
        good: set[str] = set()
        if len(report.signatures) > 1:
            before = verify_pdf(self.data, policy=VerificationPolicy(password=self.options.password, at=self.now))
            good = {item.field_name for item in before.signatures if item.verdict is not Verdict.FAILED}
        for item in report.signatures:
            broken = item.verdict is Verdict.FAILED and (item.field_name in good or item.field_name == field)
            if broken and item.sub_indication is not SubIndication.TIMESTAMP_ORDER_FAILURE:
                what = "itself is not sound" if item.field_name == field else f"breaks “{item.field_name}”"
                raise SigningError(
                    f"not signed: the new signature {what} ({item.sub_indication})",
                    hint="the document's earlier signatures or its structure do not allow it",
                )


def _with_digest(plan: "FieldPlan", digest: str) -> "FieldPlan":
    from dataclasses import replace

    return replace(plan, digest=digest)
