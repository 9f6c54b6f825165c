"""Mutates signed files and verifies each mutation: nothing may raise or hang, no covered byte may change unnoticed.

    python benchmarks/fuzz_sign.py --count 100000 --seconds 3600 --json benchmarks/results/sign-fuzz.json

The mutations: single bits, bytes, runs of random bytes, cut ends, moved and doubled pieces, changed numbers in the
structure, exchanged names, and whole incremental updates that write random existing objects again with changes. A
mutation that touches a covered byte must not verify; an appended update must not verify unless all that it says is
harmless (it then is counted as PASSED: the covered bytes are whole). A verification that is not done after ten seconds
is ended and counts as HANGS. Keys are new in every run, so ``--seed N --count 1`` makes the same mutation of another
signature; a file that raises, hangs or passes wrongly is kept under ``--keep``.
"""

import argparse
import json
import platform
import random
import re
import signal
import sys
import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from cryptography.hazmat.primitives.asymmetric import ec

from casedocs.sign.policy import TrustStore, VerificationPolicy
from casedocs.sign.status import Verdict
from casedocs.sign.verify import verify_pdf
from tests.support.attacks import append
from tests.support.pki import NOW, Pki, rsa_key
from tests.support.signed import context_of, pyhanko_sign, stamper_of
from tests.support.signed_pdfs import form_pdf, plain_pdf

_NUMBER = re.compile(rb"\d+")
_NAME = re.compile(rb"/[A-Za-z]{1,20}")
_TOKEN = re.compile(rb"\d+ 0 R|/[A-Za-z]{1,20}|\d+|\([^()]{0,40}\)")
_BODY = re.compile(rb"(?<![0-9])(\d{1,4}) 0 obj\s(.{1,3000}?)\sendobj", re.DOTALL)
_HANGS_AFTER = 10.0


class Hanging(BaseException):
    """Raised by the alarm: no `except Exception` on the way can swallow it."""


def _alarm(number: int, frame: object) -> None:
    del number, frame
    raise Hanging


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


def with_update(data: bytes, dice: random.Random) -> bytes:
    """The file with a well-formed update in which one to three of its objects are written again, changed a little."""
    bodies = list(_BODY.finditer(data))
    chosen = dice.sample(bodies, min(len(bodies), dice.randrange(1, 4)))
    objects = {int(item[1]): _exchange(item[2], dice) for item in chosen}
    listed = None if dice.random() < 0.8 else {number: dice.randrange(len(data)) for number in objects}
    return append(data, objects, listed=listed)


def _exchange(body: bytes, dice: random.Random) -> bytes:
    """A changed name, number or reference inside an object; or the object as it is."""
    tokens = list(_TOKEN.finditer(body))
    if not tokens or dice.random() < 0.1:
        return body
    token = dice.choice(tokens)
    instead = dice.choice([b"null", b"0", b"7 0 R", b"[]", b"<<>>", b"/X", b"(x)", dice.choice(tokens)[0]])
    return body[: token.start()] + instead + body[token.end() :]


def mutate(data: bytes, dice: random.Random) -> bytes:  # noqa: PLR0911  one return for each kind
    """One mutation of a file."""
    at = dice.randrange(len(data))
    kind = dice.randrange(9)
    if kind == 7:
        names = list(_NAME.finditer(data))
        name = dice.choice(names)
        return data[: name.start()] + dice.choice(names)[0] + data[name.end() :]
    if kind == 8:
        return with_update(data, dice)
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
    signal.setitimer(signal.ITIMER_REAL, _HANGS_AFTER)
    try:
        report = verify_pdf(mutated, policy=policy)
    except Hanging:
        return "HANGS"
    except Exception as error:  # noqa: BLE001  that is what is looked for
        return f"RAISED {type(error).__name__}: {error}"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    broken = next((dict(item.values).get("detail", "") for item in report.findings if item.code == "unreadable"), "")
    if broken.startswith(("NameError", "ImportError", "UnboundLocalError")):
        return f"OUR OWN FAULT {broken}"
    if report.verdict is Verdict.PASSED and not covered_part_is_whole(data, mutated):
        # A prefix that is itself a whole signed file is a shorter document, not a changed one.
        return report.verdict.value if data.startswith(mutated.rstrip()) else "PASSED WITH COVERED BYTES CHANGED"
    return report.verdict.value


def run(count: int, seconds: float, first_seed: int, keep: Path | None) -> Counter[str]:
    """Tries mutations until count or time is used up."""
    signal.signal(signal.SIGALRM, _alarm)
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
        mutated = mutate(data, dice)
        outcome = check(data, mutated, replace(policy, compare_pictures=number % 20 == 0))
        if outcome not in {item.value for item in Verdict}:
            print(f"seed {number}: {outcome}", flush=True)
            if keep is not None:
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{number}.pdf").write_bytes(mutated)
        outcomes[outcome.split(":")[0]] += 1
        if sum(outcomes.values()) % 2000 == 0:
            print(sum(outcomes.values()), dict(outcomes), flush=True)
    return outcomes


def as_result(outcomes: Counter[str], seed: int, seconds: float) -> dict[str, object]:
    """The run as a result file for the documentation."""
    total = sum(outcomes.values())
    return {
        "title": "Verification: mutated signed files",
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "machine": platform.platform(),
        "command": f"python benchmarks/fuzz_sign.py --count {total} --seed {seed}",
        "note": f"One process, {seconds:.0f} s; five small signed files (plain, cross-reference stream, two signers, "
        "certified form, B-LTA), nine kinds of mutation; pictures compared for every twentieth file. PASSED: the "
        "covered bytes are whole and what was appended is harmless.",
        "rows": [{"outcome": name, "files": count} for name, count in sorted(outcomes.items())]
        + [{"outcome": "all", "files": total}],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=3600.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--keep", type=Path, help="folder for files that raise, hang or pass wrongly")
    given = parser.parse_args()
    started = time.monotonic()
    outcomes = run(given.count, given.seconds, given.seed, given.keep)
    print(sum(outcomes.values()), "mutations", dict(outcomes))
    if given.json:
        seconds = time.monotonic() - started
        text = json.dumps(as_result(outcomes, given.seed, seconds), indent=1)
        given.json.write_text(text + "\n", encoding="utf-8")
    if set(outcomes) - {item.value for item in Verdict}:
        sys.exit(1)


if __name__ == "__main__":
    main()
