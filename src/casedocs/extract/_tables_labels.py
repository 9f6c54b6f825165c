"""Printed labels of the identity block → field.

From the investigation forms of TT 119/2021/TT-BCA, the indictment form 156/HS of TT 03/2026/TT-VKSTC and the shape of
published judgments. Without diacritics; longer ones win.
"""

from casedocs.extract.model import FieldName

__all__ = ["BARE", "KIN", "LABELS", "NAME_LABELS", "ROLE_LABELS"]

_N = FieldName

LABELS: dict[str, FieldName] = {
    "ten goi khac": _N.ALIAS, "ten thuong goi": _N.ALIAS, "ten khac": _N.ALIAS, "bi danh": _N.ALIAS,
    "biet danh": _N.ALIAS, "thuong goi la": _N.ALIAS, "ten goi khac, bi danh": _N.ALIAS,
    "gioi tinh": _N.SEX, "nam/nu": _N.SEX, "nam, nu": _N.SEX,
    "sinh ngay": _N.BORN, "sinh nam": _N.BORN, "ngay, thang, nam sinh": _N.BORN, "ngay thang nam sinh": _N.BORN,
    "ngay, thang nam sinh": _N.BORN, "ngay sinh": _N.BORN, "nam sinh": _N.BORN, "ngay/thang/nam sinh": _N.BORN,
    "sinh": _N.BORN, "sn": _N.BORN,
    "noi sinh": _N.BIRTH_PLACE, "sinh tai": _N.BIRTH_PLACE,
    "que quan": _N.HOME_TOWN, "nguyen quan": _N.HOME_TOWN,
    "noi thuong tru": _N.RESIDENCE, "noi dang ky thuong tru": _N.RESIDENCE, "noi dkhktt": _N.RESIDENCE,
    "dkhktt": _N.RESIDENCE, "hktt": _N.RESIDENCE, "noi dang ky hktt": _N.RESIDENCE, "thuong tru": _N.RESIDENCE,
    "ho khau thuong tru": _N.RESIDENCE, "noi dang ky ho khau thuong tru": _N.RESIDENCE, "noi cu tru": _N.RESIDENCE,
    "dang ky thuong tru": _N.RESIDENCE, "dia chi thuong tru": _N.RESIDENCE, "cu tru tai": _N.RESIDENCE,
    "tru tai": _N.RESIDENCE, "thuong tru tai": _N.RESIDENCE, "noi dktt": _N.RESIDENCE, "dia chi": _N.RESIDENCE,
    "noi cu tru (thuong tru)": _N.RESIDENCE, "noi dang ky nhan khau thuong tru": _N.RESIDENCE,
    "noi dkhktt va cho o": _N.RESIDENCE, "hktt va cho o": _N.RESIDENCE, "noi cu tru va cho o": _N.RESIDENCE,
    "noi thuong tru va cho o": _N.RESIDENCE, "noi dktt va cho o": _N.RESIDENCE,
    "noi cu tru hien nay": _N.CURRENT_RESIDENCE,
    "dkhktt va cho o": _N.RESIDENCE, "noi dktt va noi o": _N.RESIDENCE, "noi dkhktt va noi o": _N.RESIDENCE,
    "noi o phu": _N.CURRENT_RESIDENCE, "noi o khac": _N.CURRENT_RESIDENCE,
    "noi tam tru": _N.TEMPORARY_RESIDENCE, "tam tru": _N.TEMPORARY_RESIDENCE, "tam tru tai": _N.TEMPORARY_RESIDENCE,
    "dia chi tam tru": _N.TEMPORARY_RESIDENCE,
    "noi o hien tai": _N.CURRENT_RESIDENCE, "noi o hien nay": _N.CURRENT_RESIDENCE, "cho o hien nay":
    _N.CURRENT_RESIDENCE, "cho o": _N.CURRENT_RESIDENCE, "noi o": _N.CURRENT_RESIDENCE,
    "cho o hien tai": _N.CURRENT_RESIDENCE, "hien o": _N.CURRENT_RESIDENCE, "hien tru tai": _N.CURRENT_RESIDENCE,
    "quoc tich": _N.NATIONALITY, "dan toc": _N.ETHNICITY, "ton giao": _N.RELIGION,
    "trinh do hoc van": _N.EDUCATION, "trinh do van hoa": _N.EDUCATION, "hoc van": _N.EDUCATION,
    "trinh do": _N.EDUCATION, "van hoa": _N.EDUCATION,
    "nghe nghiep": _N.OCCUPATION, "nghe nghiep, chuc vu, noi lam viec": _N.OCCUPATION,
    "nghe nghiep, noi lam viec": _N.OCCUPATION, "nghe nghiep, chuc vu": _N.OCCUPATION,
    "nghe nghiep/noi lam viec": _N.OCCUPATION,
    "chuc vu": _N.POSITION, "chuc vu (chinh quyen, dang, doan the)": _N.POSITION, "don vi cong tac": _N.POSITION,
    "dang vien": _N.PARTY_MEMBER, "la dang vien": _N.PARTY_MEMBER,
    "ho ten cha": _N.FATHER, "ho ten bo": _N.FATHER, "ho va ten cha": _N.FATHER, "cha": _N.FATHER, "bo": _N.FATHER,
    "con ong": _N.FATHER, "ten cha": _N.FATHER, "ho va ten bo": _N.FATHER,
    "ho ten me": _N.MOTHER, "ho va ten me": _N.MOTHER, "me": _N.MOTHER, "con ba": _N.MOTHER, "va ba": _N.MOTHER,
    "ten me": _N.MOTHER,
    "ho ten vo/chong": _N.SPOUSE, "ho ten vo (chong)": _N.SPOUSE, "ho va ten vo/chong": _N.SPOUSE, "vo": _N.SPOUSE,
    "chong": _N.SPOUSE, "vo (chong)": _N.SPOUSE, "co vo": _N.SPOUSE, "co chong": _N.SPOUSE, "vo ten": _N.SPOUSE,
    "vo/chong": _N.SPOUSE, "ho ten vo": _N.SPOUSE, "ho ten chong": _N.SPOUSE, "chua co vo": _N.SPOUSE,
    "chua co chong": _N.SPOUSE, "chua co gia dinh": _N.SPOUSE, "ho ten vo, chong": _N.SPOUSE,
    "vo, chong": _N.SPOUSE, "co vo la": _N.SPOUSE, "co chong la": _N.SPOUSE,
    "con": _N.CHILDREN, "so con": _N.CHILDREN, "co con": _N.CHILDREN,
    "tien an": _N.CONVICTIONS, "tien su": _N.SANCTIONS, "tien an, tien su": _N.CONVICTIONS,
    "tien su, tien an": _N.CONVICTIONS, "tien an tien su": _N.CONVICTIONS, "tien an va tien su": _N.CONVICTIONS,
    "nhan than": _N.HISTORY,
    "bi tam giu": _N.CUSTODY, "bi tam giam": _N.CUSTODY, "bi bat": _N.CUSTODY, "bi bat tam giam": _N.CUSTODY,
    "bi cao bi tam giam": _N.CUSTODY, "bi cao bi tam giu": _N.CUSTODY, "bi can bi tam giam": _N.CUSTODY,
    "bi bat, tam giu": _N.CUSTODY, "bi bat tam giu": _N.CUSTODY, "bien phap ngan chan": _N.CUSTODY,
    "bi can bi tam giu": _N.CUSTODY, "bi bat, tam giam": _N.CUSTODY,
    "co mat": _N.PRESENCE, "vang mat": _N.PRESENCE,
    "so dien thoai": _N.PHONE, "dien thoai": _N.PHONE, "sdt": _N.PHONE,
    "cccd": _N.IDENTITY, "so cccd": _N.IDENTITY, "cccd so": _N.IDENTITY, "cmnd": _N.IDENTITY, "so cmnd": _N.IDENTITY,
    "cmnd so": _N.IDENTITY, "so dinh danh ca nhan": _N.IDENTITY, "so dinh danh": _N.IDENTITY, "can cuoc": _N.IDENTITY,
    "can cuoc cong dan": _N.IDENTITY, "so can cuoc": _N.IDENTITY, "can cuoc so": _N.IDENTITY,
    "can cuoc cong dan so": _N.IDENTITY, "so can cuoc cong dan": _N.IDENTITY, "so cmnd/cccd": _N.IDENTITY,
    "cmnd/cccd": _N.IDENTITY, "cccd/cmnd": _N.IDENTITY, "cmnd/cccd so": _N.IDENTITY, "ho chieu": _N.IDENTITY,
    "ho chieu so": _N.IDENTITY, "so ho chieu": _N.IDENTITY, "giay cmnd": _N.IDENTITY, "the can cuoc": _N.IDENTITY,
    "giay chung minh nhan dan": _N.IDENTITY, "chung minh nhan dan so": _N.IDENTITY,
    "the can cuoc so": _N.IDENTITY,
    "so chung minh nhan dan": _N.IDENTITY,
    "chung minh nhan dan": _N.IDENTITY, "so cccd/cmnd": _N.IDENTITY,
    "so cmnd/the can cuoc cong dan/ho chieu": _N.IDENTITY, "so can cuoc/ho chieu": _N.IDENTITY,
    "so cc/cccd": _N.IDENTITY, "cc/cccd so": _N.IDENTITY, "so dinh danh/cccd": _N.IDENTITY, "so cc": _N.IDENTITY,
    "tu cach tham gia to tung": _N.ROLE, "tu cach to tung": _N.ROLE, "tu cach tham gia": _N.ROLE,
    "tham gia to tung voi tu cach": _N.ROLE, "tham gia to tung voi tu cach la": _N.ROLE,
}  # fmt: skip

# Labels that open the block of a new person.
NAME_LABELS = (
    "ho va ten", "ho ten", "ho, chu dem va ten", "ho va ten khai sinh", "ho ten khai sinh", "toi ten la", "ten toi la",
    "ho va ten bi can", "ho ten bi can", "ho va ten nguoi khai", "ho ten nguoi khai", "toi la",
    "ho va ten nguoi lam don",
    "ho ten nguoi lam don", "nguoi lam don", "nguoi viet don", "ho va ten bi cao", "ho ten bi cao",
    "ho va ten nguoi lam chung", "ho va ten bi hai", "ten nguoi khoi kien", "ho va ten nguoi bi tam giu",
)  # fmt: skip

# Labels that open a block and give the role.
ROLE_LABELS = {
    "bi can": "bị can", "bi cao": "bị cáo", "bi hai": "bị hại", "nguoi bi hai": "bị hại",
    "nguoi lam chung": "người làm chứng", "nguyen don": "nguyên đơn", "bi don": "bị đơn",
    "nguyen don dan su": "nguyên đơn dân sự", "bi don dan su": "bị đơn dân sự",
    "nguoi khoi kien": "người khởi kiện", "nguoi bi kien": "người bị kiện",
    "nguoi co quyen loi, nghia vu lien quan": "người có quyền lợi, nghĩa vụ liên quan",
    "nguoi co quyen loi nghia vu lien quan": "người có quyền lợi, nghĩa vụ liên quan",
    "nguoi bao chua": "người bào chữa", "nguoi chung kien": "người chứng kiến", "nguoi bi tam giu": "người bị tạm giữ",
    "nguoi bi bat": "người bị bắt", "nguoi to giac": "người tố giác", "nguoi bi to giac": "người bị tố giác",
    "nguoi dai dien": "người đại diện", "nguoi dai dien theo uy quyen": "người đại diện theo ủy quyền",
    "nguoi dai dien hop phap": "người đại diện hợp pháp", "nguoi phien dich": "người phiên dịch",
    "nguoi bi buoc toi": "người bị buộc tội", "nguoi bi ket an": "người bị kết án",
    "nguoi bi giu trong truong hop khan cap": "người bị giữ trong trường hợp khẩn cấp",
}  # fmt: skip

KIN = frozenset({_N.FATHER, _N.MOTHER, _N.SPOUSE, _N.CHILDREN})

# Labels clear enough to stand without a colon inside a block (``sinh năm 1990, trú tại ấp …``).
BARE = frozenset({
    "sinh ngay", "sinh nam", "sinh tai", "noi sinh", "sinh", "sn", "que quan", "nguyen quan", "tru tai", "cu tru tai",
    "thuong tru tai",
    "noi cu tru", "noi thuong tru", "tam tru tai", "noi tam tru", "hktt", "dkhktt", "quoc tich", "dan toc", "ton giao",
    "trinh do hoc van", "trinh do van hoa", "nghe nghiep", "gioi tinh", "con ong", "con ba", "va ba", "co vo",
    "co chong",
    "chua co vo", "chua co chong", "chua co gia dinh", "tien an, tien su", "tien an", "tien su", "bi tam giu",
    "bi tam giam", "bi bat", "bi bat tam giam", "bi cao bi tam giam", "bi cao bi tam giu", "bi can bi tam giam",
    "bi can bi tam giu", "bi bat, tam giu", "bi bat tam giu", "bi bat, tam giam", "co mat", "vang mat", "cccd so",
    "cmnd so", "can cuoc so", "can cuoc cong dan so", "so cccd", "so cmnd", "so dinh danh ca nhan", "cccd",
    "ho chieu so",
    "ten goi khac", "noi o hien tai", "noi o hien nay", "cho o hien nay", "cho o", "so dien thoai", "thuong tru",
    "hien o", "hien tru tai", "nhan than", "tam tru", "co vo la", "co chong la", "chuc vu", "so dinh danh",
    "so can cuoc",
})  # fmt: skip
