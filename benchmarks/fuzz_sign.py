"""Mutates signed files and verifies each mutation: nothing may raise, no covered byte may change unnoticed.

    python benchmarks/fuzz_sign.py --count 100000 --seconds 1800

The mutations: single bits, bytes, runs of random bytes, cut ends, moved and doubled pieces, and changed numbers in the
structure. A mutation that touches a covered byte must not verify; one that touches only the unsigned hexadecimal value
may come out as it likes, but not PASSED unless the value means the same. Every mutation has its own seed, so that any
failure can be made again with ``--seed N --count 1``.
"""

import argparse
import json
import random
import re
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from cryptography.hazmat.primitives.asymmetric import ec

from casedocs.sign.policy import TrustStore, VerificationPolicy
from casedocs.sign.status import Verdict
from casedocs.sign.verify import verify_pdf
from tests.support.pki import NOW, Pki, rsa_key
from tests.support.signed import context_of, pyhanko_sign, stamper_of
from tests.support.signed_pdfs import form_pdf, plain_pdf

_NUMBER = re.compile(rb"\d+")


def seeds(pki: Pki) -> list[bytes]:
    """Signed files of several kinds."""
    signer, other = pki.issue("R", rsa_key()), pki.issue("E", ec.generate_private_key(ec.SECP256R1()))
    plain = pyhanko_sign(plain_pdf(), other)
    return [
        plain,
        pyhanko_sign(plain_pdf(xref_streams=True), signer),
        pyhanko_sign(plain, signer, field="B", box=(300, 100, 400, 150)),
        pyhanko_sign(form_pdf(value="1"), other, certify=2),
        pyhanko_sign(
            plain_pdf(), other, stamper=stamper_of(pki), context=context_of(pki, identities=(other,)), lta=True
        ),
    ]


def mutate(data: bytes, dice: random.Random) -> bytes:  # noqa: PLR0911  one return for each kind
    """One mutation of a file."""
    at = dice.randrange(len(data))
    kind = dice.randrange(7)
    if kind == 0:
        return data[:at] + bytes([data[at] ^ (1 << dice.randrange(8))]) + data[at + 1 :]
    if kind == 1:
        return data[:at] + bytes([dice.randrange(256)]) + data[at + 1 :]
    if kind == 2:
        return data[:at] + dice.randbytes(dice.randrange(1, 40)) + data[at + dice.randrange(40) :]
    if kind == 3:
        return data[:at]
    if kind == 4:
        end = min(len(data), at + dice.randrange(1, 400))
        to = dice.randrange(len(data))
        return data[:to] + data[at:end] + data[to:]
    if kind == 5:
        return data[:at] + data[at + dice.randrange(1, 400) :]
    found = [item for item in _NUMBER.finditer(data) if item.end() - item.start() < 9]
    chosen = dice.choice(found)
    number = str(dice.choice([0, 1, -1, 2**31, 65535, int(chosen[0]) + 1, len(data)])).encode()
    return data[: chosen.start()] + number + data[chosen.end() :]


def means_the_same(before: bytes, after: bytes) -> bool:
    """Whether only the case of hexadecimal digits or white space behind the last ``%%EOF`` changed."""
    return before.lower() == after.lower() or before.strip() == after.strip()


def covered_part_is_whole(data: bytes, mutated: bytes) -> bool:
    """Whether every byte that a signature of the original covers stands where it stood."""
    ranges = [
        [int(number) for number in re.findall(rb"\d+", found)]
        for found in re.findall(rb"/ByteRange\s*\[[^\]]*\]", data)
    ]
    return all(
        mutated[:length] == data[:length] and mutated[start : start + rest] == data[start : start + rest]
        for _, length, start, rest in ranges
    )


def check(data: bytes, mutated: bytes, policy: VerificationPolicy) -> str:
    """The verdict, or what went wrong."""
    started = time.perf_counter()
    try:
        report = verify_pdf(mutated, policy=policy)
    except Exception as error:  # noqa: BLE001  that is what is looked for
        return f"RAISED {type(error).__name__}: {error}"
    if time.perf_counter() - started > 20:
        return "SLOW"
    if report.verdict is Verdict.PASSED and not covered_part_is_whole(data, mutated):
        # A prefix that is itself a whole signed file is a shorter document, not a changed one.
        return report.verdict.value if data.startswith(mutated.rstrip()) else "PASSED WITH COVERED BYTES CHANGED"
    return report.verdict.value


def run(count: int, seconds: float, first_seed: int) -> Counter[str]:
    """Tries mutations until count or time is used up."""
    pki = Pki()
    policy = VerificationPolicy(trust=TrustStore((pki.root.der,)), at=NOW)
    files = seeds(pki)
    for data in files:  # without this a verifier that refuses everything would look good
        assert verify_pdf(data, policy=policy).verdict is Verdict.PASSED
    outcomes: Counter[str] = Counter()
    deadline = time.monotonic() + seconds
    for number in range(first_seed, first_seed + count):
        if time.monotonic() > deadline:
            break
        dice = random.Random(number)
        data = dice.choice(files)
        outcome = check(data, mutate(data, dice), policy)
        if outcome not in {item.value for item in Verdict}:
            print(f"seed {number}: {outcome}", flush=True)
        outcomes[outcome.split(":")[0]] += 1
        if sum(outcomes.values()) % 2000 == 0:
            print(sum(outcomes.values()), dict(outcomes), flush=True)
    return outcomes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=3600.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    outcomes = run(given.count, given.seconds, given.seed)
    print(sum(outcomes.values()), "mutations", dict(outcomes))
    if given.json:
        given.json.write_text(json.dumps(outcomes), encoding="utf-8")
    if set(outcomes) - {item.value for item in Verdict}:
        sys.exit(1)


if __name__ == "__main__":
    main()
