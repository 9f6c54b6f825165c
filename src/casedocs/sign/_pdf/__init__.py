"""Everything that touches pyHanko: reading, the difference between revisions, writing. Its types stay in here."""

__all__: list[str] = []
