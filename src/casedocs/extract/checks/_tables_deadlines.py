"""Statutory terms, as of the Criminal Procedure Code 2015 and the Civil Procedure Code 2015.

Four columns by class of crime (less grave, grave, very grave, extremely grave); one column where the class does not
matter. Lengths: ``20d`` days, ``2m`` months. Extensions: all that the law allows together, in the same columns.
In force since 1 January 2018 (criminal) and 1 July 2016 (civil); amendments up to Law 02/2021/QH15. Law 99/2025/QH15
(in force 1 July 2025) is not worked in: its wording was not at hand.
"""

__all__ = ["CIVIL_SINCE", "CRIMINAL_SINCE", "REVISED", "ROWS"]

CRIMINAL_SINCE = (2018, 1, 1)
CIVIL_SINCE = (2016, 7, 1)
REVISED = (2025, 7, 1)

# id: (Vietnamese, English, source, base by class, extensions by class)
ROWS: dict[str, tuple[str, str, str, tuple[str, ...], tuple[str, ...]]] = {
    "source_resolution": (
        "giải quyết nguồn tin về tội phạm",
        "settling a source of information",
        "BLTTHS Điều 147",
        ("20d",),
        ("4m",),
    ),
    "custody": (
        "tạm giữ",
        "custody",
        "BLTTHS Điều 118",
        ("3d",),
        ("6d",),
    ),
    "detention_order_approval": (
        "phê chuẩn lệnh tạm giam",
        "approving a detention order",
        "BLTTHS Điều 119 khoản 5",
        ("3d",),
        ("0d",),
    ),
    "investigation": (
        "điều tra vụ án",
        "investigation",
        "BLTTHS Điều 172",
        ("2m", "3m", "4m", "4m"),
        ("2m", "5m", "8m", "12m"),
    ),
    "detention_investigation": (
        "tạm giam để điều tra",
        "detention for investigation",
        "BLTTHS Điều 173",
        ("2m", "3m", "4m", "4m"),
        ("1m", "2m", "3m", "8m"),
    ),
    "file_transfer_after_conclusion": (
        "giao bản kết luận điều tra và hồ sơ",
        "handing over conclusion and file",
        "BLTTHS Điều 232 khoản 4",
        ("2d",),
        ("0d",),
    ),
    "prosecution_decision": (
        "quyết định việc truy tố",
        "deciding on prosecution",
        "BLTTHS Điều 240",
        ("20d", "20d", "30d", "30d"),
        ("10d", "10d", "15d", "30d"),
    ),
    "indictment_delivery": (
        "giao cáo trạng cho bị can",
        "delivering the indictment",
        "BLTTHS Điều 240 khoản 2",
        ("3d",),
        ("7d",),
    ),
    "trial_preparation": (
        "chuẩn bị xét xử sơ thẩm",
        "preparing the trial",
        "BLTTHS Điều 277",
        ("30d", "45d", "2m", "3m"),
        ("15d", "15d", "30d", "30d"),
    ),
    "trial_opening": (
        "mở phiên tòa",
        "opening the trial",
        "BLTTHS Điều 277 khoản 3",
        ("15d",),
        ("15d",),
    ),
    "appeal_criminal": (
        "kháng cáo bản án hình sự",
        "appeal in a criminal case",
        "BLTTHS Điều 333",
        ("15d",),
        ("0d",),
    ),
    "protest_criminal": (
        "kháng nghị phúc thẩm bản án hình sự",
        "protest in a criminal case",
        "BLTTHS Điều 337",
        ("15d",),
        ("15d",),
    ),
    "civil_trial_preparation": (
        "chuẩn bị xét xử vụ án dân sự",
        "preparing a civil trial",
        "BLTTDS Điều 203",
        ("4m",),
        ("2m",),
    ),
    "civil_vks_file_study": (
        "Viện kiểm sát nghiên cứu hồ sơ dân sự",
        "the procuracy's study of a civil file",
        "BLTTDS Điều 220",
        ("15d",),
        ("0d",),
    ),
    "civil_appeal": (
        "kháng cáo bản án dân sự",
        "appeal in a civil case",
        "BLTTDS Điều 273",
        ("15d",),
        ("0d",),
    ),
    "civil_protest": (
        "kháng nghị phúc thẩm bản án dân sự",
        "protest in a civil case",
        "BLTTDS Điều 280",
        ("15d",),
        ("1m",),
    ),
    "admin_protest": (
        "kháng nghị phúc thẩm bản án hành chính",
        "protest in an administrative case",
        "LTTHC Điều 213",
        ("15d",),
        ("15d",),
    ),
}
