"""How does a cooperative get a file to fill in?"""

from pathlib import Path

from typer.testing import CliRunner

from hub.cli import app


def test_a_template_is_written_with_its_guide(tmp_path: Path) -> None:
    command = ["template", "members", "--language", "fr", "--format", "csv"]
    done = CliRunner().invoke(app, [*command, "--output", str(tmp_path / "new")])
    assert done.exit_code == 0
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == [
        "members-guide.csv",
        "members.csv",
    ]
    assert "numéro de membre" in (tmp_path / "new" / "members.csv").read_text("utf-8-sig")


def test_a_workbook_holds_both(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["template", "bodies", "--output", str(tmp_path)])
    assert done.exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["bodies.xlsx"]
