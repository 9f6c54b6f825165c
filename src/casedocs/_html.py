"""Pages that carry their data, script and style inside and run under a strict content security policy."""

import base64
import hashlib
import json

__all__ = ["inline_hash", "inline_json"]


def inline_json(value: object) -> str:
    """JSON that cannot end the ``<script>`` element it stands in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return (
        text.replace("<", "\\u003c").replace(">", "\\u003e").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    )


def inline_hash(text: str) -> str:
    """What the policy says of an inline script or style: ``'sha256-…'`` without the frame."""
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
