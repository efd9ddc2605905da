"""A form arrives in pieces of any size, and gives the same files; a broken one gives an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.partners.multipart import Form, Part, UnreadableForm, boundary_of, filename_of

BOUNDARY = b"x-boundary"
NAMES = st.text("abcdefé ", min_size=1).map(lambda name: f"{name.strip() or 'n'}.csv")
CONTENTS = st.one_of(
    st.binary(max_size=200),
    # what looks like the beginning of a boundary
    st.lists(st.sampled_from([b"\r\n", b"--", b"x-bound", b"\r", b"-", b"a"])).map(b"".join),
)


def written(files: list[tuple[str, bytes]]) -> bytes:
    parts = [
        b"--"
        + BOUNDARY
        + b'\r\nContent-Disposition: form-data; name="file"; filename="'
        + name.encode()
        + b'"\r\nContent-Type: text/csv\r\n\r\n'
        + content
        + b"\r\n"
        for name, content in files
    ]
    return b"".join(parts) + b"--" + BOUNDARY + b"--\r\n"


def read(body: bytes, size: int) -> list[tuple[str | None, bytes]]:
    form = Form(BOUNDARY)
    found: list[tuple[str | None, bytes]] = []
    for start in range(0, len(body), size):
        for one in form.feed(body[start : start + size]):
            if isinstance(one, Part):
                found.append((one.filename, b""))
            else:
                found[-1] = (found[-1][0], found[-1][1] + one)
    form.close()
    return found


@given(st.lists(st.tuples(NAMES, CONTENTS), max_size=4), st.integers(1, 64))
def test_files_arrive_as_they_were_sent_in_pieces_of_any_size(
    files: list[tuple[str, bytes]], size: int
) -> None:
    assert read(written(files), size) == files


@given(st.integers(1, 120), st.integers(1, 64))
def test_a_form_that_ends_too_early_is_no_form(missing: int, size: int) -> None:
    body = written([("a.csv", b"content")])
    with pytest.raises(UnreadableForm):
        read(body[: -missing - 3], size)


@given(st.binary(max_size=300), st.integers(1, 64))
def test_noise_never_does_more_than_be_refused(noise: bytes, size: int) -> None:
    body = b"--" + BOUNDARY + noise
    try:
        read(body, size)
    except UnreadableForm:
        return
    assert b"--" in noise


@pytest.mark.parametrize(
    "body",
    [
        b"--x-boundary\r\nno colon\r\n\r\na\r\n--x-boundary--",
        b"--x-boundary\r\nContent-Disposition: attachment\r\n\r\na\r\n--x-boundary--",
        b"--x-boundary and more\r\n\r\n",
        b"--x-boundary\r\n" + b"a" * 20_000,
        b"--x-boundary" + b" " * 20_000,
    ],
)
def test_what_breaks_the_rules_is_refused(body: bytes) -> None:
    with pytest.raises(UnreadableForm):
        read(body, 1000)


def test_a_field_that_is_no_file_has_no_filename() -> None:
    body = (
        b'--x-boundary\r\nContent-Disposition: form-data; name="note"\r\n\r\nhello\r\n'
        b"--x-boundary--"
    )
    assert read(body, 7) == [(None, b"hello")]


@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary=\x00"])
def test_a_form_names_its_boundary(kind: str) -> None:
    with pytest.raises(UnreadableForm):
        boundary_of(kind)


def test_boundaries_and_names_may_be_quoted() -> None:
    assert boundary_of('multipart/form-data; boundary="a b"') == b"a b"
    assert filename_of('attachment; filename="a b.csv"') == "a b.csv"
    assert filename_of("attachment; filename*=UTF-8''%C3%A9t%C3%A9.csv") == "été.csv"
    assert filename_of("inline") is None
