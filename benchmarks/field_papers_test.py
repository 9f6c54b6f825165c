"""Papers of every family for the figure: other wordings, other labels and other orders than `field_papers_dev`.

Nothing in the grammars may be mended by what goes wrong here.
"""

from benchmarks.field_case import (
    CIVIL,
    CODE,
    Case,
    Op,
    dashed_day,
    head,
    laws,
    listed_block,
    long_day,
    money,
    prose_person,
    short_day,
    title,
)  # fmt: skip

__all__ = ["PAPERS"]


def _law(c: Case) -> str:
    text = f"khoản {c.clause} Điều {c.article} Bộ luật Hình sự"
    return f"<citation={text}|{text}>"


def initiate_case(c: Case) -> list[Op]:
    return [
        head(c.police, f"{c.numbers[0]}/QĐ-CQĐT-ĐTTH", c.place, c.after(6)),
        title("QUYẾT ĐỊNH", "KHỞI TỐ VỤ ÁN HÌNH SỰ"),
        ("p", f"Căn cứ vào {laws([143, 153, 154], CODE)};"),
        (
            "p",
            f"Sau khi xem xét đơn tố giác của {prose_person(c.victim, 'bà ', '', where='nơi cư trú')} và tài liệu thu thập được,",
        ),
        ("center", "QUYẾT ĐỊNH"),
        (
            "p",
            f"Điều 1. Khởi tố vụ án hình sự về tội {c.offence_mark()} xảy ra vào khoảng {c.happened}, tại <crime_place|{c.crime_place}> theo quy định tại {_law(c)}.",
        ),
        (
            "p",
            f"Điều 2. Giao cho Điều tra viên <officer=điều tra viên: {c.investigator}|{c.investigator}> thụ lý, giải quyết vụ án theo thẩm quyền.",
        ),
        ("sign", ("THỦ TRƯỞNG CƠ QUAN ĐIỀU TRA",), c.head, c.head_rank, ("- Viện kiểm sát;", "- Lưu: HSVA.")),
    ]


def initiate_accused(c: Case) -> list[Op]:
    return [
        head(c.police, f"{c.numbers[1]}/QĐ-CQĐT-ĐTTH", c.place, c.after(18)),
        title("QUYẾT ĐỊNH", "KHỞI TỐ BỊ CAN"),
        ("p", f"Căn cứ vào {laws([36, 179], CODE)};"),
        (
            "p",
            f"Căn cứ {c.cited('Quyết định khởi tố vụ án', f'{c.numbers[0]}/QĐ-CQĐT-ĐTTH', c.after(6), f'Cơ quan Cảnh sát điều tra Công an {c.province}', style=1)};",
        ),
        ("center", "QUYẾT ĐỊNH"),
        ("p", "Điều 1. Khởi tố <a.role=bị can|bị can> có lý lịch dưới đây:"),
        *listed_block(c.accused),
        ("p", f"Điều 2. Bị can bị khởi tố về tội “{c.offence_mark()}” theo {_law(c)}."),
        (
            "sign",
            ("KT. THỦ TRƯỞNG", "PHÓ THỦ TRƯỞNG"),
            c.head,
            c.head_rank,
            ("- VKSND;", "- Người bị khởi tố;", "- Lưu: HSVA."),
        ),
    ]


def approve(c: Case) -> list[Op]:
    number = f"{c.numbers[3]}/LTG-CQĐT"
    return [
        head(c.procuracy, f"{c.numbers[2]}/QĐ-VKS-KV{c.area}", c.place, c.after(24)),
        title("QUYẾT ĐỊNH", "PHÊ CHUẨN LỆNH TẠM GIAM"),
        ("p", f"Căn cứ {laws([41, 119, 173], CODE)};"),
        ("p", "Sau khi nghiên cứu hồ sơ đề nghị phê chuẩn,"),
        ("center", "QUYẾT ĐỊNH:"),
        (
            "p",
            f"Phê chuẩn {c.cited('Lệnh tạm giam', number, c.after(22), 'Cơ quan Cảnh sát điều tra', also='approved_act', style=1)} đối với <a.role=bị can|bị can> <p:a|{c.accused.name}>, sinh năm <a.born={c.accused.born.year}|{c.accused.born.year}>, bị khởi tố về tội “{c.offence_mark()}” quy định tại {_law(c)}.",
        ),
        ("sign", ("VIỆN TRƯỞNG",), c.head, "", ("- Như trên;", "- Lưu: HSKS.")),
    ]


def detain(c: Case) -> list[Op]:
    start, end = c.after(22), c.after(110)
    return [
        head(c.police, f"{c.numbers[3]}/LTG-CQĐT", c.place, c.after(22)),
        title("LỆNH TẠM GIAM"),
        ("p", f"Căn cứ vào {laws([113, 119], CODE)};"),
        ("center", "RA LỆNH:"),
        ("p", "Điều 1. Tạm giam <a.role=bị can|bị can> có lý lịch dưới đây:"),
        *listed_block(c.accused),
        ("p", f"Đã bị khởi tố về tội “{c.offence_mark()}” quy định tại {_law(c)}."),
        (
            "p",
            f"Thời hạn tạm giam là <term=P3M {start}/{end}|03 (ba) tháng, kể từ {short_day(start)} đến hết {short_day(end)}>.",
        ),
        ("p", f"Điều 2. Giao <detention_place|Nhà tạm giữ Công an {c.province}> thi hành Lệnh này."),
        ("sign", ("KT. THỦ TRƯỞNG", "PHÓ THỦ TRƯỞNG"), c.head, c.head_rank, ("- VKSND;", "- Lưu: HSVA.")),
    ]


def interrogate(c: Case) -> list[Op]:
    day = c.after(27)
    return [
        head(c.police, "", "", c.act),
        title("BIÊN BẢN HỎI CUNG BỊ CAN"),
        (
            "p",
            f"Vào hồi <start_time={day}T13:30|13 giờ 30 phút {short_day(day)}> tại <record_place|Trại tạm giam Công an {c.province}>, chúng tôi gồm:",
        ),
        ("l", f"Điều tra viên: <officer=điều tra viên: {c.investigator}|{c.investigator}>"),
        ("l", f"Cán bộ điều tra: <officer=cán bộ điều tra: {c.second}|{c.second}>"),
        ("p", "Tiến hành hỏi cung <a.role=bị can|bị can> có lý lịch như sau:"),
        *listed_block(c.accused),
        ("l", "Hỏi: Anh (chị) hãy khai rõ về hành vi của mình?"),
        (
            "l",
            f"Đáp: Tôi khai nhận đã chiếm đoạt của bà <p:v|{c.victim.name}> tài sản trị giá khoảng <amount={c.value} VND|{money(c.value)}>.",
        ),
        ("p", f"Việc hỏi cung kết thúc vào lúc <end_time={day}T16:20|16 giờ 20 phút cùng ngày>."),
        ("sign2", ("NGƯỜI GHI BIÊN BẢN", c.second, ""), ("BỊ CAN", c.accused.name, "")),
    ]


def statement(c: Case) -> list[Op]:
    day = c.after(3)
    return [
        head(c.police, "", "", c.act),
        title("BIÊN BẢN GHI LỜI KHAI"),
        (
            "p",
            f"Hồi <start_time={day}T08:00|08h00 {long_day(day)}>, tại <record_place|trụ sở Cơ quan Cảnh sát điều tra Công an {c.province}>.",
        ),
        ("l", f"Tôi: {c.rank} <officer=điều tra viên: {c.investigator}|{c.investigator}>, chức danh: Điều tra viên"),
        ("p", "Tiến hành ghi lời khai của <w.role=người làm chứng|người làm chứng>:"),
        *listed_block(c.witness),
        ("l", "Hỏi: Anh (chị) biết gì về sự việc?"),
        ("l", "Đáp: Tối hôm đó tôi đi câu về ngang qua thì nghe tiếng kêu la."),
        ("p", f"Biên bản lập xong lúc <end_time={day}T09:15|09h15 cùng ngày>, mọi người cùng nghe và ký tên."),
        ("sign2", ("NGƯỜI LÀM CHỨNG", c.witness.name, ""), ("ĐIỀU TRA VIÊN", c.investigator, "")),
    ]


def scene(c: Case) -> list[Op]:
    day = c.after(1)
    return [
        head(c.police, "", "", c.act),
        title("BIÊN BẢN KHÁM NGHIỆM HIỆN TRƯỜNG"),
        (
            "p",
            f"Hôm nay, vào lúc <start_time={day}T06:50|06 giờ 50 phút, {long_day(day)}>, tại <record_place|{c.crime_place}>. Thành phần gồm:",
        ),
        ("l", f"- Ông <officer=điều tra viên: {c.investigator}|{c.investigator}> - Điều tra viên"),
        ("l", f"- Bà <officer=kiểm sát viên: {c.procurator}|{c.procurator}> - Kiểm sát viên"),
        ("p", "Vật chứng thu giữ tại hiện trường gồm:"),
        ("l", "1. <exhibit=1 × con dao cán gỗ dài 32 cm|01 (một) con dao cán gỗ dài 32 cm>;"),
        ("l", "2. <exhibit=3 × mảnh kính vỡ có dính chất màu nâu đỏ|03 (ba) mảnh kính vỡ có dính chất màu nâu đỏ>;"),
        ("p", f"Việc khám nghiệm kết thúc hồi <end_time={day}T08:30|08 giờ 30 phút cùng ngày>."),
        ("sign2", ("ĐIỀU TRA VIÊN", c.investigator, ""), ("KIỂM SÁT VIÊN", c.procurator, "")),
    ]


def examine(c: Case) -> list[Op]:
    weight = f"{c.rng.randint(1, 4)},{c.rng.randint(1000, 9999)}"
    plain = weight.replace(",", ".").rstrip("0")
    return [
        head(
            (f"CÔNG AN TỈNH {c.place.upper()}", "PHÒNG KỸ THUẬT HÌNH SỰ"),
            f"{c.numbers[5]}/KL-PC09",
            c.place,
            c.after(9),
        ),
        title("KẾT LUẬN GIÁM ĐỊNH"),
        (
            "p",
            f"Theo {c.cited('Quyết định trưng cầu giám định', f'{c.numbers[4]}/QĐ-CQĐT', c.after(3), 'Cơ quan Cảnh sát điều tra', style=1)}.",
        ),
        (
            "p",
            f"KẾT LUẬN: <conclusion=Mẫu tinh thể màu trắng gửi giám định là ma túy, khối lượng {weight} gam, loại Methamphetamine|>Mẫu tinh thể màu trắng gửi giám định là ma túy, khối lượng <weight={plain} g Methamphetamine|{weight} gam>, loại Methamphetamine.",
        ),
        ("sign2", ("NGƯỜI GIÁM ĐỊNH", c.second, ""), ("KT. TRƯỞNG PHÒNG", c.head, "Trung tá")),
    ]


def valuate(c: Case) -> list[Op]:
    other = 3_400_000
    return [
        head(
            (f"ỦY BAN NHÂN DÂN TỈNH {c.place.upper()}", "HỘI ĐỒNG ĐỊNH GIÁ TÀI SẢN"),
            f"{c.numbers[6]}/KLĐG-HĐĐG",
            c.place,
            c.after(25),
        ),
        title("KẾT LUẬN ĐỊNH GIÁ TÀI SẢN"),
        (
            "p",
            f"Xét {c.cited('Văn bản yêu cầu định giá', f'{c.numbers[7]}/YC-CQĐT', c.after(11), 'Cơ quan Cảnh sát điều tra', style=1)},",
        ),
        ("p", "Hội đồng thống nhất kết luận như sau:"),
        (
            "table",
            (30, 200, 60, 80, 100),
            (
                ("TT", "Tên tài sản", "Số lượng", "Đơn giá", "Giá trị (đồng)"),
                (
                    "1",
                    f"<exhibit=1 × Máy cưa xích chạy xăng = {c.value} VND|Máy cưa xích chạy xăng>",
                    "1",
                    f"{c.value:,}".replace(",", "."),
                    f"{c.value:,}".replace(",", "."),
                ),
                (
                    "2",
                    f"<exhibit=2 × Bình ắc quy = {other} VND|Bình ắc quy>",
                    "2",
                    f"{other // 2:,}".replace(",", "."),
                    f"{other:,}".replace(",", "."),
                ),
            ),
        ),
        ("p", f"Tổng cộng: <total_value={c.value + other} VND&amount={c.value + other} VND|{money(c.value + other)}>."),
        ("sign", ("CHỦ TỊCH HỘI ĐỒNG",), c.head, "", ("- Cơ quan điều tra;", "- Lưu: VT.")),
    ]


def conclude(c: Case) -> list[Op]:
    return [
        head(c.police, f"{c.numbers[8]}/KLĐT", c.place, c.after(62)),
        title("KẾT LUẬN ĐIỀU TRA VỤ ÁN HÌNH SỰ", "ĐỀ NGHỊ TRUY TỐ"),
        (
            "p",
            f"Căn cứ {laws([232, 233], CODE)}; {c.cited('Quyết định khởi tố bị can', f'{c.numbers[1]}/QĐ-CQĐT-ĐTTH', c.after(18), 'Cơ quan Cảnh sát điều tra', style=1)};",
        ),
        ("p", "Cơ quan Cảnh sát điều tra kết luận điều tra vụ án như sau:"),
        (
            "p",
            f"Lợi dụng đêm tối, <a.role=bị can|bị can> <p:a|{c.accused.name}> đã lấy của <v.role=bị hại|bị hại> <p:v|{c.victim.name}> số tiền <amount={c.value} VND|{money(c.value)}> (<folio=BL 18-22|Bút lục 18-22>).",
        ),
        (
            "p",
            f"Lời khai của <w.role=người làm chứng|người làm chứng> <p:w|{c.witness.name}> phù hợp với hiện trường (<folio=BL 71, 75|BL: 71, 75>).",
        ),
        ("p", f"Đề nghị truy tố bị can về tội “{c.offence_mark()}” theo {_law(c)}."),
        (
            "p",
            "Kèm theo hồ sơ vụ án gồm <volumes=1|01> tập, có <sheets=188|188> tờ, đánh số từ <folio_range=BL 1-188|01 đến 188>.",
        ),
        ("sign", ("THỦ TRƯỞNG",), c.head, c.head_rank, ("- VKSND;", "- Lưu: HSVA.")),
    ]


def indict(c: Case) -> list[Op]:
    return [
        head(c.procuracy, f"{c.numbers[9]}/CT-VKS-KV{c.area}", c.place, c.after(85)),
        title("CÁO TRẠNG"),
        ("p", f"Căn cứ {laws([41, 236, 239, 243], CODE)};"),
        (
            "p",
            f"Căn cứ {c.cited('Bản kết luận điều tra đề nghị truy tố', f'{c.numbers[8]}/KLĐT', c.after(62), 'Cơ quan Cảnh sát điều tra', style=1)}.",
        ),
        (
            "p",
            f"Vào đêm {c.act.day}/{c.act.month}/{c.act.year}, bị can đột nhập nhà của bà <p:v|{c.victim.name}>, lấy đi tài sản được định giá <amount={c.value} VND|{money(c.value)}> (<folio=BL 33|BL số 33>).",
        ),
        ("center", "KẾT LUẬN:"),
        ("p", "Trên đây đủ căn cứ xác định <a.role=bị can|bị can> có lý lịch dưới đây đã phạm tội:"),
        *listed_block(c.accused),
        ("center", "QUYẾT ĐỊNH:"),
        (
            "p",
            f"1. Truy tố bị can trước <court|{c.court}> để xét xử về tội “{c.offence_mark()}” theo quy định tại {_law(c)}.",
        ),
        (
            "p",
            "2. Hồ sơ vụ án gồm có: <volumes=1|01> tập, bằng <sheets=196|196> tờ; đánh số thứ tự từ <folio_range=BL 1-196|01 đến 196>.",
        ),
        ("sign", ("KT. VIỆN TRƯỞNG", "PHÓ VIỆN TRƯỞNG"), c.head, "", ("- Tòa án;", "- Bị can;", "- Lưu: VT, HSVA.")),
    ]


def to_trial(c: Case) -> list[Op]:
    day = c.after(130)
    docket = f"{c.numbers[11]}/{day.year}/TLST-HS"
    return [
        head(
            (f"TÒA ÁN NHÂN DÂN TỈNH {c.place.upper()}", f"TÒA ÁN NHÂN DÂN KHU VỰC {c.area}"),
            f"{c.numbers[10]}/{day.year}/QĐXXST-HS",
            c.place,
            c.after(110),
        ),
        title("QUYẾT ĐỊNH", "ĐƯA VỤ ÁN RA XÉT XỬ SƠ THẨM"),
        (
            "p",
            f"Căn cứ hồ sơ vụ án thụ lý số: <docket={docket} {c.after(90)}|{docket}> {short_day(c.after(90))} của <court|{c.court}>;",
        ),
        ("center", "QUYẾT ĐỊNH:"),
        ("p", "1. Đưa ra xét xử vụ án đối với <a.role=bị cáo|bị cáo> có lý lịch như sau:"),
        *listed_block(c.accused),
        ("p", f"Bị truy tố về tội “{c.offence_mark()}” theo {_law(c)}."),
        (
            "p",
            f"2. Phiên tòa được mở vào hồi <hearing_time={day}T08:00|08 giờ 00 phút {long_day(day)}> tại <hearing_place|phòng xét xử số 2, trụ sở Tòa án>.",
        ),
        ("l", f"Thẩm phán chủ tọa phiên tòa: <officer=thẩm phán: {c.judge}|{c.judge}>"),
        (
            "l",
            f"Hội thẩm nhân dân: <officer=hội thẩm nhân dân: {c.assessors[0]}|{c.assessors[0]}>; <officer=hội thẩm nhân dân: {c.assessors[1]}|{c.assessors[1]}>",
        ),
        ("l", f"Thư ký Tòa án: <officer=thư ký: {c.clerk}|{c.clerk}>"),
        ("sign", ("THẨM PHÁN",), c.judge, "", ("- VKSND;", "- Lưu: hồ sơ.")),
    ]


def judge_criminal(c: Case) -> list[Op]:
    day, p = c.after(130), c.accused
    docket = f"{c.numbers[11]}/{day.year}/TLST-HS"
    block = (
        f"<p:a|{p.name}>, sinh năm <a.born={p.born.year}|{p.born.year}>; giới tính: <a.sex={p.sex}|{p.sex}>; nơi ĐKTT: <a.residence|{p.residence}>; "
        f"trình độ văn hóa: <a.education={p.education}|{p.education}>; nghề nghiệp: <a.occupation|{p.job.lower()}>; dân tộc: <a.ethnicity|{p.ethnicity}>; tôn giáo: "
        f"<a.religion|{p.religion}>; quốc tịch: <a.nationality|Việt Nam>; con ông <a.father|{p.father}> và bà <a.mother|{p.mother}>; tiền án: <a.convictions=0|Không>; tiền sự: <a.sanctions=0|Không>"
    )
    return [
        (
            "header",
            (f"<parent_agency|TÒA ÁN NHÂN DÂN TỈNH {c.place.upper()}>", f"<agency|TÒA ÁN NHÂN DÂN KHU VỰC {c.area}>"),
            f"Bản án số: <number={c.numbers[3]}/{day.year}/HS-ST|{c.numbers[3]}/{day.year}/HS-ST>",
            f"Ngày <date={day}|{day.day}/{day.month}/{day.year}>",
        ),
        ("center", "NHÂN DANH"),
        ("center", "NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (
            "p",
            f"Trong ngày {dashed_day(day)[5:]}, <court|{c.court}> mở phiên tòa xét xử công khai vụ án hình sự sơ thẩm thụ lý số <docket={docket} {c.after(90)}|{docket}> {short_day(c.after(90))} đối với <a.role=bị cáo|bị cáo>:",
        ),
        (
            "p",
            f"{block}; bị bắt tạm giam từ ngày <a.custody={c.after(22)}/…|{c.after(22).day}/{c.after(22).month}/{c.after(22).year}> đến nay; <a.presence=có mặt|có mặt>.",
        ),
        (
            "p",
            f"- <v.role=bị hại|Bị hại>: <p:v|{c.victim.name}>, sinh năm <v.born={c.victim.born.year}|{c.victim.born.year}>, trú tại: <v.residence|{c.victim.residence}>. <v.presence=có mặt|Có mặt>.",
        ),
        ("center", "NỘI DUNG VỤ ÁN"),
        ("p", f"Tài sản bị chiếm đoạt có giá trị <amount={c.value} VND|{money(c.value)}>."),
        ("center", "QUYẾT ĐỊNH"),
        ("p", f"Căn cứ {_law(c)}. Tuyên bố bị cáo phạm tội “{c.offence_mark()}”."),
        ("sign", ("THẨM PHÁN - CHỦ TỌA PHIÊN TÒA",), c.judge, "", ("- Bị cáo;", "- VKSND;", "- Lưu: AV.")),
    ]


def sue(c: Case) -> list[Op]:
    day = c.after(2)
    return [
        ("center", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("center", "Độc lập – Tự do – Hạnh phúc"),
        title("ĐƠN KHỞI KIỆN"),
        ("center", f"Kính gửi: <court|{c.court}>"),
        ("p", f"Tôi tên là: <p:v|{c.victim.name}>, sinh năm: <v.born={c.victim.born.year}|{c.victim.born.year}>"),
        ("p", f"CCCD số: <v.identity={c.victim.identity}|{c.victim.identity}>"),
        ("p", f"Nơi cư trú: <v.residence|{c.victim.residence}>"),
        ("p", f"<w.role=người bị kiện|Người bị kiện>: Ông <p:w|{c.witness.name}>"),
        ("p", f"Nơi cư trú: <w.residence|{c.witness.residence}><v.role=người khởi kiện|>"),
        ("p", f"Ông có vay của tôi <amount={c.value} VND|{money(c.value)}> nhưng không trả đúng hạn."),
        ("p", "Nay tôi yêu cầu Tòa án giải quyết các vấn đề sau:"),
        ("l", "- <request|Buộc ông trả lại toàn bộ số tiền đã vay>;"),
        ("l", "- <request|Buộc ông chịu chi phí tố tụng>."),
        ("right", f"<place|{c.place}>, <date={day}|{long_day(day)}>"),
        ("sign", ("NGƯỜI LÀM ĐƠN",), c.victim.name, "", ()),
    ]


def judge_civil(c: Case) -> list[Op]:
    day = c.after(150)
    docket = f"{c.numbers[5]}/{day.year}/TLST-DS"
    return [
        (
            "header",
            (f"<parent_agency|TÒA ÁN NHÂN DÂN TỈNH {c.place.upper()}>", f"<agency|TÒA ÁN NHÂN DÂN KHU VỰC {c.area}>"),
            f"Bản án số: <number={c.numbers[3]}/{day.year}/DS-ST|{c.numbers[3]}/{day.year}/DS-ST>",
            f"Ngày: <date={day}|{day.day:02}/{day.month:02}/{day.year}>",
        ),
        ("l", "V/v: “<dispute|Tranh chấp chia di sản thừa kế>”"),
        ("center", "NHÂN DANH"),
        ("center", "NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (
            "p",
            f"<court|{c.court}> xét xử công khai vụ án dân sự thụ lý số <docket={docket} {c.after(40)}|{docket}> {short_day(c.after(40))} giữa:",
        ),
        (
            "l",
            f"1. <v.role=nguyên đơn|Nguyên đơn>: <p:v|{c.victim.name}>, sinh năm <v.born={c.victim.born.year}|{c.victim.born.year}>. Nơi cư trú: <v.residence|{c.victim.residence}> (<v.presence=có mặt|có mặt>).",
        ),
        (
            "l",
            f"2. <w.role=bị đơn|Bị đơn>: <p:w|{c.witness.name}>, sinh năm <w.born={c.witness.born.year}|{c.witness.born.year}>. Nơi cư trú: <w.residence|{c.witness.residence}> (<w.presence=vắng mặt|vắng mặt>).",
        ),
        ("center", "QUYẾT ĐỊNH"),
        (
            "p",
            f"Áp dụng {laws([147, 273], CIVIL)}. Buộc bị đơn trả cho nguyên đơn <amount={c.value} VND|{money(c.value)}>.",
        ),
        ("sign", ("THẨM PHÁN - CHỦ TỌA PHIÊN TÒA",), c.judge, "", ("- Đương sự;", "- Lưu: AV.")),
    ]


def opinion(c: Case) -> list[Op]:
    day = c.after(150)
    docket = f"{c.numbers[5]}/{day.year}/TLST-DS"
    return [
        head(c.procuracy, f"{c.numbers[2]}/PB-VKS", c.place, day),
        title("BÀI PHÁT BIỂU", "CỦA KIỂM SÁT VIÊN TẠI PHIÊN TÒA DÂN SỰ SƠ THẨM"),
        (
            "p",
            f"Tại phiên tòa sơ thẩm giải quyết vụ án dân sự thụ lý số: <docket={docket} {c.after(40)}|{docket}> {long_day(c.after(40))} về “<dispute|Tranh chấp ranh giới đất>”,",
        ),
        (
            "p",
            f"Giữa <v.role=nguyên đơn|nguyên đơn>: bà <p:v|{c.victim.name}> và <w.role=bị đơn|bị đơn>: ông <p:w|{c.witness.name}>.",
        ),
        ("p", f"Căn cứ {laws([262], CIVIL)}, tôi phát biểu ý kiến của Viện kiểm sát như sau:"),
        ("p", f"Đề nghị <court|{c.court}> chấp nhận một phần yêu cầu khởi kiện."),
        ("sign", ("KIỂM SÁT VIÊN",), c.procurator, "", ("- Tòa án;", "- Lưu: VT.")),
    ]


def protest(c: Case) -> list[Op]:
    day = c.after(165)
    number = f"{c.numbers[3]}/{day.year}/DS-ST"
    return [
        head(c.procuracy, f"{c.numbers[7]}/QĐKNPT-VKS-DS", c.place, day),
        title("QUYẾT ĐỊNH", "KHÁNG NGHỊ PHÚC THẨM"),
        ("p", f"Căn cứ {laws([57, 278, 279], CIVIL)};"),
        (
            "p",
            f"Sau khi nghiên cứu Bản án dân sự sơ thẩm số <cited_document={number} {c.after(150)}|{number}> {dashed_day(c.after(150))} của {c.court} về việc “<dispute|Tranh chấp hợp đồng đặt cọc>”, giữa:",
        ),
        ("p", f"<v.role=nguyên đơn|Nguyên đơn>: Bà <p:v|{c.victim.name}>;"),
        ("p", f"<w.role=bị đơn|Bị đơn>: Ông <p:w|{c.witness.name}>."),
        ("center", "QUYẾT ĐỊNH:"),
        (
            "p",
            f"1. Kháng nghị toàn bộ Bản án dân sự sơ thẩm số <attacked_judgment={number} {c.after(150)}|{number}> {dashed_day(c.after(150))} của {c.court}.",
        ),
        ("p", f"2. Đề nghị <court|Tòa án nhân dân {c.province}> xét xử theo thủ tục phúc thẩm, hủy bản án nêu trên."),
        ("sign", ("KT. VIỆN TRƯỞNG", "PHÓ VIỆN TRƯỞNG"), c.head, "", ("- Tòa án;", "- Lưu: VT.")),
    ]


def hand_over(c: Case) -> list[Op]:
    day = c.after(64)
    return [
        head(c.procuracy, "", "", c.act),
        title("BIÊN BẢN GIAO, NHẬN HỒ SƠ VỤ ÁN HÌNH SỰ"),
        (
            "p",
            f"Hôm nay, hồi <start_time={day}T14:30|14 giờ 30 phút, {long_day(day)}>, tại <record_place|trụ sở Viện kiểm sát nhân dân khu vực {c.area}>, chúng tôi gồm:",
        ),
        ("l", f"Đại diện bên giao: <giver|{c.investigator}>, Cơ quan Cảnh sát điều tra"),
        ("l", f"Đại diện bên nhận: <receiver|{c.procurator}>, Viện kiểm sát nhân dân khu vực {c.area}"),
        (
            "p",
            f"Cùng giao nhận hồ sơ vụ án đối với <a.role=bị can|bị can> <p:a|{c.accused.name}>, phạm tội {c.offence_mark(bare=True)}, gồm <volumes=2|02> tập, tổng số <sheets=254|254> tờ, bút lục từ <folio_range=BL 1-254|01 đến 254>.",
        ),
        ("sign2", ("NGƯỜI GIAO", c.investigator, ""), ("NGƯỜI NHẬN", c.procurator, "")),
    ]


PAPERS = {
    "qd_khoi_to_vu_an": initiate_case, "qd_khoi_to_bi_can": initiate_accused, "qd_phe_chuan": approve, "lenh_tam_giam": detain,
    "bb_hoi_cung": interrogate, "bb_loi_khai": statement, "bb_kham_nghiem": scene, "kl_giam_dinh": examine, "kl_dinh_gia": valuate,
    "ket_luan_dieu_tra": conclude, "cao_trang": indict, "qd_xet_xu": to_trial, "ban_an_hs": judge_criminal, "don_khoi_kien": sue,
    "ban_an_ds": judge_civil, "phat_bieu": opinion, "khang_nghi": protest, "giao_nhan": hand_over,
}  # fmt: skip
