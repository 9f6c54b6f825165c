"""One test PKI and a few signers for all signing tests of a run."""

from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from casedocs.sign.policy import TrustStore, VerificationPolicy
from tests.support.pki import NOW, Identity, Pki, rsa_key
from tests.support.signed import context_of, pyhanko_sign, stamper_of
from tests.support.signed_pdfs import plain_pdf


@pytest.fixture(scope="session")
def pki() -> Pki:
    return Pki()


@pytest.fixture(scope="session")
def signer(pki: Pki) -> Identity:
    return pki.issue("Nguyễn Văn Thử", rsa_key())


@pytest.fixture(scope="session")
def second(pki: Pki) -> Identity:
    return pki.issue("Văn thư thử nghiệm", ec.generate_private_key(ec.SECP256R1()))


@pytest.fixture(scope="session")
def policy(pki: Pki) -> VerificationPolicy:
    return VerificationPolicy(trust=TrustStore(roots=(pki.root.der,)), at=NOW + timedelta(hours=1))


@pytest.fixture(scope="session")
def later(policy: VerificationPolicy) -> VerificationPolicy:
    """The same policy with the clock 1,500 days on."""
    return replace(policy, at=NOW + timedelta(days=1500))


@pytest.fixture(scope="session")
def signed(signer: Identity) -> bytes:
    """A plain B-B signature."""
    return pyhanko_sign(plain_pdf(), signer)


@pytest.fixture(scope="session")
def stamped(pki: Pki, signer: Identity) -> bytes:
    """A B-T signature."""
    return pyhanko_sign(plain_pdf(), signer, stamper=stamper_of(pki))


@pytest.fixture(scope="session")
def archived(pki: Pki, signer: Identity) -> bytes:
    """A B-LTA signature."""
    context = context_of(pki, identities=(signer,))
    return pyhanko_sign(plain_pdf(), signer, stamper=stamper_of(pki), context=context, lta=True)
