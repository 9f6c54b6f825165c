import pytest

from casedocs.errors import CorruptFileError, EncryptedFileError
from casedocs.mindmap.formats._xmind_crypto import Cipher, _pkcs12_key, fresh_cipher


def test_the_key_derivation_of_pkcs12_gives_the_published_keys() -> None:
    """Widely used vectors of the SHA-1 form: the construction is the same, only the digest differs."""
    first = _pkcs12_key("smeg", bytes.fromhex("0A58CF64530D823F"), 1, 24, "sha1")
    assert first.hex().upper() == "8AAAE6297B6CB04642AB5B077851284EB7128F1A2A7FBCA3"
    second = _pkcs12_key("queeg", bytes.fromhex("05DEC959ACFF72F7"), 1000, 24, "sha1")
    assert second.hex().upper() == "ED2034E36328830FF09DF1E1A07DD357185DAC0D4F9EB3D4"


@pytest.mark.parametrize("derivation", ["PBKDF2WithHmacSHA512", "PKCS12"])
@pytest.mark.parametrize("length", [0, 1, 15, 16, 17, 1000])
def test_both_derivations_round_trip(derivation: str, length: int) -> None:
    cipher = Cipher(derivation=derivation, salt=b"12345678", rounds=10, bits=128, vector=b"v" * 16)
    data = bytes(range(256)) * 4
    sealed = cipher.encrypt(data[:length], "mật khẩu")
    assert cipher.decrypt(sealed, "mật khẩu", source="a") == data[:length]
    with pytest.raises(CorruptFileError):
        cipher.decrypt(sealed[:-1], "mật khẩu", source="a")


def test_a_wrong_password_is_named() -> None:
    assert fresh_cipher() != fresh_cipher()
    cipher = Cipher(derivation="PBKDF2WithHmacSHA512", salt=b"12345678", rounds=10, bits=128, vector=b"v" * 16)
    sealed = cipher.encrypt(b"x" * 160, "đúng")
    wrong = 0
    for number in range(40):
        try:
            cipher.decrypt(sealed, f"sai {number}", source="a")
        except EncryptedFileError:
            wrong += 1
    assert wrong >= 38  # the padding fits by chance once in 256 times; then the content is no JSON or XML
