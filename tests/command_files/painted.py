"""Just enough of PNG and PDF to see what is in a file, without trusting the programs that wrote it."""

import re
import struct
import zlib

import numpy as np


def pixels(png: bytes) -> np.ndarray:
    """Height × width × 4 (red, green, blue, opacity) of a PNG of eight bits a channel."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    at, data, size = 8, b"", (0, 0)
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        body = png[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            *size, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", body)
            assert (depth, colour, interlaced) == (8, 6, 0)
        data += body if kind == b"IDAT" else b""
        at += length + 12
    return _unfiltered(zlib.decompress(data), *size)


def _unfiltered(raw: bytes, width: int, height: int) -> np.ndarray:
    """Every row as it was before packing (PNG specification, third edition, 9.2)."""
    step, above, rows = width * 4 + 1, [0] * (width * 4 + 4), []
    for start in range(0, height * step, step):
        above = _row(raw[start], raw[start + 1 : start + step], above)
        rows.append(above[4:])
    return np.array(rows, np.int64).reshape(height, width, 4)


def _row(kind: int, packed: bytes, above: list[int]) -> list[int]:
    """One row, after an empty pixel that stands to its left."""
    row = [0, 0, 0, 0]
    for x, byte in enumerate(packed):
        row.append((byte + _guess(kind, row[x], above[x + 4], above[x])) & 255)
    return row


def _guess(kind: int, left: int, up: int, corner: int) -> int:
    """What is foretold from the neighbours on the left, above, and above on the left."""
    if kind == 4:
        to_left, to_up, to_corner = abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)
        if to_left <= to_up and to_left <= to_corner:
            return left
        return up if to_up <= to_corner else corner
    return (0, left, up, (left + up) // 2)[kind]


def streams(pdf: bytes) -> str:
    """All that is packed in a PDF, unpacked."""
    found = []
    for body in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            found.append(zlib.decompress(body))
        except zlib.error:
            found.append(body)
    return b"\n".join(found).decode("latin-1")


def pages(pdf: bytes) -> list[tuple[float, float]]:
    """The width and height of every page, in points."""
    boxes = re.findall(rb"/Type/Page/.*?/MediaBox\[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    return [(float(width), float(height)) for width, height in boxes]


def told(pdf: bytes, key: str) -> str:
    """The text beside a key, in plain letters or in UTF-16."""
    found = re.search(rf"/{key}(?:\((.*?)\)|<([0-9A-F]+)>)(?=/|>>)".encode(), pdf)
    assert found is not None, f"The file says nothing of {key}."
    plain, wide = found.groups()
    return re.sub(rb"\\(.)", rb"\1", plain).decode() if wide is None else bytes.fromhex(wide.decode()).decode("utf-16")
