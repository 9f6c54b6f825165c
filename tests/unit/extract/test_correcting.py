from dataclasses import replace

import pytest

from casedocs.dossier.reviewing import correct_document
from casedocs.errors import FormatError
from casedocs.extract import FieldName, fields
from casedocs.extract.correcting import apply_to_fields, merge_corrections, place_words, word_list
from casedocs.extract.corrections import (
    ConflictKind,
    Corrections,
    FieldCorrection,
    WordCorrection,
    corrections_from_json,
    corrections_to_json,
)
from casedocs.geometry import Box
from casedocs.ocr.result import OcrDocument
from casedocs.text.calendar_values import PartialDate
from tests.support.extract import ORDER, recognised

IMAGE = "sha256:a"
IMAGES = {1: IMAGE}


def word_at(document: OcrDocument, text: str) -> tuple[int, Box]:
    words = [word for line in document.pages[0].lines for word in line.words]
    index = next(index for index, word in enumerate(words) if word.text == text)
    return index, words[index].box


def correction(old: str, new: str, *, document: OcrDocument | None = None, image: str = IMAGE) -> WordCorrection:
    index, box = word_at(document or recognised(), old)
    return WordCorrection(image=image, page_number=1, box=box, index=index, old=old, new=new)


def layer(*words: WordCorrection) -> Corrections:
    return Corrections(source="qd.png", words=words)


def text_of(document: object) -> str:
    assert isinstance(document, OcrDocument)
    return "\n".join(line.text for line in document.pages[0].lines)


def test_a_word_is_set_right_where_it_stood() -> None:
    right, conflicts = correct_document(recognised(), layer(correction("ĐẠT", "ĐẠTT")), IMAGES)
    assert conflicts == ()
    assert "LÂM VĂN ĐẠTT Giới" in text_of(right)
    assert fields(right).persons[0].name.value == "Lâm Văn Đạtt"


def test_corrections_survive_a_new_recognition() -> None:
    """Other letters, other boxes by a little, a line more above: the picture and the place decide."""
    kept = layer(correction("ĐẠT", "ĐẠT"), correction("LÂM", "LÂN"))
    again = recognised(ORDER.replace("LÂM VĂN ĐẠT", "LAM VĂN ĐAT"))
    moved = replace(
        again,
        pages=tuple(
            replace(
                page,
                blocks=tuple(
                    replace(
                        block,
                        lines=tuple(
                            replace(line, words=tuple(replace(word, box=word.box.expanded(1.5)) for word in line.words))
                            for line in block.lines
                        ),
                    )
                    for block in page.blocks
                ),
            )
            for page in again.pages
        ),
    )
    right, conflicts = correct_document(moved, kept, {7: "sha256:other", 1: IMAGE})
    assert conflicts == ()
    assert "LÂN VĂN ĐẠT Giới" in text_of(right)


def test_a_word_that_was_cut_in_two_is_joined_again() -> None:
    whole = recognised()
    index, box = word_at(whole, "147/QĐ-CSHS")
    one = WordCorrection(image=IMAGE, page_number=1, box=box, index=index, old="147/QĐ-CSHS", new="148/QĐ-CSHS")
    cut = recognised(ORDER.replace("147/QĐ-CSHS", "147/QĐ CSHS"))
    right, conflicts = correct_document(cut, layer(one), IMAGES)
    assert conflicts == ()
    assert "Số: 148/QĐ-CSHS\n" in text_of(right)


def test_one_word_may_become_several_or_none() -> None:
    right, _ = correct_document(recognised(), layer(correction("BỊ", "BỊ CÁO"), correction("QUYẾT", "")), IMAGES)
    assert "KHỞI TỐ BỊ CÁO CAN" in text_of(right)
    assert "\nĐỊNH\n" in text_of(right)


def test_conflicts_are_reported_never_dropped() -> None:
    document = recognised()
    lost = correction("ĐẠT", "X", image="sha256:gone")
    nowhere = replace(correction("ĐẠT", "X"), box=Box(500, 800, 510, 810))
    other = replace(correction("147/QĐ-CSHS", "9"), old="hoàn toàn khác", new="cũng khác")
    first, second = correction("LÂM", "LÂN"), correction("LÂM", "LÂU")
    _, conflicts = place_words(document, layer(lost, nowhere, other, first, second), IMAGES)
    assert [(one.kind, one.correction) for one in conflicts] == [
        (ConflictKind.NO_PICTURE, lost), (ConflictKind.NO_WORD, nowhere), (ConflictKind.OTHER_TEXT, other),
        (ConflictKind.TWO_VALUES, second),
    ]  # fmt: skip
    assert all(one.vi and one.en for one in conflicts)


def fixed(name: FieldName, old: str, new: str, person: str = "Lâm Văn Đạt") -> FieldCorrection:
    found = next(one for one in fields(recognised()).iter_fields() if one.name is name)
    box = found.places[0].box
    assert box is not None
    return FieldCorrection(image=IMAGE, page_number=1, box=box, name=name, person=person, old=old, new=new)


def test_fields_are_confirmed_corrected_and_denied() -> None:
    found = fields(recognised(confidence=0.6))
    changes = Corrections(
        fields=(
            fixed(FieldName.SEX, "nam", "nam"),
            fixed(FieldName.BORN, "1988-06-05", "05/6/1989"),
            fixed(FieldName.RELIGION, "Không", ""),
            fixed(FieldName.IDENTITY, "094088001234", "094088001235"),
        )
    )
    right, conflicts = apply_to_fields(found, changes, IMAGES)
    one = right.persons[0]
    sex, born = one.find(FieldName.SEX), one.find(FieldName.BORN)
    assert conflicts == ()
    assert sex is not None
    assert (sex.confidence, sex.reason.rule) == (1.0, "correction")
    assert born is not None
    assert born.value == PartialDate(1989, 6, 5)
    assert one.find(FieldName.RELIGION) is None
    card = one.find(FieldName.IDENTITY)
    assert card is not None
    assert card.canonical == "094088001235"
    unmet = replace(changes.fields[0], box=Box(1, 1, 2, 2))
    _, conflicts = apply_to_fields(found, Corrections(fields=(unmet,)), IMAGES)
    assert [one.kind for one in conflicts] == [ConflictKind.NO_FIELD]


def test_files_round_trip_and_merge() -> None:
    one = Corrections(source="qd.png", words=(correction("LÂM", "LÂN"),), fields=(fixed(FieldName.SEX, "nam", "nữ"),))
    assert corrections_from_json(corrections_to_json(one)) == one
    other = layer(correction("LÂM", "LÂU"), correction("ĐẠT", "ĐẶT"))
    merged, conflicts = merge_corrections([one, other, one])
    assert [word.new for word in merged.words] == ["LÂN", "ĐẶT"]
    assert [(conflict.kind, conflict.found) for conflict in conflicts] == [(ConflictKind.TWO_VALUES, "LÂN")]


def test_the_word_list_of_the_office() -> None:
    layers = [layer(correction("LÂM", "LÂN"), correction("ĐẠT", "ĐẶT")), layer(correction("LÂM", "LÂN"))]
    assert word_list(layers) == (("LÂM", "LÂN", 2), ("ĐẠT", "ĐẶT", 1))
    assert word_list(layers, least=2) == (("LÂM", "LÂN", 2),)


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", '{"format": "x"}', '{"format": "casedocs-corrections-1"}', "[" * 5000,
        corrections_to_json(layer(correction("LÂM", "LÂN"))).replace('"box": [', '"box": [9, '),
        corrections_to_json(Corrections(fields=(fixed(FieldName.SEX, "a", "b"),))).replace('"sex"', '"no"'),
    ],
    ids=range(8),
)  # fmt: skip
def test_what_is_no_corrections_file_is_a_named_error(text: str) -> None:
    with pytest.raises(FormatError):
        corrections_from_json(text)
