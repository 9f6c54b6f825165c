"""Who may import whom: the table below is the design, the imports in the source are the facts."""

import ast
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "casedocs"
FOUNDATION = {"errors", "geometry", "spans", "_extras", "_files", "_html", "_reading"}

ALLOWED: dict[str, set[str]] = {
    "batch": set(),
    "ocr": set(),
    "text": set(),
    "sign": set(),
    "mindmap": set(),
    "classify": {"text"},
    "extract": {"classify", "text"},
    "evidence": {"extract", "classify", "text", "mindmap"},
    "dossier": {"evidence", "extract", "classify", "text", "ocr", "batch", "sign", "mindmap"},
    "cli": {"dossier", "evidence", "extract", "classify", "text", "ocr", "batch", "sign", "mindmap"},
}
# The one exception: a syllable is a syllable, whether it was typed or recognised.
ALLOWED_MODULES = {"ocr": {"casedocs.text.syllable"}}

MODULES = sorted(SOURCE.rglob("*.py"))


def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module or "")
            found |= {f"{node.module}.{alias.name}" for alias in node.names if node.module == "casedocs"}
    return found


def package_of(path: Path) -> str:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return parts[0]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_go_downwards(path: Path) -> None:
    package = package_of(path)
    ours = {name for name in imports_of(path) if name == "casedocs" or name.startswith("casedocs.")}
    if package == "__init__":
        assert not ours
        return
    if package == "__main__":
        assert ours == {"casedocs.cli.main"}
        return
    for name in ours:
        if name in {"casedocs", "casedocs.__version__"}:
            assert imports_of(path) & {"casedocs.__version__"}, f"{path}: imports the package root"
            continue
        target = name.split(".")[1]
        if target == package or target in FOUNDATION:
            continue
        assert package not in FOUNDATION, f"{path}: the foundation imports {name}"
        if name in ALLOWED_MODULES.get(package, set()):
            continue
        assert target in ALLOWED[package], f"{path}: {package} may not import {name}"


@pytest.mark.parametrize("name", sorted(FOUNDATION))
def test_the_foundation_stands_on_the_standard_library(name: str) -> None:
    path = SOURCE / f"{name}.py"
    for imported in imports_of(path):
        top = imported.split(".")[0]
        assert top == "casedocs" or top in sys.stdlib_module_names, f"{path}: {imported}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_only_the_command_line_prints_exits_and_reads_the_environment(path: Path) -> None:
    if package_of(path) in {"cli", "__main__"}:
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in {"print", "exit", "quit", "input"}, f"{path}:{node.lineno}"
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            name = f"{node.value.id}.{node.attr}"
            assert name != "os.getenv", f"{path}:{node.lineno}"
            if name == "sys.exit":
                assert path.stem.startswith("_child"), f"{path}:{node.lineno}"
            if name == "os.environ":
                # Engines set OMP_THREAD_LIMIT before their library loads and heed Tesseract's own TESSDATA_PREFIX;
                # children inherit the environment; the line network forbids ONNX Runtime to send reports.
                allowed = {"tesseract", "pytesseract", "_tesseract_data", "sandbox", "network"}
                assert path.stem in allowed, f"{path}:{node.lineno}"


def test_no_module_imports_a_gpl_library() -> None:
    """PyKCS11 (GPL) comes with endesive; tokens are spoken to through python-pkcs11 (MIT) instead."""
    tops = {path: {name.split(".")[0].lower() for name in imports_of(path)} for path in MODULES}
    assert not [str(path) for path, names in tops.items() if names & {"pykcs11", "paramiko"}]
    assert any("pkcs11" in names for names in tops.values())
