"""Shared by all tests: the network is cut; only tests marked ``loopback`` may talk to 127.0.0.1.

Generated examples know no deadline, as a busy machine may stop any of them for seconds; where the variable ``CI`` is
set they are the same in every run, so that a change is never refused for what it did not change.
"""

import os
import signal
import socket
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "casedocs",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
    derandomize=bool(os.environ.get("CI")),
)
settings.load_profile("casedocs")

# What a shell starts with & ignores Ctrl-C and hands that down: programs that tests interrupt would not end.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

pytest_plugins = ["tests.support.postgres"]


@pytest.fixture(autouse=True)
def _no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    loopback = request.node.get_closest_marker("loopback") is not None
    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        local = isinstance(address, str | bytes) or address[0] in {"127.0.0.1", "::1", "localhost"}
        if loopback and local:
            return real(self, address)
        message = f"a test tried to reach {address!r}"
        raise AssertionError(message)

    monkeypatch.setattr(socket.socket, "connect", connect)
