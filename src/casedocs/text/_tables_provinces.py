"""The provinces of Vietnam with the dates between which each existed, their codes, and what became of them.

Sources of the facts: Resolution 202/2025/QH15 (34 provinces from 1 July 2025); Resolution 175/2024/QH15 (Huế a city
under central rule from 1 January 2025); Resolution 15/2008/QH12 (Hà Tây into Hà Nội, 1 August 2008); Decision
124/2004/QĐ-TTg and Circular 59/2021/TT-BCA (the codes that begin an identity number); Circular 24/2023/TT-BCA (plates).

One line a province as it stood until 30 June 2025: name | kind | code | plates | name from 1 July 2025.
Kinds: C city under central rule, P province.
"""

__all__ = ["ALIASES", "PROVINCES_2025"]

PROVINCES_2025 = """\
Hà Nội|C|001|29 30 31 32 33 40|Hà Nội
Hà Giang|P|002|23|Tuyên Quang
Cao Bằng|P|004|11|Cao Bằng
Bắc Kạn|P|006|97|Thái Nguyên
Tuyên Quang|P|008|22|Tuyên Quang
Lào Cai|P|010|24|Lào Cai
Điện Biên|P|011|27|Điện Biên
Lai Châu|P|012|25|Lai Châu
Sơn La|P|014|26|Sơn La
Yên Bái|P|015|21|Lào Cai
Hòa Bình|P|017|28|Phú Thọ
Thái Nguyên|P|019|20|Thái Nguyên
Lạng Sơn|P|020|12|Lạng Sơn
Quảng Ninh|P|022|14|Quảng Ninh
Bắc Giang|P|024|98|Bắc Ninh
Phú Thọ|P|025|19|Phú Thọ
Vĩnh Phúc|P|026|88|Phú Thọ
Bắc Ninh|P|027|99|Bắc Ninh
Hải Dương|P|030|34|Hải Phòng
Hải Phòng|C|031|15 16|Hải Phòng
Hưng Yên|P|033|89|Hưng Yên
Thái Bình|P|034|17|Hưng Yên
Hà Nam|P|035|90|Ninh Bình
Nam Định|P|036|18|Ninh Bình
Ninh Bình|P|037|35|Ninh Bình
Thanh Hóa|P|038|36|Thanh Hóa
Nghệ An|P|040|37|Nghệ An
Hà Tĩnh|P|042|38|Hà Tĩnh
Quảng Bình|P|044|73|Quảng Trị
Quảng Trị|P|045|74|Quảng Trị
Huế|C|046|75|Huế
Đà Nẵng|C|048|43|Đà Nẵng
Quảng Nam|P|049|92|Đà Nẵng
Quảng Ngãi|P|051|76|Quảng Ngãi
Bình Định|P|052|77|Gia Lai
Phú Yên|P|054|78|Đắk Lắk
Khánh Hòa|P|056|79|Khánh Hòa
Ninh Thuận|P|058|85|Khánh Hòa
Bình Thuận|P|060|86|Lâm Đồng
Kon Tum|P|062|82|Quảng Ngãi
Gia Lai|P|064|81|Gia Lai
Đắk Lắk|P|066|47|Đắk Lắk
Đắk Nông|P|067|48|Lâm Đồng
Lâm Đồng|P|068|49|Lâm Đồng
Bình Phước|P|070|93|Đồng Nai
Tây Ninh|P|072|70|Tây Ninh
Bình Dương|P|074|61|Hồ Chí Minh
Đồng Nai|P|075|39 60|Đồng Nai
Bà Rịa - Vũng Tàu|P|077|72|Hồ Chí Minh
Hồ Chí Minh|C|079|41 50 51 52 53 54 55 56 57 58 59|Hồ Chí Minh
Long An|P|080|62|Tây Ninh
Tiền Giang|P|082|63|Đồng Tháp
Bến Tre|P|083|71|Vĩnh Long
Trà Vinh|P|084|84|Vĩnh Long
Vĩnh Long|P|086|64|Vĩnh Long
Đồng Tháp|P|087|66|Đồng Tháp
An Giang|P|089|67|An Giang
Kiên Giang|P|091|68|An Giang
Cần Thơ|C|092|65|Cần Thơ
Hậu Giang|P|093|95|Cần Thơ
Sóc Trăng|P|094|83|Cần Thơ
Bạc Liêu|P|095|94|Cà Mau
Cà Mau|P|096|69|Cà Mau"""

# Folded name in use → the standard name.
ALIASES = {
    "hcm": "Hồ Chí Minh",
    "tphcm": "Hồ Chí Minh",
    "sai gon": "Hồ Chí Minh",
    "dak lak": "Đắk Lắk",
    "dac lac": "Đắk Lắk",
    "daklak": "Đắk Lắk",
    "dak nong": "Đắk Nông",
    "dac nong": "Đắk Nông",
    "bac can": "Bắc Kạn",
}
