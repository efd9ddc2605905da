"""Does somebody's mapping pack keep the rules?"""

from importlib.resources import files

from typer.testing import CliRunner

from hub.cli import app
from hub.commands.conformance import BROKEN
from tests.connectors.exports import EXPORTS

BAD_USE = 2
PACK = str(files("connectors.packs") / "galette.yaml")


def test_a_pack_is_tried_rule_by_rule() -> None:
    sample = EXPORTS / "galette" / "liste_adherents_filtree.csv"
    done = CliRunner().invoke(app, ["conformance", PACK, str(sample)])
    assert done.exit_code == 0
    assert "kept" in done.output
    assert "broken" not in done.output


def test_a_broken_rule_is_said_and_gives_its_own_status() -> None:
    sample = EXPORTS / "polis" / "votes.csv"
    done = CliRunner().invoke(app, ["conformance", PACK, str(sample)])
    assert done.exit_code == BROKEN
    assert "broken" in done.output


def test_a_connector_is_tried_by_the_name_of_its_system() -> None:
    sample = EXPORTS / "openslides" / "meeting.json"
    done = CliRunner().invoke(app, ["conformance", "openslides", str(sample)])
    assert done.exit_code == 0
    assert "broken" not in done.output


def test_a_pack_that_is_not_there_is_said() -> None:
    done = CliRunner().invoke(app, ["conformance", "nowhere.yaml", PACK])
    assert done.exit_code == BAD_USE
    assert "nowhere.yaml" in done.output
