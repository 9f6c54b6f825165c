"""The documentation site: builds without a warning, asks nothing of the network, shows what was measured."""

import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
needs_mkdocs = pytest.mark.skipif(
    any(importlib.util.find_spec(name) is None for name in ("mkdocs", "material", "mkdocstrings")),
    reason="needs the docs group",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(target)],
        cwd=ROOT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return target


@needs_mkdocs
def test_every_page_is_there(site: Path) -> None:
    for page in DOCS.rglob("*.md"):
        assert (site / page.relative_to(DOCS)).with_suffix(".html").exists(), page
    assert not list(site.rglob("*.py"))


@needs_mkdocs
def test_every_public_module_has_a_reference_page_with_its_names(site: Path) -> None:
    text = (site / "reference" / "casedocs.errors.html").read_text(encoding="utf-8")
    assert 'id="casedocs.errors.EncryptedFileError"' in text
    text = (site / "reference" / "casedocs.ocr.recognition.html").read_text(encoding="utf-8")
    assert 'id="casedocs.ocr.recognition.recognize"' in text
    assert not (site / "reference" / "casedocs._files.html").exists()


@needs_mkdocs
def test_no_page_loads_anything_from_elsewhere(site: Path) -> None:
    loading = re.compile(r"<(?:script|link|img|iframe|source)\b[^>]*?(?:src|href)=[\"']?(?:https?:)?//[^>]*>")
    for page in site.rglob("*.html"):
        assert not loading.findall(page.read_text(encoding="utf-8")), page
    for sheet in site.rglob("*.css"):
        assert not re.search(r"url\([\"']?(?:https?:)?//", sheet.read_text(encoding="utf-8")), sheet


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.vi.md")), ids=lambda path: path.name)
def test_every_vietnamese_page_has_its_english_page(page: Path) -> None:
    english = page.with_name(page.name.replace(".vi.", ".en."))
    assert english.exists()
    assert f"]({english.name})" in page.read_text(encoding="utf-8")
    assert f"]({page.name})" in english.read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="sh")
@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=lambda path: path.name)
def test_shell_scripts_are_well_formed(page: Path) -> None:
    for script in re.findall(r"^```shell\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL):
        done = subprocess.run(["sh", "-n"], input=script, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr


@needs_mkdocs
def test_results_become_tables_and_plots(tmp_path: Path) -> None:
    from docs.hooks.benchmarks import results_markdown

    assert "No results" in results_markdown(tmp_path)
    run = {
        "title": "Letters wrong",
        "machine": "2 cores <old>",
        "command": "python -m benchmarks.ocr",
        "rows": [{"engine": "a|b", "cer_percent": 1.25}, {"engine": "c", "cer_percent": None, "pages": 9}],
        "plot": {"label": "engine", "value": "cer_percent", "title": "CER"},
    }
    (tmp_path / "ocr.json").write_text(json.dumps(run), encoding="utf-8")
    text = results_markdown(tmp_path)
    assert "| engine | cer percent | pages |\n| --- | ---: | ---: |\n| a\\|b | 1.25 | – |\n| c | – | 9 |" in text
    assert text.count("<rect") == 1
    assert "2 cores &lt;old&gt;" in text
