"""What a document is, how sure, and why."""

import json
import pickle

import pytest

from casedocs.classify import (
    Catalogue,
    Classifier,
    ClassifyOptions,
    Kind,
    LinearModel,
    TextDocument,
    builtin_catalogue,
    predict,
)
from casedocs.classify.training import RankedPage, TrainOptions, calibrate, extend_model, fit_ranker, fit_words
from casedocs.errors import FormatError, UsageError

FRAME = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"


def paper(agency: str, number: str, title: str, body: str = "") -> TextDocument:
    date = "Sông Thanh, ngày 18 tháng 9 năm 2025\n"
    return TextDocument.from_text(f"{agency}\n{FRAME}{number}\n{date}{title}\n{body}")


VKS = "VIỆN KIỂM SÁT NHÂN DÂN TỈNH SÔNG THANH\nVIỆN KIỂM SÁT NHÂN DÂN KHU VỰC 3"
POLICE = "CÔNG AN TỈNH SÔNG THANH\nCƠ QUAN CẢNH SÁT ĐIỀU TRA"


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        (paper(VKS, "Số: 3/CT-VKSKV3", "CÁO TRẠNG"), "vks_indictment"),
        (
            paper(VKS, "Số: 3/QĐ-VKSKV3", "QUYẾT ĐỊNH\nPHÊ CHUẨN LỆNH TẠM GIAM", "Căn cứ Điều 119 BLTTHS;"),
            "vks_approve_detention_order",
        ),
        (
            paper(VKS, "Số: 3/QĐ-VKSKV3", "QUYẾT ĐỊNH\nKHÔNG PHÊ CHUẨN LỆNH TẠM GIAM", "Căn cứ Điều 119 BLTTHS;"),
            "vks_refuse_detention_order",
        ),
        (paper(VKS, "Số: 3/QĐ-VKSKV3", "QUYẾT ĐỊNH\nKHỞI TỐ BỊ CAN"), "vks_accused_initiation"),
        (paper(POLICE, "Số: 3/QĐ-CSHS", "QUYẾT ĐỊNH\nKHỞI TỐ BỊ CAN"), "cqdt_accused_initiation"),
        (paper(POLICE, "", "BIÊN BẢN HỎI CUNG BỊ CAN"), "cqdt_accused_interrogation_record"),
    ],
)
def test_kinds_by_header(document: TextDocument, kind: str) -> None:
    found = predict(document)
    assert found.candidates[0].kind.id == kind
    assert found.kind is not None
    assert found.kind.id == kind
    assert found.confidence > 0.8
    assert found.family.name == found.kind.family
    assert found.domain.name == "criminal"


def test_reasons_name_line_and_words() -> None:
    found = predict(paper(VKS, "Số: 3/CT-VKSKV3", "CÁO TRẠNG"))
    title = next(reason for reason in found.reasons if reason.code == "title")
    assert "CÁO TRẠNG" in title.vi
    assert "line 7" in title.en
    assert title.weight > 0
    assert title.part is not None
    assert any(reason.code == "number" for reason in found.reasons)


def test_the_form_number_decides_between_equal_titles() -> None:
    body = "Hồi 8 giờ ngày 18 tháng 9 năm 2025"
    with_box = "Mẫu số 1/HS\nBan hành theo Thông tư số 03/2026/TT-VKSTC\n"
    police = "Mẫu số: 01\nBH theo TT số 119/2021/TT-BCA\n"
    title = "BIÊN BẢN\nTIẾP NHẬN NGUỒN TIN VỀ TỘI PHẠM\n"
    one = predict(TextDocument.from_text(with_box + FRAME + title + body))
    other = predict(TextDocument.from_text(police + FRAME + title + body))
    assert one.candidates[0].kind.id == "vks_source_reception_record"
    assert other.candidates[0].kind.id == "cqdt_source_reception_record"


def test_what_the_page_cannot_tell_stays_open() -> None:
    found = predict(TextDocument.from_text(FRAME + "ĐƠN KHÁNG CÁO\nKính gửi: Tòa án nhân dân"))
    assert found.kind is None
    assert {candidate.kind.id for candidate in found.candidates[:2]} == {
        "appeal_petition_criminal",
        "civil_appeal_petition",
    }
    assert found.family.name == "don"


@pytest.mark.parametrize("text", ["Lorem ipsum dolor sit amet", "1 2 3 4 5", "xin chào các bạn hôm nay trời đẹp"])
def test_other_texts_are_not_known(text: str) -> None:
    found = predict(TextDocument.from_text(text))
    assert found.kind is None


def test_blank_and_empty_documents() -> None:
    assert predict(TextDocument(())).header.title is None
    found = predict(TextDocument.from_text("\n"))
    assert found.kind is not None
    assert found.kind.id == "page_blank"


def test_the_threshold_decides() -> None:
    document = paper(VKS, "Số: 3/CT-VKSKV3", "CÁO TRẠNG")
    assert predict(document, options=ClassifyOptions(threshold=1.0)).kind is None
    assert predict(document, options=ClassifyOptions(threshold=0.0)).kind is not None
    assert len(predict(document, options=ClassifyOptions(top=2)).candidates) == 2


def test_results_pickle() -> None:
    found = predict(paper(VKS, "Số: 3/CT-VKSKV3", "CÁO TRẠNG"))
    assert pickle.loads(pickle.dumps(found)) == found


@pytest.mark.parametrize("values", [{"threshold": 2.0}, {"coarse_threshold": -1.0}, {"top": 0}])
def test_options_are_checked(values: dict[str, float]) -> None:
    with pytest.raises(UsageError):
        ClassifyOptions(**values)  # type: ignore[arg-type]  # wrong on purpose
    assert ClassifyOptions().fingerprint() != ClassifyOptions(top=3).fingerprint()


def test_kinds_of_an_office_are_found() -> None:
    own = Kind(id="own", name="Phiếu trình ký", family="phieu", domains=("admin",), titles=(("PHIẾU TRÌNH KÝ",),))
    builtin = builtin_catalogue()
    classifier = Classifier(Catalogue((*builtin.kinds, own), builtin.form_sets))
    found = predict(TextDocument.from_text(f"{VKS}\nPHIẾU TRÌNH KÝ\nKính gửi: Viện trưởng"), classifier=classifier)
    assert found.candidates[0].kind.id == "own"


# --- model and training ---------------------------------------------------------------------------------------------


def small_model() -> LinearModel:
    documents = [("a", ["quyet", "dinh", "khoi", "to"]), ("b", ["bien", "ban", "loi", "khai"])] * 3
    return fit_words(documents, options=TrainOptions(bits=10), note="test")


def test_words_are_learned() -> None:
    from casedocs.classify.model import features_of, strongest

    model = small_model()
    scores = model.scores(features_of(["bien", "ban"], 10))
    assert model.labels[int(scores.argmax())] == "b"
    assert strongest(model, 1, ["bien", "ban", "to"])[0] in {"bien", "ban", "bien ban"}
    assert strongest(model, 1, []) == []


def test_a_model_survives_json(tmp_path: object) -> None:
    from pathlib import Path

    assert isinstance(tmp_path, Path)
    model = small_model()
    copy = LinearModel.from_json(model.to_json())
    assert copy.labels == model.labels
    assert list(copy.weights) == list(model.weights)
    for name in ("m.json", "m.json.z"):
        model.save(tmp_path / name)
        assert LinearModel.load(tmp_path / name).labels == model.labels


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", '{"schema": "other"}', "[" * 100_000, small_model().to_json().replace('"bits": 10', '"bits": 11')],
)
def test_broken_models_are_refused(text: str) -> None:
    with pytest.raises(FormatError):
        LinearModel.from_json(text)


def test_broken_model_files_are_named(tmp_path: object) -> None:
    from pathlib import Path

    assert isinstance(tmp_path, Path)
    path = tmp_path / "m.json.z"
    for data in (b"garbage", b"{}", b"x\x9c\x03", b"\xff"):
        path.write_bytes(data)
        with pytest.raises(FormatError) as caught:
            LinearModel.load(path)
        assert caught.value.source == str(path)
        assert caught.value.hint


def test_training_needs_two_labels() -> None:
    with pytest.raises(UsageError):
        fit_words([("a", ["x"])])
    with pytest.raises(UsageError):
        TrainOptions(bits=2)


def test_own_weights_replace_the_shipped_ones() -> None:
    own = fit_words([("b", ["don", "xin"]), ("c", ["giay", "moi"])] * 2, options=TrainOptions(bits=10))
    joined = extend_model(small_model(), own)
    assert set(joined.labels) == {"a", "b", "c"}
    from casedocs.classify.model import features_of

    scores = joined.scores(features_of(["don", "xin"], 10))
    assert joined.labels[int(scores.argmax())] == "b"
    with pytest.raises(UsageError):
        extend_model(small_model(), fit_words([("b", ["x"]), ("c", ["y"])], options=TrainOptions(bits=11)))


def test_the_ranker_learns_what_counts() -> None:
    import numpy as np

    from casedocs.classify._evidence import EVIDENCE

    right, wrong = np.zeros(len(EVIDENCE)), np.zeros(len(EVIDENCE))
    right[0], wrong[1] = 1, 1
    pages = [RankedPage(np.stack([wrong, right]), 1, 1.0), RankedPage(np.stack([right, wrong]), 0, 1.0)] * 4
    ranker = fit_ranker(pages, rounds=50)
    assert ranker[EVIDENCE[0]] > 0.5 > ranker[EVIDENCE[1]]
    assert calibrate(pages, ranker)["sharpness"] >= 1


def test_few_folders_are_told_apart_from_all_papers() -> None:
    from casedocs.classify.model import features_of

    frame = ["cong", "hoa"]
    base = fit_words([("x", [*frame, "toa"]), ("y", [*frame, "don"])] * 20, options=TrainOptions(bits=10))
    own = fit_words([("own", [*frame, "xe", "may"])] * 4, options=TrainOptions(bits=10), background=base.background)
    common, special = (own.scores(features_of(words, 10)) for words in (frame, ["xe"]))
    assert own.labels == ("own",)
    weights = {int(place): weight for place, weight in zip(_features(own), own.weights * own.scale, strict=True)}
    assert abs(weights.get(features_of(["cong"], 10)[0], 0.0)) < 0.1, "a word of every paper tells nothing"
    assert weights[features_of(["xe"], 10)[0]] > 2
    assert len(common) == len(special) == 1


def _features(model: LinearModel) -> list[int]:
    """The feature of each weight."""
    return [place for place in range(1 << model.bits) for _ in range(model.starts[place], model.starts[place + 1])]


def test_the_background_survives_json() -> None:
    model = small_model()
    again = LinearModel.from_json(model.to_json())
    assert again.background == pytest.approx(model.background, rel=0.03, abs=1e-5)
    short = json.loads(model.to_json()) | {"background": json.loads(small_model().to_json())["weights"]}
    with pytest.raises(FormatError, match="number of features"):
        LinearModel.from_json(json.dumps(short))


def test_improbable_candidates_have_no_reasons() -> None:
    found = predict(TextDocument.from_text(f"{VKS}\nCÁO TRẠNG\nVIỆN TRƯỞNG"))
    assert found.candidates[0].reasons
    assert all(bool(one.reasons) == (one.confidence >= 0.01) for one in found.candidates[1:])
