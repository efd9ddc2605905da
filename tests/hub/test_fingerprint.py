"""The same content is the same import, whatever it is called; not for another cooperative."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from hub.fingerprint import file_digest, import_id, upload_digest

PARTS = st.lists(st.tuples(st.sampled_from([".csv", ".CSV", ".xlsx"]), st.text("0af", min_size=1)))


def test_a_file_is_known_by_its_content(tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_bytes(b"a\n")
    (tmp_path / "two.csv").write_bytes(b"a\n")
    (tmp_path / "three.csv").write_bytes(b"b\n")
    one, two, three = (file_digest(tmp_path / f"{name}.csv") for name in ("one", "two", "three"))
    assert one == two != three


@given(PARTS)
def test_the_order_of_the_files_says_nothing(parts: list[tuple[str, str]]) -> None:
    assert upload_digest(parts) == upload_digest(reversed(parts))


@given(PARTS, PARTS)
def test_other_files_are_another_upload(
    one: list[tuple[str, str]], other: list[tuple[str, str]]
) -> None:
    same = sorted((kind.lower(), text) for kind, text in one) == sorted(
        (kind.lower(), text) for kind, text in other
    )
    assert (upload_digest(one) == upload_digest(other)) is same


def test_everything_that_decides_the_records_decides_the_name() -> None:
    names = {
        import_id(key, slug, digest, besides)
        for key in ("k1", "k2")
        for slug in ("a", "b")
        for digest in ("d", "e")
        for besides in ((), ("members", "i1"))
    }
    assert len(names) == 16
