"""The invented case, part 2: testimony, scene examination, letter of complaint, certificate."""

from tests.assets.case_orders import POLICE, PROVINCE
from tests.assets.fonts import Face
from tests.assets.sheet import A4, Composer, Mark, Sheet

SANS = (Face.SANS, Face.SANS_BOLD, Face.SANS_ITALIC)


def testimony() -> list[Sheet]:
    """Minutes of a testimony on a form with dotted lines, and the empty back of the last sheet."""
    first = Composer(size=13, leading=1.42)
    first.header(POLICE, "", "")
    first.title("BIÊN BẢN GHI LỜI KHAI")
    first.paragraph(
        "Hồi 14 giờ 10 phút ngày 15 tháng 9 năm 2025 tại trụ sở Công an xã Tân Mỹ Hòa, " + PROVINCE + ".", after=2
    )
    first.form_line(("Tôi:", "Thiếu tá Huỳnh Bảo Lộc"), ("Chức vụ:", "Điều tra viên"))
    first.form_line(("Cán bộ ghi:", "Trung úy Đỗ Thị Hải Yến"), ("Đơn vị:", "Đội 3, PC02"))
    first.paragraph("Tiến hành ghi lời khai của người có tên dưới đây:", indent=0, after=0)
    first.form_line(("Họ và tên:", "Lâm Thị Kim Ngà"), ("Giới tính:", "Nữ"))
    first.form_line(("Tên gọi khác:", "Không"), ("Sinh ngày:", "06/02/1979"))
    first.form_line(("Quốc tịch:", "Việt Nam"), ("Dân tộc:", "Kinh"))
    first.form_line(("Số CCCD:", "000179004321"), ("Cấp ngày:", "12/8/2021"))
    first.form_line(("Nghề nghiệp:", "Buôn bán nhỏ tại chợ Tân Mỹ"))
    first.form_line(("Nơi thường trú:", "Số 18, ấp Mỹ Lợi, xã Tân Mỹ Hòa, tỉnh Sông Thanh"))
    first.form_line(("Tư cách tham gia tố tụng:", "Bị hại"))
    first.paragraph(
        "Bà Ngà đã được giải thích quyền, nghĩa vụ theo Điều 62 Bộ luật Tố tụng hình sự và cam đoan khai đúng sự thật.",
        after=2,
    )
    first.paragraph("**HỎI VÀ ĐÁP**", indent=190, after=2)
    first.paragraph("Hỏi: Bà phát hiện bị mất tài sản khi nào, ở đâu?", indent=0, after=1, dotted=True)
    first.paragraph(
        "Đáp: Tối 14 tháng 9, tôi khóa cửa đi ngủ lúc 21 giờ. Khoảng 22 giờ 45 phút, nghe chó sủa nhiều, tôi thức dậy "
        "thì thấy cửa sau bị cạy bung chốt, xe mô tô dựng ở hiên không còn.",
        indent=0,
        after=1,
        dotted=True,
    )
    first.paragraph("Hỏi: Bà hãy mô tả những tài sản đã mất?", indent=0, after=1, dotted=True)
    first.paragraph(
        "Đáp: Một xe mô tô hiệu Hải Âu màu xanh đen, biển số 00-H1 246.80, mua năm 2022 giá 21.500.000 đồng; một điện "
        "thoại hiệu Sao Biển màu trắng và 3.650.000 đồng.",
        indent=0,
        after=1,
        dotted=True,
    )
    for line in (
        "Hỏi: Ai là người có mặt trong nhà lúc đó?",
        (
            "Đáp: Chỉ có tôi và mẹ tôi là bà Trương Thị Sáu, 81 tuổi, ngủ ở buồng trong. Chồng tôi đi ghe lên thượng "
            "nguồn từ ngày 12 tháng 9, chưa về."
        ),
        "Hỏi: Bà đã làm gì sau khi phát hiện sự việc?",
        (
            "Đáp: Tôi la lên cho hàng xóm hay, anh Nghĩa và cháu Tâm chạy sang soi đèn nhưng không gặp ai. Đến sáng "
            "tôi lên Công an xã trình báo."
        ),
    ):
        first.paragraph(line, indent=0, after=1, dotted=True)
    first.sheet.marks.append(Mark("folio-stamp", (478, 14, 566, 40), text="BÚT LỤC 07", seed=6))
    return [first.sheet, _testimony_end(), Sheet(A4)]


def _testimony_end() -> Sheet:
    page = Composer(size=13, leading=1.5, top=76)
    page.page_number(2)
    for question, answer in (
        (
            "Hỏi: Bà có nghi ngờ người nào không, vì sao?",
            (
                "Đáp: Tôi không dám khẳng định. Chiều hôm đó có một thanh niên lạ, cao khoảng 1,7 mét, mặc áo khoác "
                "nâu, hỏi mua nước mía rồi đứng nhìn vào sân rất lâu. Anh Nghĩa ở gần cầu Bảy Thước nói có thấy người "
                "ấy dắt xe qua cầu lúc nửa đêm."
            ),
        ),
        (
            "Hỏi: Khi ngủ bà để chìa khóa xe ở đâu?",
            (
                "Đáp: Chìa khóa tôi treo trên vách, cạnh tủ gỗ. Kẻ trộm lấy chìa khóa rồi mới dắt xe ra bằng lối cửa "
                "sau. Ổ khóa tủ bị bẻ cong, ngăn kéo đựng tiền nằm dưới nền nhà."
            ),
        ),
        (
            "Hỏi: Bà có nhận ra vật này không? (cho xem ảnh thanh sắt thu tại hiện trường)",
            (
                "Đáp: Thanh sắt này không phải của gia đình tôi. Nhà tôi không làm nghề cơ khí, trước giờ tôi chưa "
                "từng thấy nó quanh gốc dừa."
            ),
        ),
        (
            "Hỏi: Bà có yêu cầu, đề nghị gì?",
            (
                "Đáp: Tôi đề nghị cơ quan điều tra sớm tìm lại chiếc xe vì đó là phương tiện đi chợ hằng ngày. Về phần "
                "bồi thường, tôi yêu cầu theo đúng giá trị tài sản do hội đồng định giá kết luận."
            ),
        ),
    ):
        page.paragraph(question, indent=0, after=1, dotted=True)
        page.paragraph(answer, indent=0, after=1, dotted=True)
    page.empty_dotted(3)
    page.paragraph(
        "Biên bản kết thúc hồi 15 giờ 35 phút cùng ngày, đã đọc lại cho người khai nghe, công nhận đúng và cùng ký tên "
        "xác nhận dưới đây.",
        after=2,
    )
    top = page.y + 30
    page.signature(("NGƯỜI KHAI",), "Lâm Thị Kim Ngà", centre=165, top=top, seed=21)
    page.signature(("ĐIỀU TRA VIÊN",), "Huỳnh Bảo Lộc", centre=440, top=top, seed=7)
    return page.sheet


def scene() -> Sheet:
    """Scene examination: the page that went through the feeder askew."""
    page = Composer(size=13, leading=1.3)
    page.header(POLICE, "", "")
    page.title("BIÊN BẢN KHÁM NGHIỆM HIỆN TRƯỜNG")
    for text in (
        (
            "Hồi 09 giờ 00 phút ngày 15 tháng 9 năm 2025, tại nhà số 18, ấp Mỹ Lợi, xã Tân Mỹ Hòa, chúng tôi gồm: "
            "Thiếu tá Huỳnh Bảo Lộc, Điều tra viên; Đại úy Lê Tường Duy, kỹ thuật hình sự; có sự tham gia kiểm sát của "
            "bà Trần Ngọc Uyên Thư, Kiểm sát viên Viện kiểm sát nhân dân khu vực 3."
        ),
        "Người chứng kiến: ông Phan Trọng Nghĩa, sinh năm 1968, trú tại ấp Mỹ Lợi.",
        "Điều kiện ngoại cảnh: trời nắng, gió nhẹ, ánh sáng tự nhiên đủ để quan sát.",
        "**I. Kết quả khám nghiệm**",
        (
            "1. Hiện trường là căn nhà cấp bốn, mặt trước hướng đông nam, rộng 6,2 mét, dài 14,5 mét; phía sau giáp "
            "rạch Ông Tám, có lối mòn rộng 0,8 mét dẫn ra cầu Bảy Thước."
        ),
        (
            "2. Cánh cửa sau bằng gỗ, kích thước 0,85 x 2,05 mét. Tại vị trí chốt trong, cách nền 1,12 mét, có vết lõm "
            "kích thước 2,4 x 0,7 cm, chiều hướng từ ngoài vào trong (ký hiệu dấu vết số 1)."
        ),
        "3. Trên mặt tủ gỗ ở phòng khách phát hiện 03 dấu vân tay (ký hiệu số 2, 3, 4), thu bằng bột từ và băng keo.",
        "4. Tại hiên sau, trên nền đất ẩm có vết bánh xe rộng 7 cm, dài 3,6 mét hướng về phía lối mòn (ký hiệu số 5).",
        "**II. Thu giữ:** 01 thanh sắt dài 38 cm, một đầu dẹp, phát hiện dưới gốc dừa cách cửa sau 4,3 mét.",
        (
            "Việc khám nghiệm kết thúc hồi 11 giờ 20 phút cùng ngày; hiện trường được bàn giao cho bà Lâm Thị Kim Ngà "
            "quản lý. Biên bản lập thành 03 bản, đã đọc cho mọi người cùng nghe và ký tên."
        ),
    ):
        page.paragraph(text)
    top = page.y + 22
    page.signature(("NGƯỜI CHỨNG KIẾN",), "Phan Trọng Nghĩa", centre=165, top=top, seed=33)
    page.signature(("ĐIỀU TRA VIÊN",), "Huỳnh Bảo Lộc", centre=440, top=top, seed=7)
    return page.sheet


WRONG_LAYER = (
    "CONG HOA xA HOI CHU NGHiA VIfT NAM",
    "DQc l~p - TV do - Hl}nh phuc",
    "BIEN BAN KHAM NGHIf,M HIf,N TRUONG",
    "H6i 09 gia 00 phut ngay 15 thang 9 nam 2025, t~i nha s6 18, fip My LQi, xa Tan My H6a",
    "Nguai chung ki6n: ong Phan TrQng Nghia, sinh nam 1968, tru t~i dp My LQi.",
    "1. Hi~n truong la can nha cfip b6n, m~t truac huang dong nam, r(>ng 6,2 met",
    "3. Tren m~t tu g6 a phong khach phat hi~n 03 dau van tay (ky hi~u s6 2, 3, 4)",
    "II. Thu gifr: 01 thanh sft dai 38 em, m(>t dau d~p",
)


def complaint() -> Sheet:
    """A typed letter of complaint, photographed with a telephone."""
    page = Composer(size=13, family=SANS, leading=1.42, top=72)
    centre = (page.left + page.right) / 2
    page.put_centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", centre, page.y, page.bold, 13, region="header-right")
    page.put_centred("Độc lập - Tự do - Hạnh phúc", centre, page.y + 17, page.bold, 13, region="header-right")
    page.gap(24)
    page.title("ĐƠN TRÌNH BÁO", "V/v mất trộm tài sản", rule=False)
    page.centred("Kính gửi: Công an xã Tân Mỹ Hòa, tỉnh Sông Thanh", page.regular)
    page.gap(8)
    for text in (
        "Tôi tên là: Lâm Thị Kim Ngà, sinh năm 1979, hiện ngụ tại số 18, ấp Mỹ Lợi, xã Tân Mỹ Hòa.",
        (
            "Nay tôi làm đơn này kính mong quý cơ quan xem xét sự việc như sau: vào khoảng 22 giờ 30 phút đêm 14 tháng "
            "9 năm 2025, gia đình tôi bị kẻ gian cạy cửa sau, lấy đi một chiếc xe mô tô hiệu Hải Âu biển số 00-H1 "
            "246.80, một điện thoại di động và 3.650.000 đồng tiền mặt. Tổng thiệt hại tôi ước tính gần 20 triệu đồng."
        ),
        (
            "Chiếc xe là tài sản vợ chồng tôi dành dụm nhiều năm mới mua được. Tôi có giữ giấy đăng ký và hóa đơn mua "
            "xe, xin nộp bản sao kèm theo đơn."
        ),
        (
            "Kính mong quý cơ quan điều tra, sớm tìm ra thủ phạm, thu hồi tài sản cho gia đình tôi. Tôi xin cam đoan "
            "lời trình bày trên là đúng sự thật và xin chịu trách nhiệm trước pháp luật. Tôi xin chân thành cảm ơn!"
        ),
    ):
        page.paragraph(text, after=7)
    page.gap(14)
    page.put_centred("Tân Mỹ Hòa, ngày 15 tháng 9 năm 2025", 425, page.y + 14, page.italic, 13, region="signature")
    page.signature(("Người làm đơn",), "Lâm Thị Kim Ngà", centre=425, top=page.y + 32, seed=21)
    return page.sheet


def certificate() -> Sheet:
    """A short certificate of a commune, kept as a picture by a scanning program."""
    page = Composer(size=13.5, family=SANS, leading=1.45)
    page.header(("ỦY BAN NHÂN DÂN", "XÃ TÂN MỸ HÒA"), "Số: 64/GXN-UBND", "Tân Mỹ Hòa, ngày 19 tháng 9 năm 2025")
    page.title("GIẤY XÁC NHẬN", "Về nguồn gốc phương tiện")
    for text in (
        (
            "Ủy ban nhân dân xã Tân Mỹ Hòa xác nhận: bà Lâm Thị Kim Ngà, sinh năm 1979, thường trú tại số 18, ấp Mỹ "
            "Lợi, là người đang quản lý, sử dụng hợp pháp xe mô tô có đặc điểm như sau:"
        ),
        "- Nhãn hiệu: Hải Âu; màu sơn: xanh đen; dung tích: 110 cm3;",
        "- Biển số: 00-H1 246.80; số khung: HA25XK-0071934; số máy: HA25E-0071934;",
        "- Đăng ký lần đầu: ngày 03 tháng 3 năm 2022.",
        (
            "Giấy xác nhận này được cấp theo đề nghị của Cơ quan Cảnh sát điều tra để bổ sung vào hồ sơ vụ án và không "
            "có giá trị thay thế giấy chứng nhận đăng ký xe./."
        ),
    ):
        page.paragraph(text, after=7)
    page.signature(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Ngô Thành Đăng", centre=440, top=page.y + 34, seed=42)
    return page.sheet
