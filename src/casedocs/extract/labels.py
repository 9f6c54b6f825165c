"""What fields are called in tables and on the review page."""

from casedocs.extract.model import FieldName

__all__ = ["field_label"]

_N = FieldName
_LABELS = {
    _N.NUMBER: ("Số", "Number"), _N.DATE: ("Ngày", "Date"), _N.PLACE: ("Nơi ban hành", "Place"),
    _N.AGENCY: ("Cơ quan", "Agency"), _N.PARENT_AGENCY: ("Cơ quan cấp trên", "Parent agency"),
    _N.TITLE: ("Tên văn bản", "Title"), _N.SIGNER: ("Người ký", "Signer"), _N.OFFENCE: ("Tội danh", "Offence"),
    _N.CITATION: ("Điều luật", "Citation"), _N.CRIME_TIME: ("Thời gian xảy ra", "Time of the act"),
    _N.CRIME_PLACE: ("Nơi xảy ra", "Place of the act"), _N.TERM: ("Thời hạn", "Term"),
    _N.SENTENCE: ("Hình phạt tù", "Prison sentence"),
    _N.DETENTION_PLACE: ("Nơi tạm giữ, giam", "Place of detention"), _N.AMOUNT: ("Số tiền", "Amount"),
    _N.TOTAL_VALUE: ("Tổng giá trị", "Total value"), _N.INJURY_RATE: ("Tỷ lệ thương tật", "Share of injury"),
    _N.WEIGHT: ("Khối lượng", "Weight"), _N.EXHIBIT: ("Vật chứng, tài sản", "Exhibit"), _N.FOLIO: ("Bút lục", "Folio"),
    _N.CITED_DOCUMENT: ("Văn bản được dẫn", "Cited paper"), _N.APPROVED_ACT: ("Văn bản được phê chuẩn", "Approved act"),
    _N.START_TIME: ("Bắt đầu", "Start"), _N.END_TIME: ("Kết thúc", "End"),
    _N.RECORD_PLACE: ("Nơi lập", "Place of record"),
    _N.SESSION: ("Lần thứ", "Session"), _N.OFFICER: ("Người tiến hành", "Official"),
    _N.EXPERT_BODY: ("Cơ quan giám định", "Expert body"), _N.CONCLUSION: ("Kết luận", "Conclusion"),
    _N.COURT: ("Tòa án", "Court"), _N.HEARING_TIME: ("Giờ mở phiên tòa", "Hearing"),
    _N.HEARING_PLACE: ("Nơi xét xử", "Place of hearing"), _N.DOCKET: ("Thụ lý", "Docket"),
    _N.DISPUTE: ("Quan hệ tranh chấp", "Dispute"), _N.REQUEST: ("Yêu cầu", "Request"),
    _N.ATTACKED_JUDGMENT: ("Bản án bị kháng nghị", "Judgment attacked"), _N.VOLUMES: ("Số tập", "Volumes"),
    _N.SHEETS: ("Số tờ", "Sheets"), _N.FOLIO_RANGE: ("Đánh số bút lục", "Numbering"), _N.GIVER: ("Bên giao", "Giver"),
    _N.RECEIVER: ("Bên nhận", "Receiver"), _N.NAME: ("Họ tên", "Name"), _N.ROLE: ("Tư cách", "Role"),
    _N.ALIAS: ("Tên gọi khác", "Other name"), _N.SEX: ("Giới tính", "Sex"), _N.BORN: ("Ngày sinh", "Born"),
    _N.BIRTH_PLACE: ("Nơi sinh", "Place of birth"), _N.HOME_TOWN: ("Quê quán", "Home town"),
    _N.IDENTITY: ("Số định danh", "Identity number"), _N.RESIDENCE: ("Nơi thường trú", "Residence"),
    _N.TEMPORARY_RESIDENCE: ("Nơi tạm trú", "Temporary residence"),
    _N.CURRENT_RESIDENCE: ("Nơi ở hiện tại", "Current residence"), _N.NATIONALITY: ("Quốc tịch", "Nationality"),
    _N.ETHNICITY: ("Dân tộc", "Ethnicity"), _N.RELIGION: ("Tôn giáo", "Religion"),
    _N.EDUCATION: ("Học vấn", "Education"),
    _N.OCCUPATION: ("Nghề nghiệp", "Occupation"), _N.POSITION: ("Chức vụ", "Position"),
    _N.PARTY_MEMBER: ("Đảng viên", "Party member"), _N.FATHER: ("Cha", "Father"), _N.MOTHER: ("Mẹ", "Mother"),
    _N.SPOUSE: ("Vợ/chồng", "Spouse"), _N.CHILDREN: ("Số con", "Children"), _N.CONVICTIONS: ("Tiền án", "Convictions"),
    _N.SANCTIONS: ("Tiền sự", "Sanctions"), _N.HISTORY: ("Nhân thân", "Personal history"),
    _N.CUSTODY: ("Tạm giữ, tạm giam", "Custody"), _N.PRESENCE: ("Có mặt/vắng mặt", "Presence"),
    _N.PHONE: ("Điện thoại", "Phone"),
}  # fmt: skip


def field_label(name: FieldName, *, vi: bool = True) -> str:
    """The name of a field for people."""
    return _LABELS[name][0 if vi else 1]
