"""A PostgreSQL server of the tests' own, on 127.0.0.1 and in a temporary folder; a new database for each test."""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

_NUMBERS = count(1)
_DEBIAN = Path("/usr/lib/postgresql")


def _program(name: str) -> str | None:
    """A program of the server: on the path, or where Debian puts it."""
    candidates = sorted(_DEBIAN.glob(f"*/bin/{name}"), reverse=True)
    return shutil.which(name) or (str(candidates[0]) if candidates else None)


def _user() -> str | None:
    """Who runs the server: it refuses root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    return None


def _free_port() -> int:
    """A port of 127.0.0.1 that nobody uses just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of the server without a database; skipped where there is no server program."""
    initdb, postgres = _program("initdb"), _program("postgres")
    if initdb is None or postgres is None:
        pytest.skip("no PostgreSQL server program on this machine")
    user = _user()
    with tempfile.TemporaryDirectory(prefix="casedocs-pg-", ignore_cleanup_errors=True) as folder:
        data = Path(folder) / "data"
        data.mkdir()
        if user is not None:
            shutil.chown(folder, user)
            shutil.chown(data, user)
        made = subprocess.run(
            [initdb, "-D", data, "-U", "casedocs", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
            user=user,
            capture_output=True,
            text=True,
            check=False,
            cwd=folder,
        )
        assert made.returncode == 0, made.stderr
        server, port = _started(postgres, data, user)
        with server:
            try:
                yield f"postgresql://casedocs@127.0.0.1:{port}"
            finally:
                server.terminate()
                try:
                    server.wait(timeout=60)
                except subprocess.TimeoutExpired:
                    server.kill()


def _started(postgres: str, data: Path, user: str | None) -> tuple["subprocess.Popen[bytes]", int]:
    """The server on a port that was free a moment ago; on another one where somebody else was faster."""
    folder = data.parent
    for _ in range(5):
        port = _free_port()
        settings = [f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}", "fsync=off"]
        command = [postgres, "-D", str(data), *(part for setting in settings for part in ("-c", setting))]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(command, user=user, stdout=subprocess.DEVNULL, stderr=log, cwd=folder)
        if _comes_up(server, port):
            return server, port
    pytest.fail(f"the PostgreSQL server does not come up: {(folder / 'log').read_text(encoding='utf-8')}")


def _comes_up(server: "subprocess.Popen[bytes]", port: int) -> bool:
    while server.poll() is None:
        with contextlib.suppress(Exception):
            _run(f"postgresql://casedocs@127.0.0.1:{port}", "SELECT 1")
            return True
        time.sleep(0.1)
    return False


def _run(server: str, statement: str) -> None:
    import pg8000.native

    host, _, port = server.rpartition("@")[2].partition(":")
    connection = pg8000.native.Connection("casedocs", host=host, port=int(port), database="postgres")
    try:
        connection.run(statement)
    finally:
        connection.close()


@pytest.fixture
def postgres_url(postgres_server: str, _no_network: None) -> str:
    """A new, empty database. The test must be marked ``loopback``."""
    name = f"test_{os.getpid()}_{next(_NUMBERS)}"
    _run(postgres_server, f"CREATE DATABASE {name}")
    return f"{postgres_server}/{name}"
