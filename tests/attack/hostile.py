"""What no honest browser sends: text, numbers and files that try each place where a program may stumble."""

from urllib.parse import quote_from_bytes

from hypothesis import strategies as st

WORDS = [
    "", " ", "a\x00b", "‮", "​", "\r\nSet-Cookie: a=b", "😀" * 40, "A" * 20_000, "İ" * 200,
    "../../etc/passwd", "%2e%2e%2f", "'; DROP TABLE strands_strand; --", "\" onfocus=alert(1) autofocus x=\"",
    "<script>alert(1)</script>", "<svg/onload=alert(1)>", "{{ settings.SECRET_KEY }}", "{% load static %}",
    "${7*7}", "=1+1", "-1", "0", "1e999", "NaN", "Infinity", "9" * 40, "2147483648", "9223372036854775808", "0x10",
    "true", "null", "[]", "{}", "0000-00-00", "9999-12-31", "10000-01-01", "2026-02-30", "0001-01-01",
    "2026-10-05T25:61", "00000000-0000-0000-0000-000000000000", "-" * 36, "//evil.example", "javascript:alert(1)", "http://[::1",
]  # fmt: skip
BROKEN = [b"\xff\xfe", b"\xed\xa0\x80", b"\xc0\xaf", b"\xf4\x90\x80\x80", b"%", b"%u0041", b"\x00"]
TEXT = st.sampled_from(WORDS) | st.text(max_size=60)
BYTES = (
    TEXT.map(lambda words: words.encode("utf-8", "surrogatepass")) | st.sampled_from(BROKEN) | st.binary(max_size=30)
)
# With Cs among the characters, lone surrogates come too.
ANYTHING = BYTES | st.text(st.characters(), max_size=20).map(lambda words: words.encode("utf-8", "surrogatepass"))
FILES = st.sampled_from(
    [
        b"ward,month,falls,days\nWard 4,2026-10,5,900\n",
        b"",
        b"\x00" * 64,
        b"PK\x03\x04",
        b"PK\x05\x06" + bytes(18),
        b"\x89PNG\r\n\x1a\n" + bytes(40),
        b"\xff\xfe",
        b"a,b\n",
        b"a,b\n1,2\n",
        "ward,n\nÉ,1\n".encode("utf-16"),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b'"never closed\n1,2\n',
        b"sep=\n",
        b"sep=|\na|b\n1|2\n",
        b",,,\n,,,\n",
        b"a,b\n" + b"=1+1,@x\n" * 20,
        b"\xed\xa0\x80,b\n1,2\n",
    ]
) | st.binary(max_size=80)
FILE_NAMES = [
    "falls.csv",
    "../../falls.csv",
    "a.xlsx",
    "",
    "x" * 300,
    'evil".csv',
    "n\x00l.csv",
    "con",
    ".htaccess",
    "📈.csv",
]


def pairs(fields: dict[str, list[str]]) -> st.SearchStrategy[list[tuple[bytes, bytes]]]:
    """Names and values to send: as the page has them, but for a few that are left out, doubled, or anything at all.

    Most stay honest, so that what is wrong is met by what lies behind the first check, too.
    """
    bent = st.sets(st.sampled_from(sorted(fields)), max_size=2) if fields else st.just(set())
    strange = st.just([]) | st.lists(st.tuples(ANYTHING, ANYTHING), max_size=1)
    return st.tuples(bent, strange).flatmap(
        lambda drawn: st.tuples(
            *(_field(name, offered, name in drawn[0]) for name, offered in fields.items()), st.just(drawn[1])
        ).map(lambda parts: [pair for part in parts for pair in part])
    )


def _field(name: str, offered: list[str], bent: bool) -> st.SearchStrategy[list[tuple[bytes, bytes]]]:
    honest = st.sampled_from([value.encode() for value in offered] or [b""])
    named = st.just(name.encode())
    if not bent:
        return st.tuples(named, honest).map(lambda pair: [pair])
    wrong = st.tuples(named, ANYTHING).map(lambda pair: [pair])
    twice = st.lists(st.tuples(named, honest | ANYTHING), min_size=2, max_size=3)
    return st.one_of(wrong, wrong, twice, st.just([]))


def urlencoded(sent: list[tuple[bytes, bytes]]) -> bytes:
    """A form as a browser writes it, whatever its bytes."""
    return b"&".join(f"{quote_from_bytes(name)}={quote_from_bytes(value)}".encode() for name, value in sent)


def multipart(sent: list[tuple[bytes, bytes]], files: list[tuple[str, str, bytes]]) -> tuple[bytes, str]:
    """A form with files, written part by part, and its content type."""
    edge = "edge0f0of0parts"
    parts = [b'Content-Disposition: form-data; name="%s"\r\n\r\n%s' % (name, value) for name, value in sent]
    parts += [
        f'Content-Disposition: form-data; name="{field}"; filename="{name}"\r\nContent-Type: text/csv\r\n\r\n'.encode()
        + content
        for field, name, content in files
    ]
    body = b"".join(b"--%s\r\n%s\r\n" % (edge.encode(), part) for part in parts) + f"--{edge}--\r\n".encode()
    return body, f"multipart/form-data; boundary={edge}"
