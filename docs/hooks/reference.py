"""Adds one reference page for every public module of casedocs, filled in by mkdocstrings.

A module is public when no part of its name starts with an underscore and it exports something.
"""

import ast
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

SOURCE = Path(__file__).parents[2] / "src" / "casedocs"
FOLDER = "reference"


def _exports(path: Path) -> bool:
    """Whether the module's ``__all__`` names anything."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        if any(isinstance(target, ast.Name) and target.id == "__all__" for target in targets):
            value = getattr(node, "value", None)
            return isinstance(value, ast.List | ast.Tuple) and bool(value.elts)
    return False


def public_modules() -> list[str]:
    """The dotted names of all public modules, packages before their modules."""
    found: list[str] = []
    for path in sorted(SOURCE.rglob("*.py")):
        parts = ("casedocs", *path.relative_to(SOURCE).with_suffix("").parts)
        parts = parts[:-1] if parts[-1] == "__init__" else parts
        if not any(part.startswith("_") for part in parts) and _exports(path):
            found.append(".".join(parts))
    return sorted(found, key=lambda name: name.split("."))


def page_of(module: str) -> str:
    """The path of a module's page inside the documentation."""
    return f"{FOLDER}/{module}.md"


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds the pages."""
    for module in public_modules():
        files.append(File.generated(config, page_of(module), content=f"# {module}\n\n::: {module}\n"))
    return files
