"""On a clean page our text is as good as what plain tesserocr gives, but for one word in a hundred at most.

Our working resolution was chosen for speed and for worse pages; on this page it costs two words of 341.
"""

import unicodedata
from collections import Counter

import pytest

from casedocs.errors import EngineNotFoundError, MissingExtraError
from casedocs.ocr import recognize
from casedocs.ocr.engines._tesseract_data import find_tessdata
from casedocs.ocr.options import OcrOptions, PageSelection
from casedocs.ocr.sources import open_source
from tests.support import truth


def right_words(found: list[str], page: truth.TruePage) -> int:
    return (Counter(text for text, _ in page.words) & Counter(found)).total()


def test_about_as_good_as_plain_tesserocr() -> None:
    tesserocr = pytest.importorskip("tesserocr")
    from PIL import Image

    page = truth.clean_scan()
    options = OcrOptions(pages=PageSelection.parse(str(page.page_index + 1)))
    try:
        folder = find_tessdata(["vie"])
        ours = [word.text for word in recognize(page.path, engine="tesseract", options=options).pages[0].words]
    except (EngineNotFoundError, MissingExtraError) as error:
        pytest.skip(f"tesseract is not installed: {error}")
    with open_source(page.path, max_pixels=10**8, max_file_bytes=10**9) as source:
        picture = source.page(page.page_index).picture(200)
    with tesserocr.PyTessBaseAPI(path=str(folder), lang="vie") as api:
        api.SetImage(Image.fromarray(picture.pixels))
        api.SetSourceResolution(round(picture.dpi))
        theirs = unicodedata.normalize("NFC", api.GetUTF8Text()).split()
    assert right_words(ours, page) >= right_words(theirs, page) - 0.01 * len(page.words)
    assert right_words(ours, page) >= 0.95 * len(page.words)
