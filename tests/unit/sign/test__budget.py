"""Limits of time that hold wherever the work is: in loops, in parsers that swallow errors, at a server that drips."""

import contextlib
import itertools
import socket
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from casedocs.errors import LimitExceededError, SigningError
from casedocs.sign import _child, _detached, detached
from casedocs.sign._budget import TimeLimit
from casedocs.sign._network import ask_timestamp
from casedocs.sign.policy import VerificationLimits, VerificationPolicy
from casedocs.sign.status import Verdict
from casedocs.sign.verify import verify_pdf
from tests.support.attacks import append
from tests.support.pki import Identity
from tests.support.signed import pyhanko_sign
from tests.support.slow import many_fields


def endless(*arguments: object) -> None:
    del arguments
    for _ in itertools.count():
        pass


def stubborn(tries: int) -> None:
    """Takes the end for bad input, as a parser should not."""
    for _ in range(tries):
        with contextlib.suppress(BaseException):
            endless()
    endless()


def test_endless_work_ends() -> None:
    with pytest.raises(LimitExceededError, match=r"0\.05 seconds"), TimeLimit(0.05):
        endless()


def test_work_that_takes_the_end_for_bad_input_ends_as_well() -> None:
    with pytest.raises(LimitExceededError), TimeLimit(0.05):
        stubborn(2)


def test_limits_within_limits_know_their_own() -> None:
    with TimeLimit(60.0), pytest.raises(LimitExceededError, match=r"0\.05"), TimeLimit(0.05):
        endless()
    with pytest.raises(LimitExceededError, match=r"0\.05"), TimeLimit(0.05), TimeLimit(60.0):
        endless()


def test_other_errors_and_results_come_through() -> None:
    def work() -> str:
        with TimeLimit(60.0):
            return "done"

    assert work() == "done"
    with pytest.raises(KeyError), TimeLimit(60.0):
        raise KeyError("mine")


@pytest.fixture(scope="module")
def slow(signer: Identity) -> bytes:
    """A small file that takes minutes: each save makes the whole form be compared anew."""
    data = pyhanko_sign(many_fields(2000), signer)
    for _ in range(60):
        data = append(data, {})
    assert len(data) < 200_000
    return data


def test_a_file_built_to_be_slow(slow: bytes, policy: VerificationPolicy) -> None:
    report = verify_pdf(slow, policy=replace(policy, limits=VerificationLimits(seconds=0.5)))
    assert report.verdict is Verdict.INDETERMINATE
    assert [item.code for item in report.findings] == ["limit_exceeded"]
    assert len(report.signatures) == 1


def test_a_detached_signature_that_takes_too_long(
    tmp_path: Path, policy: VerificationPolicy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_detached, "judge_file", endless)
    for name in ("a", "a.p7s"):
        (tmp_path / name).write_bytes(b"x")
    hurried = replace(policy, limits=VerificationLimits(seconds=0.05))
    report = detached.verify_file(tmp_path / "a", tmp_path / "a.p7s", policy=hurried)
    assert (report.verdict, [item.code for item in report.findings]) == (Verdict.INDETERMINATE, ["limit_exceeded"])


def test_a_child_whose_asker_was_interrupted_answers_no_other_question(
    signed: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _child.Child(2 * 2**30) as child:
        exchange = _child._exchange

        def interrupted(*arguments: object) -> object:
            exchange(*arguments)  # type: ignore[arg-type]  # handed through
            raise KeyboardInterrupt

        monkeypatch.setattr(_child, "_exchange", interrupted)
        with pytest.raises(KeyboardInterrupt):
            child.ask("covered", signed, (None,), seconds=60.0)
        monkeypatch.undo()
        before = child._process
        assert child.ask("find", signed, ("BIEN", None), seconds=60.0) is not None
        assert child._process is not before


@pytest.mark.loopback
def test_a_server_that_drips_is_left() -> None:
    """Each byte comes well within the time-out of the socket; all of them together never end."""
    stop = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            with contextlib.suppress(OSError):
                connection, _ = server.accept()
                with connection:
                    connection.recv(65536)
                    connection.sendall(b"HTTP/1.0 200 OK\r\nContent-Length: 100000\r\n\r\n")
                    while not stop.wait(0.02):
                        connection.sendall(b"x")

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        with pytest.raises(SigningError, match="no time-stamp"):
            ask_timestamp(f"http://127.0.0.1:{server.getsockname()[1]}/", b"0" * 32, "sha256", seconds=0.5)
        stop.set()
        thread.join()
