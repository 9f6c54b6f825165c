"""Papers of every family for development: the grammars may be mended by what goes wrong here."""

from benchmarks.field_case import (
    CIVIL,
    CODE,
    Case,
    Op,
    form_block,
    head,
    judgment_block,
    laws,
    long_day,
    money,
    prose_person,
    short_day,
    title,
)  # fmt: skip

__all__ = ["PAPERS"]


def initiate_case(c: Case) -> list[Op]:
    n = f"{c.numbers[0]}/QĐ-CSHS"
    return [
        head(c.police, n, c.place, c.after(4)),
        title("QUYẾT ĐỊNH", "KHỞI TỐ VỤ ÁN HÌNH SỰ"),
        ("center", "THỦ TRƯỞNG CƠ QUAN CẢNH SÁT ĐIỀU TRA"),
        ("p", f"Căn cứ {laws([36, 143, 153, 154], CODE)};"),
        ("p", f"Căn cứ kết quả kiểm tra, xác minh nguồn tin về tội phạm của {prose_person(c.victim, 'bà ', '')};"),
        ("p", "Xét thấy có dấu hiệu của tội phạm,"),
        ("center", "QUYẾT ĐỊNH:"),
        (
            "p",
            f"Điều 1. Khởi tố vụ án hình sự {c.charge(named='').split(', quy định')[0]} xảy ra khoảng {c.happened} tại <crime_place|{c.crime_place}>, quy định{c.charge().split(', quy định')[1]}.",
        ),
        (
            "p",
            f"Điều 2. Phân công {c.rank} <officer=điều tra viên: {c.investigator}|{c.investigator}>, Điều tra viên, tiến hành điều tra vụ án theo quy định của pháp luật.",
        ),
        ("p", f"Điều 3. Quyết định này được gửi đến Viện kiểm sát nhân dân khu vực {c.area} để kiểm sát việc khởi tố."),
        (
            "sign",
            ("KT. THỦ TRƯỞNG", "PHÓ THỦ TRƯỞNG"),
            c.head,
            c.head_rank,
            (f"- VKSND khu vực {c.area};", "- Lưu: hồ sơ vụ án."),
        ),
    ]


def initiate_accused(c: Case) -> list[Op]:
    own = f"{c.numbers[1]}/QĐ-CSHS"
    return [
        head(c.police, own, c.place, c.after(20)),
        title("QUYẾT ĐỊNH", "KHỞI TỐ BỊ CAN"),
        ("p", f"Căn cứ {laws([36, 179], CODE)};"),
        (
            "p",
            f"Căn cứ {c.cited('Quyết định khởi tố vụ án hình sự', f'{c.numbers[0]}/QĐ-CSHS', c.after(4), 'Cơ quan Cảnh sát điều tra')};",
        ),
        ("center", "QUYẾT ĐỊNH:"),
        ("p", "Điều 1. Khởi tố <a.role=bị can|bị can> đối với:"),
        *form_block(c.accused),
        ("p", f"Về tội: {c.offence_mark()}"),
        (
            "p",
            f"Quy định tại <citation=khoản {c.clause} Điều {c.article} Bộ luật Hình sự|khoản {c.clause} Điều {c.article} Bộ luật Hình sự>.",
        ),
        (
            "sign",
            ("KT. THỦ TRƯỞNG", "PHÓ THỦ TRƯỞNG"),
            c.head,
            c.head_rank,
            (f"- VKSND khu vực {c.area};", "- Bị can;", "- Lưu: hồ sơ."),
        ),
    ]


def approve(c: Case) -> list[Op]:
    return [
        head(c.procuracy, f"{c.numbers[2]}/QĐ-VKSKV{c.area}", c.place, c.after(23)),
        title("QUYẾT ĐỊNH", "PHÊ CHUẨN QUYẾT ĐỊNH KHỞI TỐ BỊ CAN"),
        ("p", f"Căn cứ {laws([41, 165, 179], CODE)};"),
        (
            "p",
            f"Xét {c.cited('Quyết định khởi tố bị can', f'{c.numbers[1]}/QĐ-CSHS', c.after(20), f'Cơ quan Cảnh sát điều tra Công an {c.province}')} và các tài liệu kèm theo,",
        ),
        ("center", "QUYẾT ĐỊNH:"),
        (
            "p",
            f"Điều 1. Phê chuẩn {c.cited('Quyết định khởi tố bị can', f'{c.numbers[1]}/QĐ-CSHS', c.after(20), f'Cơ quan Cảnh sát điều tra Công an {c.province}', also='approved_act')} đối với <a.role=bị can|bị can> <p:a|{c.accused.name}> về {c.charge()}.",
        ),
        ("p", "Điều 2. Yêu cầu Cơ quan Cảnh sát điều tra giao quyết định này cho bị can theo quy định."),
        (
            "sign",
            ("KT. VIỆN TRƯỞNG", "PHÓ VIỆN TRƯỞNG"),
            c.head,
            "",
            ("- Cơ quan CSĐT;", "- Bị can;", "- Lưu: HSVA, HSKS."),
        ),
    ]


def detain(c: Case) -> list[Op]:
    start, end = c.after(22), c.after(81)
    return [
        head(c.police, f"{c.numbers[3]}/LTG-CSHS", c.place, c.after(22)),
        title("LỆNH TẠM GIAM"),
        ("p", f"Căn cứ {laws([36, 109, 119, 173], CODE)};"),
        (
            "p",
            f"Căn cứ {c.cited('Quyết định khởi tố bị can', f'{c.numbers[1]}/QĐ-CSHS', c.after(20), 'Cơ quan Cảnh sát điều tra')};",
        ),
        ("center", "RA LỆNH:"),
        (
            "p",
            f"Tạm giam <term=P2M {start}/{end}|02 tháng, kể từ {long_day(start)} đến {long_day(end)}> đối với <a.role=bị can|bị can>:",
        ),
        *form_block(c.accused),
        ("p", f"Bị khởi tố về {c.charge()}."),
        ("p", f"<detention_place|Trại tạm giam Công an {c.province}> thi hành Lệnh này."),
        ("sign", ("THỦ TRƯỞNG",), c.head, c.head_rank, ("- VKSND;", "- Lưu: hồ sơ vụ án.")),
    ]


def interrogate(c: Case) -> list[Op]:
    start = f"<start_time={c.after(25)}T08:15|08 giờ 15 phút {long_day(c.after(25))}>"
    return [
        head(c.police, "", "", c.act),
        title("BIÊN BẢN HỎI CUNG BỊ CAN"),
        ("center", "Lần thứ: <session=2|02>"),
        ("p", f"Hồi {start} tại <record_place|Nhà tạm giữ Công an {c.province}>."),
        ("l", f"Tôi: {c.rank} <officer=điều tra viên: {c.investigator}|{c.investigator}>; Chức vụ: Điều tra viên"),
        ("l", f"Cán bộ ghi biên bản: Trung úy <officer=cán bộ ghi: {c.second}|{c.second}>"),
        ("l", f"Kiểm sát viên: <officer=kiểm sát viên: {c.procurator}|{c.procurator}>"),
        ("p", f"Căn cứ {laws([183], CODE)}, tiến hành hỏi cung <a.role=bị can|bị can>:"),
        *form_block(c.accused),
        ("l", "HỎI: Bị can trình bày hành vi phạm tội của mình?"),
        (
            "l",
            f"ĐÁP: Tôi thừa nhận đã lấy tài sản của bà <p:v|{c.victim.name}> trị giá <amount={c.value} VND|{money(c.value)}>.",
        ),
        ("l", "HỎI: Bị can có yêu cầu người bào chữa không?"),
        ("l", "ĐÁP: Tôi không yêu cầu."),
        (
            "p",
            f"Hỏi cung kết thúc hồi <end_time={c.after(25)}T10:40|10 giờ 40 phút cùng ngày>. Biên bản đã đọc lại cho bị can nghe, công nhận đúng.",
        ),
        ("sign2", ("BỊ CAN", c.accused.name, ""), ("ĐIỀU TRA VIÊN", c.investigator, c.rank)),
    ]


def statement(c: Case) -> list[Op]:
    start = f"<start_time={c.after(2)}T14:05|14 giờ 05 phút {long_day(c.after(2))}>"
    return [
        head(c.police, "", "", c.act),
        title("BIÊN BẢN GHI LỜI KHAI"),
        (
            "p",
            f"Hồi {start} tại <record_place|trụ sở Công an xã {c.crime_place.split('xã ')[1].split(',')[0]}, {c.province}>.",
        ),
        ("l", f"Tôi: {c.rank} <officer=điều tra viên: {c.investigator}|{c.investigator}> - Chức vụ: Điều tra viên"),
        ("p", "Tiến hành ghi lời khai của:"),
        *form_block(c.witness, role="người làm chứng"),
        ("l", "Hỏi: Anh trình bày sự việc chứng kiến?"),
        ("l", f"Đáp: Tôi thấy anh <p:a|{c.accused.name}> dắt xe qua cầu lúc nửa đêm."),
        (
            "p",
            f"Biên bản kết thúc hồi <end_time={c.after(2)}T15:30|15 giờ 30 phút cùng ngày>, đã đọc lại cho người khai nghe.",
        ),
        ("sign2", ("NGƯỜI KHAI", c.witness.name, ""), ("ĐIỀU TRA VIÊN", c.investigator, c.rank)),
    ]


def scene(c: Case) -> list[Op]:
    start = f"<start_time={c.after(1)}T07:30|07 giờ 30 phút {long_day(c.after(1))}>"
    return [
        head(c.police, "", "", c.act),
        title("BIÊN BẢN KHÁM NGHIỆM HIỆN TRƯỜNG"),
        ("p", f"Hồi {start} tại <record_place|{c.crime_place}>."),
        ("p", f"Căn cứ {laws([201], CODE)}, chúng tôi gồm:"),
        ("l", f"1. {c.rank} <officer=điều tra viên: {c.investigator}|{c.investigator}>, Điều tra viên, chủ trì."),
        (
            "l",
            f"2. Bà <officer=kiểm sát viên: {c.procurator}|{c.procurator}>, Kiểm sát viên, kiểm sát việc khám nghiệm.",
        ),
        ("p", "Dấu vết: cửa sau bị cạy bung chốt, có vết trượt trên nền đất ướt."),
        ("p", "Thu giữ các đồ vật sau:"),
        ("l", "- <exhibit=1 × thanh sắt dài 45 cm, một đầu dẹp|01 thanh sắt dài 45 cm, một đầu dẹp>;"),
        ("l", "- <exhibit=2 × mẫu vết sơn màu xanh thu trên khung cửa|02 mẫu vết sơn màu xanh thu trên khung cửa>."),
        ("p", f"Khám nghiệm kết thúc hồi <end_time={c.after(1)}T09:45|09 giờ 45 phút cùng ngày>."),
        ("sign2", ("KIỂM SÁT VIÊN", c.procurator, ""), ("ĐIỀU TRA VIÊN", c.investigator, c.rank)),
    ]


def examine(c: Case) -> list[Op]:
    rate = c.rng.randint(11, 30)
    body = f"CÔNG AN TỈNH {c.place.upper()}", "PHÒNG KỸ THUẬT HÌNH SỰ"
    return [
        head(body, f"{c.numbers[5]}/KL-KTHS", c.place, c.after(30)),
        title("KẾT LUẬN GIÁM ĐỊNH"),
        (
            "p",
            f"Căn cứ {c.cited('Quyết định trưng cầu giám định', f'{c.numbers[4]}/QĐ-CSHS', c.after(10), 'Cơ quan Cảnh sát điều tra')};",
        ),
        ("p", f"Đối tượng giám định: thương tích của bà <p:v|{c.victim.name}>."),
        ("p", "KẾT LUẬN:"),
        (
            "p",
            f"<conclusion=Tỷ lệ tổn thương cơ thể do thương tích gây nên tại thời điểm giám định là {rate}%|>Tỷ lệ tổn thương cơ thể do thương tích gây nên tại thời điểm giám định là <injury_rate={rate} %|{rate}%>.",
        ),
        ("sign2", ("GIÁM ĐỊNH VIÊN", c.second, ""), ("TRƯỞNG PHÒNG", c.head, "Thượng tá")),
    ]


def valuate(c: Case) -> list[Op]:
    second = 1_250_000
    return [
        head(
            (f"ỦY BAN NHÂN DÂN TỈNH {c.place.upper()}", "HỘI ĐỒNG ĐỊNH GIÁ TÀI SẢN"),
            f"{c.numbers[6]}/KL-HĐĐGTS",
            c.place,
            c.after(28),
        ),
        title("KẾT LUẬN ĐỊNH GIÁ TÀI SẢN"),
        (
            "p",
            f"Căn cứ {c.cited('Yêu cầu định giá tài sản', f'{c.numbers[7]}/YC-CSHS', c.after(12), 'Cơ quan Cảnh sát điều tra')};",
        ),
        ("p", "Hội đồng định giá kết luận giá trị tài sản như sau:"),
        (
            "table",
            (30, 230, 60, 100),
            (
                ("STT", "Tên tài sản", "Số lượng", "Thành tiền (đồng)"),
                (
                    "1",
                    f"<exhibit=1 × Xe mô tô nhãn hiệu Hải Âu = {c.value} VND|Xe mô tô nhãn hiệu Hải Âu>",
                    "01",
                    f"{c.value:,}".replace(",", "."),
                ),
                (
                    "2",
                    f"<exhibit=1 × Điện thoại di động Sao Biển = {second} VND|Điện thoại di động Sao Biển>",
                    "01",
                    f"{second:,}".replace(",", "."),
                ),
            ),
        ),
        (
            "p",
            f"Tổng giá trị tài sản tại thời điểm bị chiếm đoạt là <total_value={c.value + second} VND&amount={c.value + second} VND|{money(c.value + second)}>.",
        ),
        ("sign", ("TM. HỘI ĐỒNG ĐỊNH GIÁ", "CHỦ TỊCH HỘI ĐỒNG"), c.head, "", ("- Cơ quan CSĐT;", "- Lưu: VT.")),
    ]


def conclude(c: Case) -> list[Op]:
    return [
        head(c.police, f"{c.numbers[8]}/KLĐT-CSHS", c.place, c.after(60)),
        title("BẢN KẾT LUẬN ĐIỀU TRA", "ĐỀ NGHỊ TRUY TỐ"),
        ("p", f"Căn cứ {laws([232, 233], CODE)};"),
        (
            "p",
            f"Căn cứ {c.cited('Quyết định khởi tố bị can', f'{c.numbers[1]}/QĐ-CSHS', c.after(20), 'Cơ quan Cảnh sát điều tra')} đối với <a.role=bị can|bị can> <p:a|{c.accused.name}> về {c.charge()};",
        ),
        (
            "p",
            f"Quá trình điều tra đã xác định: khoảng {long_day(c.act)}, bị can vào nhà {prose_person(c.victim, 'bà ', 'bị hại')}, chiếm đoạt tài sản (<folio=BL 45-47, 52|BL 45-47, 52>).",
        ),
        ("p", f"Tổng giá trị tài sản thiệt hại là <total_value={c.value} VND&amount={c.value} VND|{money(c.value)}>."),
        (
            "p",
            f"<w.role=người làm chứng|Người làm chứng> <p:w|{c.witness.name}> khai phù hợp với lời khai của bị can (<folio=BL 67|BL 67>).",
        ),
        ("p", "I. ĐỐI TƯỢNG BỊ ĐỀ NGHỊ TRUY TỐ"),
        (
            "p",
            f"{judgment_block(c.accused, 1)}; bị tạm giam từ ngày <a.custody={c.after(22)}/…|{c.after(22).day:02}/{c.after(22).month:02}/{c.after(22).year}> cho đến nay.",
        ),
        (
            "p",
            "Hồ sơ gồm có <volumes=2|02> tập, bằng <sheets=315|315> tờ, được đánh số thứ tự từ <folio_range=BL 1-315|01 đến 315>.",
        ),
        ("sign", ("KT. THỦ TRƯỞNG", "PHÓ THỦ TRƯỞNG"), c.head, c.head_rank, ("- VKSND;", "- Lưu: hồ sơ.")),
    ]


def indict(c: Case) -> list[Op]:
    return [
        head(c.procuracy, f"{c.numbers[9]}/CT-VKSKV{c.area}", c.place, c.after(80)),
        title("CÁO TRẠNG"),
        ("p", f"Căn cứ {laws([41, 236, 239, 243], CODE)};"),
        (
            "p",
            f"Căn cứ {c.cited('Quyết định khởi tố vụ án hình sự', f'{c.numbers[0]}/QĐ-CSHS', c.after(4), 'Cơ quan Cảnh sát điều tra')} về tội {c.offence_mark()};",
        ),
        (
            "p",
            f"Căn cứ {c.cited('Bản kết luận điều tra', f'{c.numbers[8]}/KLĐT-CSHS', c.after(60), 'Cơ quan Cảnh sát điều tra')}.",
        ),
        ("p", "Trên cơ sở kết quả điều tra đã xác định được như sau:"),
        (
            "p",
            f"Khoảng {c.happened}, {c.accused.name} vào nhà bà <p:v|{c.victim.name}> chiếm đoạt tài sản trị giá <amount={c.value} VND|{money(c.value)}> (<folio=BL 12-15|BL 12-15>).",
        ),
        ("center", "KẾT LUẬN"),
        (
            "p",
            f"<a.role=bị can|Bị can>: {judgment_block(c.accused, 1)[3:]}; bị tạm giam từ ngày <a.custody={c.after(22)}/…|{c.after(22).day:02}/{c.after(22).month:02}/{c.after(22).year}>.",
        ),
        ("p", "Bởi các lẽ trên,"),
        ("center", "QUYẾT ĐỊNH:"),
        ("p", f"Truy tố ra trước <court|{c.court}> để xét xử bị can {c.accused.name} về {c.charge()}."),
        (
            "p",
            "Hồ sơ vụ án gồm có: <volumes=2|02> tập, bằng <sheets=320|320> tờ; đánh số thứ tự từ <folio_range=BL 1-320|01 đến 320>.",
        ),
        (
            "sign",
            ("KT. VIỆN TRƯỞNG", "PHÓ VIỆN TRƯỞNG"),
            c.head,
            "",
            (f"- TAND khu vực {c.area};", "- Bị can;", "- Lưu: HSVA, HSKS, VP."),
        ),
    ]


def to_trial(c: Case) -> list[Op]:
    day = c.after(120)
    return [
        head(
            (f"TÒA ÁN NHÂN DÂN TỈNH {c.place.upper()}", f"TÒA ÁN NHÂN DÂN KHU VỰC {c.area}"),
            f"{c.numbers[10]}/{day.year}/QĐXXST-HS",
            c.place,
            c.after(100),
        ),
        title("QUYẾT ĐỊNH", "ĐƯA VỤ ÁN RA XÉT XỬ"),
        ("p", f"Căn cứ {laws([45, 255], CODE)};"),
        (
            "p",
            f"Căn cứ hồ sơ vụ án hình sự sơ thẩm thụ lý số <docket={c.numbers[11]}/{day.year}/TLST-HS {c.after(85)}|{c.numbers[11]}/{day.year}/TLST-HS> {long_day(c.after(85))},",
        ),
        ("center", "QUYẾT ĐỊNH:"),
        (
            "p",
            f"1. Đưa vụ án ra xét xử đối với <a.role=bị cáo|bị cáo>: <p:a|{c.accused.name}>, sinh ngày <a.born={c.accused.born}|{short_day(c.accused.born)[5:]}>; nơi cư trú: <a.residence|{c.accused.residence}>; nghề nghiệp: <a.occupation|{c.accused.job.lower()}>.",
        ),
        ("p", f"Bị Viện kiểm sát nhân dân khu vực {c.area} truy tố về {c.charge()}."),
        (
            "p",
            f"Thời gian mở phiên tòa: <hearing_time={day}T07:30|07 giờ 30 phút, {long_day(day)}> tại <hearing_place|trụ sở Tòa án nhân dân khu vực {c.area}><court={c.court}|>.",
        ),
        ("p", "2. Những người tiến hành tố tụng:"),
        ("l", f"Thẩm phán - Chủ tọa phiên tòa: Bà <officer=thẩm phán: {c.judge}|{c.judge}>"),
        (
            "l",
            f"Các Hội thẩm nhân dân: Ông <officer=hội thẩm nhân dân: {c.assessors[0]}|{c.assessors[0]}>, bà <officer=hội thẩm nhân dân: {c.assessors[1]}|{c.assessors[1]}>",
        ),
        ("l", f"Thư ký phiên tòa: Bà <officer=thư ký: {c.clerk}|{c.clerk}>"),
        ("l", f"Kiểm sát viên: Bà <officer=kiểm sát viên: {c.procurator}|{c.procurator}>"),
        ("sign", ("THẨM PHÁN",), c.judge, "", ("- VKSND;", "- Bị cáo;", "- Lưu: hồ sơ.")),
    ]


def judge_criminal(c: Case) -> list[Op]:
    day = c.after(120)
    return [
        (
            "header",
            (f"<parent_agency|TÒA ÁN NHÂN DÂN TỈNH {c.place.upper()}>", f"<agency|TÒA ÁN NHÂN DÂN KHU VỰC {c.area}>"),
            f"Bản án số: <number={c.numbers[3]}/{day.year}/HS-ST|{c.numbers[3]}/{day.year}/HS-ST>",
            f"Ngày: <date={day}|{day.day}-{day.month}-{day.year}>",
        ),
        (
            "p",
            f"Ngày {day.day} tháng {day.month} năm {day.year}, tại <hearing_place=trụ sở {c.court}|><court={c.court}|>trụ sở {c.court} xét xử sơ thẩm công khai vụ án hình sự thụ lý số: <docket={c.numbers[11]}/{day.year}/TLST-HS {c.after(85)}|{c.numbers[11]}/{day.year}/TLST-HS> {long_day(c.after(85))} đối với <a.role=bị cáo|bị cáo>:",
        ),
        (
            "p",
            f"{judgment_block(c.accused, 1)}; bị tạm giữ từ ngày <a.custody={c.after(5)}/{c.after(11)}|{short_day(c.after(5))[5:]} đến {short_day(c.after(11))}>, chuyển tạm giam; <a.presence=có mặt|có mặt>.",
        ),
        (
            "p",
            f"<v.role=bị hại|Bị hại>: Bà <p:v|{c.victim.name}>, sinh năm <v.born={c.victim.born.year}|{c.victim.born.year}>; địa chỉ: <v.residence|{c.victim.residence}>; <v.presence=vắng mặt|vắng mặt>.",
        ),
        ("l", f"Thẩm phán - Chủ tọa phiên tòa: Bà <officer=thẩm phán: {c.judge}|{c.judge}>"),
        ("l", f"Thư ký phiên tòa: Bà <officer=thư ký: {c.clerk}|{c.clerk}>"),
        ("center", "NỘI DUNG VỤ ÁN:"),
        ("p", f"Bị cáo chiếm đoạt tài sản trị giá <amount={c.value} VND|{money(c.value)}>."),
        ("center", "QUYẾT ĐỊNH:"),
        ("p", f"Tuyên bố bị cáo {c.accused.name} phạm tội “{c.offence_mark(bare=True)}”."),
        ("sign", ("THẨM PHÁN - CHỦ TỌA PHIÊN TÒA",), c.judge, "", ("- VKSND;", "- Bị cáo;", "- Lưu: hồ sơ.")),
    ]


def sue(c: Case) -> list[Op]:
    day = c.after(3)
    return [
        ("center", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("center", "Độc lập - Tự do - Hạnh phúc"),
        ("right", f"<place|{c.place}>, <date={day}|{long_day(day)}>"),
        title("ĐƠN KHỞI KIỆN"),
        ("center", f"Kính gửi: <court|{c.court}>"),
        (
            "p",
            f"<v.role=người khởi kiện|Người khởi kiện>: <p:v|{c.victim.name}>, sinh năm <v.born={c.victim.born.year}|{c.victim.born.year}>",
        ),
        ("p", f"Địa chỉ: <v.residence|{c.victim.residence}>"),
        (
            "p",
            f"<w.role=người bị kiện|Người bị kiện>: <p:w|{c.witness.name}>, sinh năm <w.born={c.witness.born.year}|{c.witness.born.year}>",
        ),
        ("p", f"Địa chỉ: <w.residence|{c.witness.residence}>"),
        (
            "p",
            f"Nội dung: Ngày {day.day} tháng {day.month} năm {day.year}, tôi cho mượn số tiền <amount={c.value} VND|{money(c.value)}> nhưng đến hạn không trả.",
        ),
        ("p", "Yêu cầu Tòa án giải quyết những vấn đề sau đây:"),
        ("l", "1. <request|Buộc người bị kiện trả số tiền vay còn nợ>;"),
        ("l", "2. <request|Buộc trả lãi chậm trả theo quy định của pháp luật>."),
        ("sign", ("NGƯỜI KHỞI KIỆN",), c.victim.name, "", ()),
    ]


def judge_civil(c: Case) -> list[Op]:
    day = c.after(150)
    return [
        (
            "header",
            (f"<parent_agency|TÒA ÁN NHÂN DÂN TỈNH {c.place.upper()}>", f"<agency|TÒA ÁN NHÂN DÂN KHU VỰC {c.area}>"),
            f"Bản án số: <number={c.numbers[3]}/{day.year}/DS-ST|{c.numbers[3]}/{day.year}/DS-ST>",
            f"Ngày: <date={day}|{day.day}-{day.month}-{day.year}>",
        ),
        ("l", "V/v <dispute|tranh chấp hợp đồng vay tài sản>"),
        (
            "p",
            f"Tại trụ sở <court|{c.court}> xét xử sơ thẩm công khai vụ án thụ lý số: <docket={c.numbers[5]}/{day.year}/TLST-DS {c.after(40)}|{c.numbers[5]}/{day.year}/TLST-DS> {long_day(c.after(40))} giữa các đương sự:",
        ),
        (
            "p",
            f"<v.role=nguyên đơn|Nguyên đơn>: Bà <p:v|{c.victim.name}>, sinh năm <v.born={c.victim.born.year}|{c.victim.born.year}>; địa chỉ: <v.residence|{c.victim.residence}>; <v.presence=có mặt|có mặt>.",
        ),
        (
            "p",
            f"<w.role=bị đơn|Bị đơn>: Ông <p:w|{c.witness.name}>, sinh năm <w.born={c.witness.born.year}|{c.witness.born.year}>; địa chỉ: <w.residence|{c.witness.residence}>; <w.presence=vắng mặt|vắng mặt>.",
        ),
        ("center", "NHẬN ĐỊNH CỦA TÒA ÁN:"),
        ("p", f"Bị đơn còn nợ nguyên đơn số tiền <amount={c.value} VND|{money(c.value)}>."),
        ("center", "QUYẾT ĐỊNH:"),
        ("p", f"Căn cứ {laws([26, 147], CIVIL)}; chấp nhận yêu cầu khởi kiện của nguyên đơn."),
        ("sign", ("THẨM PHÁN - CHỦ TỌA PHIÊN TÒA",), c.judge, "", ("- VKSND;", "- Các đương sự;", "- Lưu: hồ sơ.")),
    ]


def opinion(c: Case) -> list[Op]:
    day = c.after(150)
    return [
        head(c.procuracy, f"{c.numbers[2]}/PB-VKS-DS", c.place, day),
        title("PHÁT BIỂU", "CỦA KIỂM SÁT VIÊN TẠI PHIÊN TÒA SƠ THẨM"),
        ("p", f"Căn cứ {laws([21, 262], CIVIL)};"),
        (
            "p",
            f"Hôm nay, <court|{c.court}> xét xử vụ án thụ lý số <docket={c.numbers[5]}/{day.year}/TLST-DS {c.after(40)}|{c.numbers[5]}/{day.year}/TLST-DS> {long_day(c.after(40))} về việc <dispute|tranh chấp quyền sử dụng đất>, giữa:",
        ),
        ("p", f"<v.role=nguyên đơn|Nguyên đơn>: Bà <p:v|{c.victim.name}>;"),
        ("p", f"<w.role=bị đơn|Bị đơn>: Ông <p:w|{c.witness.name}>."),
        ("p", "Về tố tụng: Thẩm phán, Hội đồng xét xử, Thư ký tuân theo đúng quy định của pháp luật."),
        ("p", "Về nội dung: đề nghị chấp nhận yêu cầu khởi kiện của nguyên đơn."),
        ("sign", ("KIỂM SÁT VIÊN",), c.procurator, "", ("- Tòa án;", "- Lưu: VT, HSKS.")),
    ]


def protest(c: Case) -> list[Op]:
    day = c.after(160)
    number = f"{c.numbers[3]}/{day.year}/HS-ST"
    return [
        head(c.procuracy, f"{c.numbers[7]}/KN-VKSKV{c.area}", c.place, day),
        title("QUYẾT ĐỊNH", "KHÁNG NGHỊ PHÚC THẨM"),
        ("p", f"Căn cứ {laws([41, 336, 337], CODE)};"),
        (
            "p",
            f"Xét Bản án hình sự sơ thẩm số <cited_document={number} {c.after(150)}|{number}> {long_day(c.after(150))} của {c.court} xét xử <a.role=bị cáo|bị cáo> <p:a|{c.accused.name}> về {c.charge()};",
        ),
        ("center", "QUYẾT ĐỊNH:"),
        (
            "p",
            f"Kháng nghị một phần Bản án hình sự sơ thẩm số <attacked_judgment={number} {c.after(150)}&cited_document={number} {c.after(150)}|{number}> {long_day(c.after(150))} của {c.court}.",
        ),
        (
            "p",
            f"Đề nghị <court|Tòa án nhân dân {c.province}> xét xử phúc thẩm theo hướng tăng hình phạt đối với bị cáo.",
        ),
        ("sign", ("KT. VIỆN TRƯỞNG", "PHÓ VIỆN TRƯỞNG"), c.head, "", ("- TAND;", "- Bị cáo;", "- Lưu: VT.")),
    ]


def hand_over(c: Case) -> list[Op]:
    start = f"<start_time={c.after(62)}T09:00|09 giờ 00 phút {long_day(c.after(62))}>"
    return [
        head(c.procuracy, "", "", c.act),
        title("BIÊN BẢN GIAO NHẬN HỒ SƠ VỤ ÁN"),
        ("p", f"Hồi {start}, tại <record_place|trụ sở Viện kiểm sát nhân dân khu vực {c.area}>."),
        ("l", f"Bên giao: Ông <giver|{c.investigator}>"),
        ("l", f"Bên nhận: Bà <receiver|{c.procurator}>"),
        (
            "p",
            f"Hai bên tiến hành giao nhận hồ sơ vụ án đối với <a.role=bị can|bị can> <p:a|{c.accused.name}> gồm <volumes=3|03> tập, tổng số <sheets=412|412> tờ, đánh số bút lục từ <folio_range=BL 1-412|01 đến 412>.",
        ),
        ("sign2", ("BÊN GIAO", c.investigator, ""), ("BÊN NHẬN", c.procurator, "")),
    ]


PAPERS = {
    "qd_khoi_to_vu_an": initiate_case, "qd_khoi_to_bi_can": initiate_accused, "qd_phe_chuan": approve, "lenh_tam_giam": detain,
    "bb_hoi_cung": interrogate, "bb_loi_khai": statement, "bb_kham_nghiem": scene, "kl_giam_dinh": examine, "kl_dinh_gia": valuate,
    "ket_luan_dieu_tra": conclude, "cao_trang": indict, "qd_xet_xu": to_trial, "ban_an_hs": judge_criminal, "don_khoi_kien": sue,
    "ban_an_ds": judge_civil, "phat_bieu": opinion, "khang_nghi": protest, "giao_nhan": hand_over,
}  # fmt: skip
