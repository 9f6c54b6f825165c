"""The members of an XMind container, decrypted on the way in and encrypted on the way out."""

from casedocs.errors import EncryptedFileError
from casedocs.mindmap._package import Package, build
from casedocs.mindmap.formats._xmind_crypto import Cipher, fresh_cipher
from casedocs.mindmap.formats._xmind_manifest import JsonManifest, Manifest, Sealed, XmlManifest
from casedocs.mindmap.model import MindMap
from casedocs.mindmap.origin import Origin

__all__ = ["Store", "manifest_of", "new_package", "save_package"]

_NEVER_SEALED = ("Thumbnails/", "META-INF/", "manifest.json")


class Store:
    """Reads members of a package.

    Args:
        package: The container.
        manifest: Its manifest.
        password: Opens the encrypted members; empty when none was given.
    """

    def __init__(self, package: Package, manifest: Manifest, password: str) -> None:
        self.package = package
        self.ciphers: dict[str, Cipher] = {
            name: cipher for name, cipher in manifest.ciphers().items() if name in package
        }
        self._password = password

    def read(self, name: str, *, document: bool = False) -> bytes:
        """The plain content of a member; `document` applies the limit of side documents.

        Raises:
            EncryptedFileError: If it is encrypted and the password is missing or wrong.
        """
        data = self.package.document(name) if document else self.package.read(name)
        cipher = self.ciphers.get(name)
        if cipher is None:
            return data
        if not self._password:
            raise EncryptedFileError(f"{name} is encrypted", hint="give the password of the map", source=name)
        return cipher.decrypt(data, self._password, source=name)

    def find(self, name: str) -> bytes | None:
        """The plain content of a side document that may be missing."""
        return self.read(name, document=True) if name in self.package else None


def manifest_of(package: Package, *, xml: bool) -> Manifest:
    """The parsed manifest of a container; an empty one where it has none."""
    name = XmlManifest.name if xml else JsonManifest.name
    data = package.document(name) if name in package else None
    return XmlManifest(data) if xml else JsonManifest(data)


def _sealable(name: str, *, xml: bool) -> bool:
    stub = name == "content.xml" and not xml
    return not stub and not name.startswith(_NEVER_SEALED)


def save_package(
    mind_map: MindMap, origin: Origin, changed: dict[str, bytes], password: str | None, *, xml: bool
) -> bytes:
    """The container that was read, with what differs.

    Args:
        mind_map: Gives the resources that were added and removed.
        origin: The container as it was read.
        changed: Plain content of other members that differ.
        password: As in `DumpOptions.password`.
        xml: Whether this is the older kind.
    """
    package = origin.package
    assert package is not None  # noqa: S101  the codecs call this for containers only
    wanted = origin.password if password is None else password
    manifest = manifest_of(package, xml=xml)
    store = Store(package, manifest, origin.password)
    added, removed = mind_map.resources.changes
    plain = {**changed, **added}
    opened: set[str] = set()
    if wanted != origin.password:
        opened = set(store.ciphers)
        names = [name for name in package.names if (wanted and _sealable(name, xml=xml)) or name in opened]
        plain = {**{name: store.read(name) for name in names}, **plain}
        if wanted:  # a thumbnail is never encrypted and would show the map
            removed |= {name for name in package.names if name.startswith("Thumbnails/")}
    if not plain and not removed:
        return origin.data
    sealed, members = _seal(plain, wanted, xml=xml)
    present = [name for name in package.names if name not in removed]
    present += [name for name in members if name not in present]
    known = manifest.name in package and not sealed and not opened and set(present) == set(package.names)
    if not known:
        members[manifest.name] = manifest.updated(present, sealed, opened)
    return package.rewrite(members, frozenset(removed))


def _seal(plain: dict[str, bytes], password: str, *, xml: bool) -> tuple[dict[str, Sealed], dict[str, bytes]]:
    sealed: dict[str, Sealed] = {}
    members = dict(plain)
    for name, data in plain.items() if password else ():
        if _sealable(name, xml=xml):
            cipher = fresh_cipher()
            sealed[name] = Sealed.of(cipher, data)
            members[name] = cipher.encrypt(data, password)
    return sealed, members


def new_package(members: dict[str, bytes], password: str, *, xml: bool) -> bytes:
    """A fresh container with its manifest."""
    sealed, packed = _seal(members, password, xml=xml)
    manifest: Manifest = XmlManifest(None) if xml else JsonManifest(None)
    packed[manifest.name] = manifest.updated(list(packed), sealed, ())
    return build(packed)
