import importlib.util
from pathlib import Path

REFERENCE = Path(__file__).parents[3] / "docs" / "reference"


def test_the_loss_table_is_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("make_mindmap_formats", REFERENCE / "make_mindmap_formats.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (REFERENCE / "mindmap-formats.md").read_text(encoding="utf-8") == module.page()
