"""Importing a package loads no third-party module, and every name that a package exports is there."""

import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

import casedocs

SOURCE = Path(casedocs.__file__).parent
PACKAGES = ["casedocs", *(f"casedocs.{name}" for name in dir(casedocs) if not name.startswith("_"))]
PUBLIC = sorted(
    ".".join(("casedocs", *path.relative_to(SOURCE).with_suffix("").parts)).removesuffix(".__init__")
    for path in SOURCE.rglob("*.py")
    if path.name != "__main__.py" and not path.name.startswith("_child")
)

# Modules of extras that are not part of `all`.
LARGE = {"torch", "onnx"}

CODE = """
import json, sys
before = set(sys.modules)
import {module}
print(json.dumps(sorted(set(sys.modules) - before)))
"""


@pytest.mark.parametrize("module", PACKAGES)
def test_no_third_party_module_is_loaded(module: str) -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-c", CODE.format(module=module)], capture_output=True, text=True, check=True
    )
    loaded = {name.split(".")[0] for name in json.loads(done.stdout)}
    foreign = {name for name in loaded if name not in sys.stdlib_module_names and name != "casedocs"}
    assert not foreign


@pytest.mark.parametrize("module", PUBLIC)
def test_every_module_says_what_it_exports(module: str) -> None:
    try:
        loaded = importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name not in LARGE:
            raise
        pytest.skip(f"needs {error.name}")
    assert loaded.__doc__, f"{module} has no docstring"
    for name in loaded.__all__:
        assert getattr(loaded, name) is not None or name == "__version__"
