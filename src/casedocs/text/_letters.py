"""The letters of Vietnamese, for character classes of regular expressions over unfolded text."""

__all__ = ["LOWER", "UPPER"]

_VOWELS = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ"

LOWER = f"a-z{''.join(letter for letter in _VOWELS if not letter.isascii())}đ"
UPPER = f"A-Z{''.join(letter.upper() for letter in _VOWELS if not letter.isascii())}ĐÐ"
