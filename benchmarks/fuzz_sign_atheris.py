"""Coverage-guided fuzzing of verification with atheris (dependency group ``fuzz``).

    python benchmarks/fuzz_sign_atheris.py --count 2000
    python benchmarks/fuzz_sign_atheris.py -- -max_total_time=600 CORPUS_FOLDER

The seeds are the signed files of `benchmarks/fuzz_sign.py`. Nothing may raise, and nothing may come out PASSED, since
nobody is trusted. What stands behind ``--`` is for libFuzzer.
"""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import atheris

with atheris.instrument_imports(include=["casedocs.sign", "pyhanko.pdf_utils"]):
    from benchmarks.fuzz_sign import seeds
    from casedocs.sign import _after, _document, _raw
    from casedocs.sign.policy import VerificationPolicy
    from casedocs.sign.status import Verdict
    from casedocs.sign.verify import verify_pdf
    from tests.support.pki import Pki

_LOADED = (_after, _document, _raw)  # verification imports them late; they are to be instrumented
_POLICY = VerificationPolicy(compare_pictures=False)


def one_input(data: bytes) -> None:
    """Verifies one input."""
    report = verify_pdf(data, policy=_POLICY)
    if report.verdict is Verdict.PASSED:
        raise AssertionError("passed although nobody is trusted")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=2000, help="inputs to try, when nothing stands behind --")
    parser.add_argument("libfuzzer", nargs="*", help="options and corpus folders of libFuzzer")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="casedocs-fuzz-") as folder:
        for number, data in enumerate(seeds(Pki())):
            (Path(folder) / f"{number}.pdf").write_bytes(data)
        wanted = given.libfuzzer or [f"-runs={given.count}", "-timeout=20", "-rss_limit_mb=4096", "-max_len=100000"]
        atheris.Setup([sys.argv[0], *wanted, folder], one_input)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
