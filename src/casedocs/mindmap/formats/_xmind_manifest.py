"""The two manifests of XMind containers: which members there are and how each is encrypted."""

import base64
import hashlib
import mimetypes
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol
from xml.etree.ElementTree import Element

from casedocs.mindmap._json import dump_json, load_json
from casedocs.mindmap._xml import child, children, dump_xml
from casedocs.mindmap.formats._xmind_crypto import Cipher, read_cipher
from casedocs.mindmap.formats._xmind_names import MANIFEST, load_xmind_xml
from casedocs.mindmap.formats._xml_patch import copied

__all__ = ["JsonManifest", "Manifest", "Sealed", "XmlManifest"]


@dataclass(frozen=True, slots=True)
class Sealed:
    """How a member was encrypted, and the MD5 of its plain content (the older kind stores it)."""

    cipher: Cipher
    checksum: bytes

    @staticmethod
    def of(cipher: Cipher, plain: bytes) -> "Sealed":
        """For `plain` before it is encrypted."""
        return Sealed(cipher, hashlib.md5(plain, usedforsecurity=False).digest())


class Manifest(Protocol):
    """One kind of manifest, parsed."""

    name: str

    def ciphers(self) -> dict[str, Cipher]:
        """Encrypted members."""
        ...

    def updated(self, present: Iterable[str], sealed: dict[str, Sealed], opened: Iterable[str]) -> bytes:
        """The manifest for the members `present`; `sealed` are newly encrypted, `opened` are no longer."""
        ...


def _values(cipher: Cipher) -> dict[str, object]:
    return {
        "algorithm-name": "AES/CBC/PKCS5Padding",
        "key-derivation-name": cipher.derivation,
        "iteration-count": cipher.rounds,
        "size": cipher.bits,
        "salt": base64.b64encode(cipher.salt).decode("ascii"),
        "iv": base64.b64encode(cipher.vector).decode("ascii"),
    }


class JsonManifest:
    """``manifest.json``: names under ``file-entries``."""

    name = "manifest.json"

    def __init__(self, data: bytes | None) -> None:
        raw = load_json(data, source=self.name) if data is not None else {}
        self._raw = raw if isinstance(raw, dict) else {}
        entries = self._raw.get("file-entries")
        self._entries = entries if isinstance(entries, dict) else {}

    def ciphers(self) -> dict[str, Cipher]:
        """Encrypted members."""
        return {
            name: read_cipher(entry["encryption-data"], source=name)
            for name, entry in self._entries.items()
            if isinstance(entry, dict) and isinstance(entry.get("encryption-data"), dict)
        }

    def updated(self, present: Iterable[str], sealed: dict[str, Sealed], opened: Iterable[str]) -> bytes:
        """The manifest for the members `present`."""
        names, plain = [name for name in present if name != self.name], set(opened)
        entries: dict[str, object] = {}
        for name in [*(name for name in self._entries if name in names or name.endswith("/")), *names]:
            entry = self._entries.get(name)
            value = dict(entry) if isinstance(entry, dict) else {}
            if name in sealed:
                value["encryption-data"] = _values(sealed[name].cipher)
            elif name in plain:
                value.pop("encryption-data", None)
            entries[name] = value
        return dump_json({**self._raw, "file-entries": entries})


def _media_type(name: str) -> str:
    return "" if name.endswith("/") else "text/xml" if name.endswith(".xml") else mimetypes.guess_type(name)[0] or ""


class XmlManifest:
    """``META-INF/manifest.xml``: one ``file-entry`` for each member and folder; new XMind refuses files without it."""

    name = "META-INF/manifest.xml"

    def __init__(self, data: bytes | None) -> None:
        self._root = (
            load_xmind_xml(data, source=self.name) if data is not None else Element("manifest", {"xmlns": MANIFEST})
        )

    def ciphers(self) -> dict[str, Cipher]:
        """Encrypted members."""
        found: dict[str, Cipher] = {}
        for entry in children(self._root, "file-entry"):
            data = child(entry, "encryption-data")
            if data is None:
                continue
            values: dict[str, object] = {}
            for part in data:
                values |= part.attrib
            found[entry.get("full-path", "")] = read_cipher(values, source=entry.get("full-path", ""))
        return found

    def updated(self, present: Iterable[str], sealed: dict[str, Sealed], opened: Iterable[str]) -> bytes:
        """The manifest for the members `present`."""
        names, plain = list(present), set(opened)
        if self.name not in names:
            names.append(self.name)
        folders = {f"{name.rsplit('/', 1)[0]}/" for name in names if "/" in name}
        known = {entry.get("full-path", ""): entry for entry in children(self._root, "file-entry")}
        kept = [name for name in known if name in names or name.endswith("/")]
        root = copied(self._root)
        root[:] = []
        for name in dict.fromkeys([*kept, *names, *sorted(folders)]):
            old = known.get(name)
            attributes = {"full-path": name, "media-type": _media_type(name)}
            entry = copied(old) if old is not None else Element("file-entry", attributes)
            if name in sealed or name in plain:
                entry[:] = [item for item in entry if item.tag != "encryption-data"]
            if name in sealed:
                entry.append(_encryption_data(sealed[name]))
            root.append(entry)
        return dump_xml(root)


def _encryption_data(sealed: Sealed) -> Element:
    values = {key: str(value) for key, value in _values(sealed.cipher).items()}
    checksum = base64.b64encode(sealed.checksum).decode("ascii")
    element = Element("encryption-data", {"checksum-type": "MD5", "checksum": checksum})
    element.append(Element("algorithm", {"algorithm-name": values.pop("algorithm-name")}))
    element.append(Element("key-derivation", values))
    return element
