"""A picture made on the spot."""

from io import BytesIO

from PIL import Image


def tiny_png() -> bytes:
    """Forty pixels by forty, of one colour."""
    out = BytesIO()
    Image.new("RGB", (40, 40), (29, 70, 144)).save(out, "PNG")
    return out.getvalue()
