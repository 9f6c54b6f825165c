"""`benchmarks.ocr_stages` walks the same way as the main job; here it walks over one drawn page."""

from pathlib import Path

import pytest
from img2pdf import convert

from benchmarks.ocr_stages import NETWORKS, STAGES, measure
from casedocs.ocr.recognizer.network import Network
from tests.ocr_pages import letter_page


def test_every_stage_is_there_and_the_parts_make_the_whole(tmp_path: Path) -> None:
    page = letter_page()
    page.image.save(tmp_path / "page.png", dpi=(page.dpi, page.dpi))
    pdf = tmp_path / "page.pdf"
    pdf.write_bytes(convert((tmp_path / "page.png").read_bytes()))
    before = Network.run
    rows, pages = measure(pdf, tmp_path, rounds=1)
    assert pages == 1
    assert Network.run is before
    spent = {row["stage"]: row["ms_a_page"] for row in rows}
    assert {*NETWORKS.values(), *(name for name, _, _ in STAGES)} < set(spent)
    assert spent["quick network"] > 0
    assert spent["write the searchable PDF"] > 0
    assert sum(spent.values()) == pytest.approx(2 * spent["whole page"], abs=1)
    assert (tmp_path / "out.pdf").is_file()
