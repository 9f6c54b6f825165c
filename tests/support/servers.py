"""A time-stamping authority, an OCSP responder and a CRL address on 127.0.0.1, for tests marked ``loopback``."""

import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from asn1crypto import algos, cms, core, ocsp, tsp
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from tests.support.pki import NOW, Identity, Pki


def make_token(request: tsp.TimeStampReq, by: Identity, at: datetime) -> cms.ContentInfo:
    """An RFC 3161 token that answers a request."""
    certificate = asn1_x509.Certificate.load(by.der)
    statement = tsp.TSTInfo(
        {
            "version": "v1",
            "policy": tsp.ObjectIdentifier("1.3.6.1.4.1.4146.2.2"),
            "message_imprint": request["message_imprint"],
            "serial_number": 77,
            "gen_time": at,
            "nonce": request["nonce"],
        }
    )
    content = statement.dump()
    ess = tsp.ESSCertIDv2({"cert_hash": hashlib.sha256(by.der).digest()})
    attributes = cms.CMSAttributes(
        [
            cms.CMSAttribute({"type": "content_type", "values": ["tst_info"]}),
            cms.CMSAttribute({"type": "message_digest", "values": [hashlib.sha256(content).digest()]}),
            cms.CMSAttribute(
                {"type": "signing_certificate_v2", "values": [tsp.SigningCertificateV2({"certs": [ess]})]}
            ),
        ]
    )
    signer = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                {
                    "issuer_and_serial_number": cms.IssuerAndSerialNumber(
                        {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
                    )
                }
            ),
            "digest_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
            "signed_attrs": attributes,
            "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "sha256_rsa", "parameters": core.Null()}),
            "signature": by.key.sign(attributes.dump(), padding.PKCS1v15(), hashes.SHA256()),
        }
    )
    chain = [asn1_x509.Certificate.load(Identity(item, None).der) for item in by.chain]
    signed = cms.SignedData(
        {
            "version": "v3",
            "digest_algorithms": [algos.DigestAlgorithm({"algorithm": "sha256"})],
            "encap_content_info": {"content_type": "tst_info", "content": core.ParsableOctetString(content)},
            "certificates": [certificate, *chain],
            "signer_infos": [signer],
        }
    )
    return cms.ContentInfo({"content_type": "signed_data", "content": signed})


@dataclass
class Behaviour:
    """How the servers act; tests change it while they run."""

    tsa: str = "good"
    ocsp: str = "good"
    crl: str = "good"
    at: datetime = NOW
    asked: list[str] = field(default_factory=list)


def _tsa_answer(pki: Pki, body: bytes, how: Behaviour) -> bytes:
    request = tsp.TimeStampReq.load(body)
    if how.tsa == "refuse":
        return bytes(tsp.TimeStampResp({"status": {"status": "rejection"}}).dump())
    if how.tsa == "wrong":
        request["message_imprint"]["hashed_message"] = b"\x00" * 32
    token = make_token(request, pki.tsa, how.at)
    return bytes(tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token}).dump())


def _ocsp_answer(pki: Pki, body: bytes, how: Behaviour) -> bytes:
    asked = ocsp.OCSPRequest.load(body)["tbs_request"]["request_list"][0]["req_cert"]["serial_number"].native
    known = {item.certificate.serial_number: item.certificate for item in pki.known()}
    return pki.ocsp_for(known[asked], how.at)


def _answer(pki: Pki, path: str, body: bytes, how: Behaviour) -> bytes | None:
    how.asked.append(path)
    if path == "/tsa":
        if how.tsa == "hang":
            time.sleep(1.5)
        return None if how.tsa == "down" else b"nonsense" if how.tsa == "garbage" else _tsa_answer(pki, body, how)
    if path == "/ocsp":
        return _ocsp_answer(pki, body, how) if how.ocsp == "good" else None
    if path == "/crl":
        return pki.crl(how.at) if how.crl == "good" else None
    return None


@contextmanager
def running(make: "type[Pki]" = Pki) -> Iterator[tuple[Pki, Behaviour, str]]:
    """The servers, their PKI (whose certificates name them) and their address."""
    how = Behaviour()
    box: dict[str, Pki] = {}

    class Handler(BaseHTTPRequestHandler):
        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            data = _answer(box["pki"], self.path, body, how)
            self.send_response(200 if data is not None else 503)
            self.send_header("Content-Length", str(len(data or b"")))
            self.end_headers()
            self.wfile.write(data or b"")

        do_GET = do_POST = _serve  # noqa: N815  names that http.server asks for

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{server.server_address[1]}"
    box["pki"] = make(base_url=url)
    try:
        yield box["pki"], how, url
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
