"""The words of reports: (Vietnamese, English) by code. ``{who}``, ``{day}`` and ``{page}`` are filled in."""

__all__ = ["CHANGES", "FINDINGS", "STATES", "SUB_INDICATIONS", "VERDICTS"]

VERDICTS: dict[str, tuple[str, str]] = {
    "PASSED": ("HỢP LỆ", "VALID"),
    "INDETERMINATE": ("CHƯA KẾT LUẬN ĐƯỢC", "UNDECIDED"),
    "FAILED": ("KHÔNG HỢP LỆ", "INVALID"),
}

STATES: dict[str, tuple[str, str]] = {
    "fully_signed": ("toàn bộ nội dung đã được ký", "the whole document is signed"),
    "changed_after_signing": ("có thay đổi sau khi ký", "changed after signing"),
    "signatures_removed": ("chữ ký đã bị gỡ", "signatures were removed"),
    "never_signed": ("chưa được ký số", "never signed"),
    "unreadable": ("không đọc được tệp", "the file cannot be read"),
}

SUB_INDICATIONS: dict[str, tuple[str, str]] = {
    "FORMAT_FAILURE": ("cấu trúc chữ ký hoặc tệp sai", "the structure of the signature or the file is wrong"),
    "HASH_FAILURE": ("nội dung đã bị sửa so với lúc ký", "the signed content was altered"),
    "SIG_CRYPTO_FAILURE": ("giá trị chữ ký sai", "the signature value is wrong"),
    "REVOKED": ("chứng thư bị thu hồi", "the certificate is revoked"),
    "NO_SIGNING_CERTIFICATE_FOUND": (
        "không có chứng thư của người ký, hoặc đã bị tráo",
        "the signer's certificate is missing or was exchanged",
    ),
    "NO_CERTIFICATE_CHAIN_FOUND": (
        "chứng thư không dẫn tới tổ chức được tin cậy",
        "the certificate leads to no trusted authority",
    ),
    "CHAIN_CONSTRAINTS_FAILURE": (
        "chứng thư không dùng được cho việc này",
        "the certificate may not be used for this",
    ),
    "CERTIFICATE_CHAIN_GENERAL_FAILURE": ("không kiểm tra được chuỗi chứng thư", "the chain cannot be checked"),
    "CRYPTO_CONSTRAINTS_FAILURE": ("thuật toán hoặc khóa quá yếu", "an algorithm or key is too weak"),
    "SIG_CONSTRAINTS_FAILURE": (
        "có điều sau khi ký mà máy không tự chấp nhận được",
        "something after signing cannot be accepted without a person's judgement",
    ),
    "REVOKED_NO_POE": (
        "chứng thư bị thu hồi, không có bằng chứng là đã ký trước đó",
        "the certificate is revoked and nothing proves that the signature is older",
    ),
    "REVOKED_CA_NO_POE": ("chứng thư của tổ chức cấp bị thu hồi", "a certificate authority is revoked"),
    "OUT_OF_BOUNDS_NO_POE": (
        "chứng thư hết hạn, không có bằng chứng là đã ký trước đó",
        "the certificate has expired and nothing proves that the signature is older",
    ),
    "NOT_YET_VALID": ("chứng thư chưa đến hạn hiệu lực", "the certificate is not yet valid"),
    "TIMESTAMP_ORDER_FAILURE": ("thời gian của dấu thời gian mâu thuẫn", "the times contradict each other"),
    "TRY_LATER": ("thiếu thông tin thu hồi", "revocation information is missing"),
    "GENERIC": ("cần người kiểm tra", "a person has to look"),
}

CHANGES: dict[str, tuple[str, str]] = {
    "signature_added": ("thêm chữ ký", "a signature was added"),
    "timestamp_added": ("thêm dấu thời gian", "a time-stamp was added"),
    "validation_data_added": ("thêm dữ liệu kiểm tra lâu dài", "validation data was added"),
    "metadata_updated": ("sửa thông tin mô tả của tệp", "the file's metadata was updated"),
    "field_filled": ("điền ô trống", "an empty field was filled in"),
    "field_look_doubtful": (
        "hình hiện của ô điền có nét vẽ, ảnh hoặc phông chữ ngoài chữ của giá trị",
        "the look of a filled field holds drawings or letters of its own besides its value",
    ),
    "field_overwritten": ("sửa giá trị đã có trong ô", "a value that was there was overwritten"),
    "signature_field_added": ("thêm ô chữ ký chưa ký", "an unsigned signature field was added"),
    "form_field_added": ("thêm ô biểu mẫu", "a form field was added"),
    "form_changed": ("sửa biểu mẫu", "the form was changed"),
    "field_changed": ("sửa ô biểu mẫu", "a field was changed"),
    "annotation_added": ("thêm chú thích hoặc hình phủ", "an annotation was added"),
    "annotation_changed": ("sửa chú thích", "an annotation was changed"),
    "annotation_removed": ("xóa chú thích", "an annotation was removed"),
    "signature_removed": ("gỡ chữ ký", "a signature was removed"),
    "signature_changed": ("sửa hình của chữ ký", "the look of a signature was changed"),
    "page_changed": ("sửa trang", "a page was changed"),
    "catalog_changed": ("sửa cấu trúc chung của tài liệu", "the document's catalogue was changed"),
    "trailer_changed": ("sửa phần cuối tệp", "the trailer was changed"),
    "object_replaced": ("thay đối tượng đã ký", "a signed object was replaced"),
    "object_removed": ("xóa đối tượng đã ký", "a signed object was removed"),
    "object_unexplained": ("đối tượng không rõ mục đích", "an object that nothing accounts for"),
}

FINDINGS: dict[str, tuple[str, str]] = {
    "algorithm_unknown": ("Không biết hàm băm này", "Unknown hash function"),
    "algorithm_weak": ("Thuật toán hoặc khóa không được chấp nhận", "Algorithm or key not accepted"),
    "byte_range_gap": (
        "Phần tệp không được ký không đúng là giá trị chữ ký",
        "The bytes left unsigned are not exactly the signature value",
    ),
    "byte_range_invalid": ("Vùng được ký không hợp lệ", "The signed byte range is invalid"),
    "bytes_before_header": (
        "Trước đầu tệp PDF có dữ liệu lạ; các chữ ký được xét như không có phần đó, hãy lấy lại tệp gốc",
        "Foreign bytes stand before the PDF header; the signatures are judged without them: get the file again",
    ),
    "bytes_unexplained": ("Sau phần đã ký có dữ liệu không rõ", "Unexplained bytes follow the signed part"),
    "certificate_ends_soon": ("Chứng thư chỉ còn {day} ngày", "The certificate has only {day} days left"),
    "certificate_expired": ("Chứng thư đã hết hạn ngày {day}", "The certificate expired on {day}"),
    "certificate_not_yet_valid": ("Chứng thư có hiệu lực từ {day}", "The certificate is valid only from {day}"),
    "certificate_revoked": (
        "Chứng thư của {who} bị thu hồi ngày {day}",
        "The certificate of {who} was revoked on {day}",
    ),
    "chain_broken": ("Không kiểm tra được chuỗi chứng thư", "The certificate chain cannot be checked"),
    "chain_constraints": ("Chuỗi chứng thư trái ràng buộc của chính nó", "The chain breaks its own constraints"),
    "chain_missing": (
        "Chứng thư không dẫn tới tổ chức được tin cậy",
        "The certificate leads to no trusted authority",
    ),
    "cms_attributes": ("Thuộc tính đã ký thiếu hoặc trùng", "Signed attributes are missing or doubled"),
    "cms_content": ("Loại nội dung trong chữ ký không đúng", "Wrong kind of content inside the signature"),
    "cms_malformed": ("Giá trị chữ ký không đọc được", "The signature value cannot be read"),
    "cms_no_attributes": (
        "Chữ ký không có thuộc tính đã ký: không chắc người ký đã ký chính nội dung này",
        "The signature has no signed attributes: it may have been made over something else",
    ),
    "cms_padding": ("Có dữ liệu lạ sau giá trị chữ ký", "Foreign data behind the signature value"),
    "cms_signers": ("Chữ ký phải có đúng một người ký", "A signature must have exactly one signer"),
    "content_covered": (
        "Hình thêm sau che nội dung đã có, trang {page}",
        "Something added later covers content, page {page}",
    ),
    "digest_info_bare": (
        "Chữ ký khớp nội dung nhưng mã hóa thiếu NULL (lỗi của phần mềm ký), không phải bị sửa",
        "The signature fits the content but its encoding lacks the NULL (a fault of the signing program, no tampering)",
    ),
    "field_shows_other": (
        "Ô “{who}” ở trang {page} hiện khác với giá trị của nó",
        "The field “{who}” on page {page} shows something other than its value",
    ),
    "field_unsigned": ("Ô chữ ký “{who}” chưa ký", "The signature field “{who}” is not signed"),
    "hash_mismatch": ("Nội dung đã bị sửa so với lúc ký", "The signed content was altered"),
    "limit_exceeded": (
        "Kiểm tra vượt giới hạn thời gian, bộ nhớ hoặc cấu trúc: tệp này cần người có chuyên môn xem",
        "The check went over a limit of time, memory or structure: an expert should look at this file",
    ),
    "network_failed": (
        "Không hỏi được thông tin thu hồi qua mạng",
        "Revocation could not be asked for over the network",
    ),
    "never_signed": ("Tài liệu chưa từng được ký số", "The document was never signed"),
    "only_timestamps": (
        "Tệp chỉ có dấu thời gian, không có chữ ký của ai",
        "The file holds time-stamps only: nobody signed it",
    ),
    "not_read": ("Không mở được tệp", "The file could not be opened"),
    "object_twice": ("Một đối tượng được ghi hai lần trong một lần lưu", "An object is written twice in one save"),
    "object_two_uses": (
        "Đối tượng ghi sau khi ký còn được dùng ở chỗ khác trong phần đã ký",
        "An object written after signing is also used elsewhere in the signed part",
    ),
    "object_unlisted": (
        "Đối tượng có trong tệp nhưng không có trong bảng tham chiếu: phần mềm khác có thể hiện nội dung khác",
        "An object is in the file but not in the cross-reference section: other viewers may show other content",
    ),
    "password_needed": ("Cần mật khẩu để mở tài liệu", "The document needs a password"),
    "pictures_failed": ("Không vẽ được để so sánh", "The revisions cannot be drawn for comparison"),
    "pictures_limited": ("Chỉ so sánh hình những trang đầu", "Only the first pages were compared as pictures"),
    "process_died": (
        "Tệp làm tiến trình kiểm tra dừng đột ngột: tệp này cần người có chuyên môn xem",
        "The file brought the checking process down: an expert should look at it",
    ),
    "revision_incomplete": ("Chữ ký không phủ trọn một lần lưu", "The signature does not cover a whole revision"),
    "revisions_mismatch": (
        "Số lần lưu trong tệp khác với bảng tham chiếu",
        "The saves in the file differ from those that the cross-reference sections tell of",
    ),
    "revocation_unknown": ("Chưa kiểm tra được thu hồi: {who}", "Revocation is not known: {who}"),
    "revoked_later": (
        "Chứng thư của {who} bị thu hồi ngày {day}, sau khi ký",
        "The certificate of {who} was revoked on {day}, after signing",
    ),
    "scripts_present": (
        "Tài liệu tự chạy lệnh khi mở hoặc in: nội dung hiện ra có thể khác nội dung đã ký",
        "The document runs actions of its own when opened or printed: what it shows may differ from what was signed",
    ),
    "second_parser_failed": (
        "Bộ đọc thứ hai không đọc được phần đã ký",
        "The second parser cannot read the signed part",
    ),
    "shown_differently": (
        "Trang {page} hiện khác so với lúc ký",
        "Page {page} looks different from when it was signed",
    ),
    "shadow_action": ("Tài liệu tự chạy lệnh khi mở", "The document runs actions by itself"),
    "shadow_covered": ("Trang {page}: có hình che lên chữ", "Page {page}: something is drawn over text"),
    "shadow_layers": ("Tài liệu có lớp nội dung đang ẩn", "The document has hidden layers"),
    "shadow_open_field": (
        "Ô “{who}” đã có giá trị nhưng vẫn sửa được sau khi ký",
        "The field “{who}” holds a value and stays open for changes after signing",
    ),
    "shadow_redraw": ("Biểu mẫu yêu cầu vẽ lại khi mở", "The form asks viewers to draw it anew"),
    "shadow_twice": (
        "Có đối tượng được ghi hai lần hoặc không có trong bảng tham chiếu",
        "Objects are written twice or stand in no cross-reference section",
    ),
    "shadow_unreadable": ("Không quét được tài liệu trước khi ký", "The document could not be scanned before signing"),
    "shadow_unused": (
        "Tài liệu giấu trang, phông hoặc nội dung không dùng tới",
        "The document hides pages, fonts or content that nothing uses",
    ),
    "shadow_xfa": ("Biểu mẫu XFA có thể hiện khác nội dung", "An XFA form can show other content"),
    "signature_broken": (
        "Nội dung bị sửa sau chữ ký “{who}”",
        "The content was changed after the signature “{who}”",
    ),
    "signature_malformed": ("Cấu trúc chữ ký trong tệp sai", "The signature dictionary is malformed"),
    "signature_unlinked": (
        "Chữ ký đã bị gỡ: trong tệp còn chữ ký của {who} nhưng tài liệu không dùng nữa",
        "A signature was removed: the file still holds one of {who} that the document no longer uses",
    ),
    "signature_wrong": ("Giá trị chữ ký sai", "The signature value is wrong"),
    "signatures_removed": (
        "Chữ ký đã bị gỡ: tài liệu còn dấu vết nhưng không còn chữ ký",
        "Signatures were removed: traces are left but no signature",
    ),
    "signer_certificate_missing": (
        "Không có chứng thư của người ký, hoặc đã bị tráo",
        "The signer's certificate is missing or was exchanged",
    ),
    "sub_filter_unknown": ("Loại chữ ký này chưa được hỗ trợ", "This kind of signature is not supported"),
    "time_claimed_future": (
        "Thời gian ký do máy người ký ghi muộn hơn thời điểm kiểm tra",
        "The time that the signer's clock gave is later than the time of this check",
    ),
    "time_claimed_late": (
        "Giờ trên máy người ký muộn hơn dấu thời gian",
        "The signer's clock is later than the time-stamp",
    ),
    "timestamp_future": ("Dấu thời gian ở tương lai", "The time-stamp lies in the future"),
    "timestamp_imprint": ("Dấu thời gian không phải của chữ ký này", "The time-stamp belongs to something else"),
    "timestamp_malformed": ("Dấu thời gian không đọc được", "The time-stamp cannot be read"),
    "timestamp_outside": (
        "Dấu thời gian nằm ngoài thời hạn chứng thư của chính nó",
        "The time-stamp lies outside the life of its own certificate",
    ),
    "timestamp_unusable": ("Dấu thời gian không chứng minh được gì", "The time-stamp proves nothing"),
    "trailing_comment": ("Có ghi chú thêm sau phần đã ký", "A comment follows the signed part"),
    "trailing_long": ("Có nhiều dữ liệu vô nghĩa sau phần đã ký", "Much meaningless data follows the signed part"),
    "trailing_structure": (
        "Sau phần đã ký có chữ giả cấu trúc tệp",
        "What follows the signed part imitates the structure of a file",
    ),
    "unreadable": ("Không đọc được tệp như một PDF", "The file cannot be read as a PDF"),
    "usage_wrong": ("Chứng thư không dùng được cho việc này", "The certificate may not be used for this"),
    "xfa_present": (
        "Tệp có biểu mẫu XFA: phần mềm hỗ trợ XFA có thể hiện nội dung khác với các trang PDF",
        "The file holds an XFA form: a viewer that supports it may show something other than the PDF pages",
    ),
    "xref_entry_odd": (
        "Bảng tham chiếu có dòng trái chuẩn: phần mềm khác có thể hiện nội dung khác",
        "A cross-reference section has entries against the standard: other viewers may show other content",
    ),
    "xref_mismatch": (
        "Bảng tham chiếu trỏ sai chỗ",
        "The cross-reference section points to the wrong places",
    ),
    "xref_missing": ("Lần lưu thiếu bảng tham chiếu", "A save without its cross-reference section"),
}
