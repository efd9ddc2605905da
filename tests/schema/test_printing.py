"""The printed graphs are the graphs that are served."""

from schema.printing import printed


def test_the_printed_files_are_current() -> None:
    for file, text in printed():
        assert file.read_text(encoding="utf-8") == text, "run `python -m schema.printing`"
