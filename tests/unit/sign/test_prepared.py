"""Attacks prepared before signing, and the honest form filling that must not be taken for one of them."""

import io
from dataclasses import replace
from datetime import timedelta

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from casedocs.sign._checks.states import compare_states
from casedocs.sign._checks.window import Window
from casedocs.sign.policy import TrustStore, VerificationPolicy
from casedocs.sign.status import Verdict
from casedocs.sign.verify import verify_pdf
from tests.support import attacks
from tests.support.attack_prepared import all_prepared, filled_look, number_of, prepared
from tests.support.attacks import append, body_of, layout_of, stream
from tests.support.pki import NOW, Identity, Pki
from tests.support.signed import pyhanko_sign
from tests.support.signed_pdfs import form_pdf, plain_pdf, saved


def codes(data: bytes, policy: VerificationPolicy) -> tuple[Verdict, set[str]]:
    report = verify_pdf(data, policy=policy)
    found = {item.code for one in report.signatures for item in one.findings}
    return report.verdict, found | {item.code for item in report.findings}


def test_none_of_them_passes(signer: Identity, policy: VerificationPolicy) -> None:
    for name, data in all_prepared(lambda plain: pyhanko_sign(plain, signer)).items():
        verdict, found = codes(data, policy)
        assert verdict is not Verdict.PASSED, name
        assert found & {"object_two_uses", "changed_later", "shown_differently", "content_covered", "xref_entry_odd"}, (
            name
        )


@pytest.mark.parametrize(
    "content",
    [
        b"/Tx BMC q 1 1 248 20 re W n BT /F1 12 Tf 0 g 2 6 Td (Da nhan) Tj ET Q EMC",
        b"q 1 1 .8 rg 0 0 250 22 re f 0 0 1 RG .5 .5 249 21 re S Q BT /F1 12 Tf 0 g 2 6 Td (Da nhan) Tj ET",
        b"q 0 0 250 1 re f Q BT /F1 12 Tf 0 Tr 2 6 Td [(Da) -20 ( nhan)] TJ ET",
        b"q .5 g 1 1 m 1 21 l 249 21 l 248 20 l 2 20 l 2 2 l f Q BT /F1 12 Tf 0 g 4 6 Td (Da nhan) Tj ET",
    ],
)
def test_ground_border_and_text_of_a_filled_field_pass(
    signer: Identity, policy: VerificationPolicy, content: bytes
) -> None:
    data = pyhanko_sign(form_pdf(), signer, certify=2)
    assert codes(filled_look(data, b"Da nhan", content), policy)[0] is Verdict.PASSED


def ticked(sign: object, letter: bytes) -> bytes:
    """A form with a box to tick, signed, then ticked."""
    assert callable(sign)

    def change(pdf: pikepdf.Pdf) -> None:
        zapf = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.ZapfDingbats)
        looks = [
            pdf.make_stream(
                content, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 10, 10]),
                Resources=Dictionary(Font=Dictionary(Z=zapf, F1=pdf.pages[0].Resources.Font.F1)),
            )
            for content in (b"BT " + letter + b" Tj ET", b"")
        ]  # fmt: skip
        box = Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Btn, T=String("dong_y"), F=4, AS=Name.Off, V=Name.Off,
            Rect=Array([72, 600, 82, 610]), AP=Dictionary(N=Dictionary(Yes=looks[0], Off=looks[1])), P=pdf.pages[0].obj,
        )  # fmt: skip
        pdf.pages[0].Annots = Array([pdf.make_indirect(box)])
        pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array(list(pdf.pages[0].Annots))))

    data = sign(prepared(change))
    assert isinstance(data, bytes)
    number = number_of(data, lambda pdf: pdf.Root.AcroForm.Fields[0])
    body = body_of(data, number).replace(b"/AS /Off", b"/AS /Yes").replace(b"/V /Off", b"/V /Yes")
    return append(data, {number: body})


@pytest.mark.parametrize(
    "letter", [b"/Z 9 Tf 1 2 Td (4)", b"/Z 9 Tf 1 2 Td (8)", b"/Z 9 Tf 1 2 Td (l)", b"/F1 9 Tf (X)"]
)
def test_a_ticked_box_passes(signer: Identity, policy: VerificationPolicy, letter: bytes) -> None:
    data = ticked(lambda plain: pyhanko_sign(plain, signer, certify=2), letter)
    assert codes(data, policy)[0] is Verdict.PASSED


def test_a_ticked_box_that_writes_a_figure_does_not_pass(signer: Identity, policy: VerificationPolicy) -> None:
    data = ticked(lambda plain: pyhanko_sign(plain, signer), b"/F1 9 Tf 2 2 Td (9)")
    verdict, found = codes(data, policy)
    assert verdict is Verdict.INDETERMINATE
    assert "field_shows_other" in found


def test_a_choice_shows_the_text_of_its_value(signer: Identity, policy: VerificationPolicy) -> None:
    with pikepdf.open(io.BytesIO(form_pdf())) as pdf:
        field = pdf.Root.AcroForm.Fields[0]
        field.FT, field.Ff = Name.Ch, 1 << 17
        field.Opt = Array([Array([String("1"), String("Mat")]), Array([String("2"), String("Thuong")])])
        # Without a look of its own, PDFium would draw the arrow of a list here, and see it vanish.
        field.AP = Dictionary(N=pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 248, 20])))
        data = pyhanko_sign(saved(pdf), signer, certify=2)
    number, new = number_of(data, lambda pdf: pdf.Root.AcroForm.Fields[0]), layout_of(data).size
    fonts = b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    for shown, verdict in ((b"Mat", Verdict.PASSED), (b"Thuong", Verdict.INDETERMINATE)):
        content = b"BT /F1 12 Tf 0 g 2 6 Td (" + shown + b") Tj ET"
        look = stream(content, b"/Type/XObject/Subtype/Form/BBox[0 0 248 20]" + fonts)
        body = body_of(data, number).replace(b"/V ()", b"/V (1)")
        body = body.replace(
            body[body.index(b"/AP") : body.index(b">>", body.index(b"/AP")) + 2], b"/AP<</N %d 0 R>>" % new
        )
        assert codes(append(data, {number: body, new: look}), policy)[0] is verdict, shown


def test_the_file_identifier_opens_old_encrypted_documents(signer: Identity, policy: VerificationPolicy) -> None:
    """With another one the old keys do not fit any more and the pages turn to noise."""
    with pikepdf.open(io.BytesIO(plain_pdf())) as pdf:
        buffer = io.BytesIO()
        pdf.save(buffer, encryption=pikepdf.Encryption(owner="chu", user="", R=4))
    data = pyhanko_sign(buffer.getvalue(), signer, password="")
    assert codes(data, policy)[0] is Verdict.PASSED
    trailer = data[data.rindex(b"trailer") :]
    start, end = trailer.index(b"/ID"), trailer.index(b"]") + 1
    kept = trailer[start:end]
    digits = kept[kept.index(b"<") + 1 : kept.index(b">")]
    encrypt = trailer[trailer.index(b"/Encrypt") :].split(b"\n")[0]
    for identifier, passes in ((kept, True), (kept.replace(digits, digits[::-1], 1), False)):
        changed = append(data, {}, extra=encrypt + identifier)
        assert (codes(changed, policy)[0] is Verdict.PASSED) is passes


@pytest.mark.parametrize(
    ("entry", "verdict"),
    [
        ({"OpenAction": Dictionary(S=Name.JavaScript, JS=String("this.getField('x')"))}, Verdict.INDETERMINATE),
        ({"OpenAction": Dictionary(S=Name.GoTo, D=Array([0, Name.Fit]), Next=Dictionary())}, Verdict.INDETERMINATE),
        ({"AA": Dictionary(WP=Dictionary(S=Name.JavaScript, JS=String("x")))}, Verdict.INDETERMINATE),
        ({"Names": Dictionary(JavaScript=Dictionary(Names=Array([])))}, Verdict.INDETERMINATE),
        ({"OpenAction": Dictionary(S=Name.GoTo, D=Array([0, Name.Fit]))}, Verdict.PASSED),
        ({"OpenAction": Array([0, Name.Fit])}, Verdict.PASSED),
    ],
)
def test_documents_that_act_by_themselves_are_not_vouched_for(
    signer: Identity, policy: VerificationPolicy, entry: dict[str, pikepdf.Object], verdict: Verdict
) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        for key, value in entry.items():
            pdf.Root[f"/{key}"] = value

    found, names = codes(pyhanko_sign(prepared(change), signer), policy)
    assert found is verdict
    assert ("scripts_present" in names) is (verdict is Verdict.INDETERMINATE)


def test_a_clock_ahead_of_the_check_is_told(signer: Identity, policy: VerificationPolicy, pki: Pki) -> None:
    """pyHanko writes the time of this computer, which is behind the invented time of these tests, or ahead of it."""
    early = pki.issue("Đồng hồ nhanh", signer.key, start=NOW - 3000 * timedelta(days=1), years=20)
    checked = replace(policy, at=NOW - timedelta(days=2000))
    trusting = replace(checked, trust=TrustStore((early.der, *policy.trust.roots)))
    assert "time_claimed_future" in codes(pyhanko_sign(plain_pdf(), early), trusting)[1]


def test_where_one_save_may_show_something_a_later_one_may_not(signed: bytes) -> None:
    """The amount lies in an area that save 2 was allowed to change; save 3 was not, and is to blame."""
    quiet = append(signed, {})
    forged = append(quiet, attacks.forged_contents(quiet))
    areas = {1: [(70.0, 70.0, 320.0, 115.0), (290.0, 795.0, 340.0, 825.0)]}
    states = [(0, len(signed)), (1, len(quiet)), (2, len(forged))]
    found = compare_states(forged, None, states, {1: areas}, {}, 10)
    assert [(item["revision"], item["code"], item["page"]) for item in found] == [(2, "shown_differently", 1)]
    allowed = compare_states(forged, None, states, {2: areas}, {}, 10)
    assert {item["code"] for item in allowed} == {"content_covered"}


def test_a_window_reads_as_a_file_that_ends_there(signed: bytes) -> None:
    window = io.BufferedReader(Window(signed, 100))
    assert window.read() == signed[:100]
    assert window.seek(-10, io.SEEK_END) == 90
    assert window.read(50) == signed[90:100]
    assert window.read() == b""
