"""How fast documents are signed and verified, beside pyHanko and endesive in the same run.

    python benchmarks/sign.py --quick            a short run
    python benchmarks/sign.py --json benchmarks/results/sign.json   the whole of it

Every case of every peer is run in turn (interleaved) and the best of the rounds counts. Peak memory is that of a child
process that does only the one thing. Real signed files are looked for under ``--data FOLDER``.
"""

import argparse
import gc
import io
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pikepdf
from cryptography.hazmat.primitives.asymmetric import ec

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.sign_endesive import endesive_sign, endesive_verify
from casedocs.sign.policy import TrustStore, VerificationPolicy
from casedocs.sign.signing import sign_bytes
from casedocs.sign.status import Verdict
from casedocs.sign.verify import verify_pdf
from tests.support.pki import NOW, Identity, Pki, rsa_key
from tests.support.signed import asn1, key_signer, pyhanko_sign
from tests.support.signed_pdfs import plain_pdf


@dataclass(frozen=True)
class Case:
    """One thing to do, by each peer."""

    name: str
    peers: dict[str, Callable[[], object]]


def padded_pdf(megabytes: float) -> bytes:
    """A document of about so many megabytes: pages with pictures that cannot be compressed."""
    import random

    if megabytes < 0.01:
        return plain_pdf()
    maker = random.Random(7)
    with pikepdf.open(io.BytesIO(plain_pdf(4))) as pdf:
        for page in pdf.pages:
            side = int((megabytes * 1e6 / 4) ** 0.5)
            picture = pdf.make_stream(maker.randbytes(side * side))
            picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
            picture.Width = picture.Height = side
            picture.ColorSpace, picture.BitsPerComponent = pikepdf.Name.DeviceGray, 8
            page.Resources.XObject = pikepdf.Dictionary(P=picture)
        buffer = io.BytesIO()
        pdf.save(buffer, compress_streams=False)
        return buffer.getvalue()


def _pyhanko_verify(data: bytes, root: Any) -> object:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    found = []
    for embedded in PdfFileReader(io.BytesIO(data), strict=False).embedded_signatures:
        context = ValidationContext(trust_roots=[root], moment=NOW)
        found.append(validate_pdf_signature(embedded, signer_validation_context=context).bottom_line)
    assert all(found)
    return found


def _our_verify(data: bytes, policy: VerificationPolicy) -> object:
    report = verify_pdf(data, policy=policy)
    assert report.verdict is Verdict.PASSED, report
    return report


def _many_signed(identity: Identity, count: int, *, visible: bool) -> bytes:
    data = plain_pdf()
    for number in range(count):
        box = (50 + 150 * number, 80, 180 + 150 * number, 140) if visible else None
        data = pyhanko_sign(data, identity, field=f"S{number}", box=box)
    return data


def cases(pki: Pki, *, sizes: list[float], many: int) -> list[Case]:
    """The cases: sizes × keys, and many signatures in one file."""
    signers = {"RSA-2048": pki.issue("R", rsa_key()), "P-256": pki.issue("E", ec.generate_private_key(ec.SECP256R1()))}
    found: list[Case] = []
    for key, identity in signers.items():
        for size in sizes:
            plain = padded_pdf(size)
            label = f"{key}, {len(plain) / 1e6:.2g} MB"
            found.append(_sign_case(f"sign {label}", plain, identity))
            found.append(_verify_case(f"verify {label}", pyhanko_sign(plain, identity), pki))
        found.append(_verify_case(f"verify {key}, {many} signatures", _many_signed(identity, many, visible=False), pki))
    three = _many_signed(signers["P-256"], 3, visible=True)
    found.append(_verify_case("verify P-256, 3 visible signatures, pictures not compared", three, pki, pictures=False))
    found.append(_verify_case("verify P-256, 3 visible signatures, pictures compared", three, pki))
    return found


def _sign_case(name: str, plain: bytes, identity: Identity) -> Case:
    ours = key_signer(identity)
    return Case(
        name,
        {
            "casedocs": lambda: sign_bytes(plain, ours, now=NOW),
            "pyhanko": lambda: pyhanko_sign(plain, identity),
            "endesive": lambda: endesive_sign(plain, identity),
        },
    )


def _verify_case(name: str, signed: bytes, pki: Pki, *, pictures: bool = True) -> Case:
    policy = VerificationPolicy(trust=TrustStore((pki.root.der,)), at=NOW, compare_pictures=pictures)
    root = asn1(pki.root.certificate)
    return Case(
        name,
        {
            "casedocs": lambda: _our_verify(signed, policy),
            "pyhanko": lambda: _pyhanko_verify(signed, root),
            "endesive": lambda: endesive_verify(signed, pki.root),
        },
    )


def best_times(case: Case, rounds: int) -> dict[str, float | str]:
    """Best seconds by peer, the peers in turn; a peer that cannot do it says why."""
    best: dict[str, float | str] = {}
    for _ in range(rounds):
        for peer, work in case.peers.items():
            if isinstance(best.get(peer), str):
                continue
            gc.collect()
            started = time.perf_counter()
            try:
                work()
            except Exception as error:  # noqa: BLE001  a peer's failure is a result
                best[peer] = f"{type(error).__name__}: {error}"[:80]
                continue
            seconds = time.perf_counter() - started
            known = best.get(peer)
            best[peer] = min(known, seconds) if isinstance(known, float) else seconds
    return best


def peak_kb() -> int:
    """Peak memory of this process in kB (`ru_maxrss` is no use: a child inherits its parent's)."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    return 0


def memory_child(size: float) -> None:
    """Verifies one signed file of a size and prints peak memory before and after."""
    pki = Pki()
    path = Path(sys.argv[-1])
    policy = VerificationPolicy(trust=TrustStore((pki.root.der,)), at=NOW, compare_pictures=False)
    small = pyhanko_sign(plain_pdf(), pki.issue("E", ec.generate_private_key(ec.SECP256R1())))
    verify_pdf(small, policy=policy)
    before = peak_kb()
    verify_pdf(path, policy=policy)
    after = peak_kb()
    print(json.dumps({"size_mb": size, "before_kb": before, "after_kb": after}))


def peak_memory(size: float) -> dict[str, float]:
    """How much a verification adds to the peak memory of a process of its own."""
    pki = Pki()
    folder = tempfile.TemporaryDirectory(prefix="casedocs-benchmark-")
    path = Path(folder.name) / "signed.pdf"
    path.write_bytes(pyhanko_sign(padded_pdf(size), pki.issue("E", ec.generate_private_key(ec.SECP256R1()))))
    length = path.stat().st_size
    done = subprocess.run(
        [sys.executable, __file__, "--memory-child", str(size), str(path)], capture_output=True, text=True, check=True
    )
    folder.cleanup()
    found = json.loads(done.stdout)
    return {"file_mb": length / 1e6, "added_times_file_size": (found["after_kb"] - found["before_kb"]) * 1024 / length}


def real_files(folder: Path) -> list[dict[str, Any]]:
    """Seconds for each real file, with nobody trusted."""
    rows = []
    for path in sorted(folder.glob("*.[pP][dD][fF]")):
        started = time.perf_counter()
        report = verify_pdf(path)
        seconds = time.perf_counter() - started
        rows.append({"file": path.name, "seconds": round(seconds, 3), "pictures": round(report.seconds_visual, 3)})
    return rows


def row_of(case: Case, times: dict[str, float | str]) -> dict[str, Any]:
    """Documents per second by peer, and how we stand to pyHanko; a peer that cannot do it says why."""
    row: dict[str, Any] = {"case": case.name}
    for peer, found in times.items():
        row[f"{peer}_per_second"] = found if isinstance(found, str) else round(1 / found, 2)
    ours, theirs = times["casedocs"], times["pyhanko"]
    if isinstance(ours, float) and isinstance(theirs, float):
        row["times_pyhanko"] = round(theirs / ours, 2)
    return row


def _note(memory: dict[str, float], real: list[dict[str, Any]], rounds: int) -> str:
    """How the figures were got, with memory and the real files."""
    seconds = sorted(float(item["seconds"]) for item in real)
    about_real = f"{len(real)} real signed files: median {seconds[len(seconds) // 2]} s, slowest {seconds[-1]} s"
    return (
        f"Documents per second, best of {rounds}, peers in turn; pyHanko signs the files that are verified. All "
        "structural checks are on; pictures are compared only where a later revision can have changed what is seen (in "
        "a process of their own, its start included). casedocs signs with a scan before and a verification after; "
        "endesive: CMS over the file for signing (its PDF writer fails with pypdf 7), hash, value and chain for "
        f"verifying. Peak memory of a verification: {memory['added_times_file_size']:.2f} × a file of "
        f"{memory['file_mb']:.0f} MB. {about_real if real else ''}"
    ).strip()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="small files and few rounds")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared" / "data" / "pdfs")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--memory-child", type=float)
    parser.add_argument("path", nargs="?")
    given = parser.parse_args()
    if given.memory_child is not None:
        memory_child(given.memory_child)
        return
    sizes, rounds = ([0.001, 1.0], 2) if given.quick else ([0.001, 1.0, 10.0, 100.0], given.rounds)
    rows = []
    for case in cases(Pki(), sizes=sizes, many=10 if given.quick else 50):
        rows.append(row_of(case, best_times(case, rounds)))
        print(rows[-1], flush=True)
    memory = peak_memory(10.0 if given.quick else 100.0)
    print("memory", memory)
    real = real_files(given.data) if given.data.is_dir() else []
    print(f"{len(real)} real files" if real else f"no real files: {given.data} is not there")
    if given.json:
        result = {
            "title": "Signing and verifying",
            "date": f"{datetime.now(UTC):%Y-%m-%d}",
            "machine": f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}",
            "command": f"python benchmarks/sign.py --rounds {rounds}",
            "note": _note(memory, real, rounds),
            "rows": rows,
        }
        given.json.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
