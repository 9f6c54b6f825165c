"""Probes of the normal form by class: what goes in, what must come out. Ours; peers are asked the same."""

import unicodedata

__all__ = ["PROBES", "STYLES"]


def _nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


# class → (text, wanted)
PROBES: dict[str, list[tuple[str, str]]] = {
    "unicode form": [
        (_nfd("Quyết định khởi tố bị can"), "Quyết định khởi tố bị can"),
        ("viê\u0323n kiê\u0309m sa\u0301t", "viện kiểm sát"),
        ("vie\u0323\u0302n", "viện"),
        ("a\u0301\u0302n", "ấn"),
        ("u\u0301\u031bng", "ứng"),
        ("tù\u0300", "tù"),
        ("d\u0336ường", "đường"),
        ("to\u200b\u0300a", "tòa"),
        ("Đ\u0323", "Đ\u0323"),
        ("đ\u1ecb", "đị"),
    ],
    "invisibles and dashes": [
        ("\ufeffViện kiểm sát", "Viện kiểm sát"),
        ("ki\u200bểm", "kiểm"),
        ("ki\xadểm", "kiểm"),
        ("sá\u2060t", "sát"),
        ("nhân\u200d dân", "nhân dân"),
        ("Điều\xa012", "Điều 12"),
        ("a\u2009b\u3000c", "a b c"),
        ("hai  chữ", "hai chữ"),
        ("cuối dòng \n", "cuối dòng\n"),
        ("a\r\nb", "a\nb"),
        ("a\u2028b", "a\nb"),
        ("VKS\u2011P1", "VKS-P1"),
        ("5\u22123", "5-3"),
    ],
    "look-alikes": [
        ("Ðiều 12", "Điều 12"),
        ("ðiều", "điều"),
        ("Ɖại hội", "Đại hội"),
        ("45/2024/QÐ-VKS", "45/2024/QĐ-VKS"),
        ("ngƣời dƣới", "người dưới"),
        ("Tòа án", "Tòa án"),
        ("Тòa án", "Tòa án"),
        ("Nguyễn Văn А", "Nguyễn Văn A"),
        ("kiểm sάt viên", "kiểm sάt viên"),
        ("ＶＩỆＴ", "VIỆT"),
        ("năm nǎm tù", "năm năm tù"),
        ("ﬁle", "file"),
        ("ılık çay", "ılık çay"),
    ],
    "tone slips": [
        ("qúy", "quý"),
        ("khỏan", "khoản"),
        ("tòan", "toàn"),
        ("ngừơi", "người"),
        ("đựơc", "được"),
        ("gíup", "giúp"),
        ("gìa", "già"),
        ("cuả", "của"),
        ("tuôỉ", "tuổi"),
        ("QÚY", "QUÝ"),
    ],
    "must not change": [
        ("12 m², 5 cm³, ½", "12 m², 5 cm³, ½"),
        ("El Niño, café, naïve", "El Niño, café, naïve"),
        ("Straße, über", "Straße, über"),
        ("loè, khoản, quý, giặt, khuỷu", "loè, khoản, quý, giặt, khuỷu"),
        ("an.nguyen@example.com", "an.nguyen@example.com"),
        ("83P2-123.45", "83P2-123.45"),
        ("Москва, Ελλάδα", "Москва, Ελλάδα"),
        ("það er ORÐ", "það er ORÐ"),
        ("Thạch Sà Rươl", "Thạch Sà Rươl"),
        ("“Trộm cắp” – BL 45", "“Trộm cắp” – BL 45"),
        ("dòng một\ndòng hai", "dòng một\ndòng hai"),
        ("HOÀ BÌNH", "HOÀ BÌNH"),
    ],
    "old encodings": [
        ("ViÖn kiÓm s¸t nh©n d©n tØnh", "Viện kiểm sát nhân dân tỉnh"),
        ("c¬ quan nhµ n\xad\xedc", "cơ quan nhà nước"),
        ("Vieän kieåm saùt nhaân daân tænh", "Viện kiểm sát nhân dân tỉnh"),
        ("Ñieàu tra vieân ñaõ hoûi cung", "Điều tra viên đã hỏi cung"),
        ("Vie^.n kie^?m sa't nha^n da^n", "Viện kiểm sát nhân dân"),
        ("CéNG HOµ X· HéI CHñ NGHÜA VIÖT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ],
    "broken lines of scans": [
        ("Viện kiểm\nsát nhân dân", "Viện kiểm sát nhân dân"),
        ("ngh-\niêm cấm", "nghiêm cấm"),
        ("Họ tên: ..........", "Họ tên: …"),
        ("Điều 1.\nPhạm vi", "Điều 1.\nPhạm vi"),
    ],
}

# (old style, new style)
STYLES = [
    ("hòa", "hoà"), ("HỎA", "HOẢ"), ("thủy", "thuỷ"), ("khỏe", "khoẻ"), ("Tòa", "Toà"), ("hủy", "huỷ"), ("lòe", "loè"),
    ("quý", "quý"), ("khoản", "khoản"), ("giặt", "giặt"), ("khuỷu", "khuỷu"), ("mùa", "mùa"), ("thuở", "thuở"),
]  # fmt: skip
