"""Does a mapping pack keep the rules that every pack keeps?"""

import textwrap
from importlib.resources import files
from pathlib import Path

import pytest

from connectors.conformance import MOST_LINES, conformance, connector_conformance
from tests.connectors.exports import EXPORTS

PACKS = Path(str(files("connectors.packs")))
SAMPLES = {
    "civicrm": "civicrm/CiviCRM_Member_Search.csv",
    "dolibarr": "dolibarr/export_member_1.csv",
    "galette": "galette/liste_adherents_filtree.csv",
    "odoo_cooperator": "odoo-cooperator/Contact (res.partner).csv",
    "odoo_cooperator_register": (
        "odoo-cooperator/Subscription Register (subscription.register).csv"
    ),
    "odoo_cooperator_shares": "odoo-cooperator/Share lines (res.partner).csv",
    "paheko": "paheko/Tous les membres.csv",
}


@pytest.mark.parametrize("name", SAMPLES)
def test_the_hub_s_own_packs_keep_every_rule(name: str) -> None:
    verdicts = list(conformance(PACKS / f"{name}.yaml", [EXPORTS / SAMPLES[name]]))
    assert [one for one in verdicts if one.fault is not None] == []
    planted = [one.rule for one in verdicts if "does not exist" in one.rule]
    assert len(planted) == 1


@pytest.mark.parametrize("system", ["belenios", "helios", "openslides", "limesurvey"])
def test_the_hub_s_own_connectors_keep_every_rule(system: str) -> None:
    samples = [one for one in sorted((EXPORTS / system).iterdir()) if one.suffix != ".md"]
    verdicts = list(connector_conformance(system, samples))
    assert [one for one in verdicts if one.fault is not None] == []
    halves = [one.sample for one in verdicts if one.rule.startswith("half")]
    assert halves == [one.name for one in samples]


def test_a_connector_that_nobody_installed_is_said() -> None:
    [verdict] = connector_conformance("no such system", [])
    assert verdict.fault is not None


def test_samples_of_another_system_break_the_rules_of_a_connector() -> None:
    verdicts = connector_conformance("helios", [EXPORTS / "openslides" / "meeting.json"])
    faults = {one.rule: one.fault for one in verdicts if one.fault is not None}
    assert faults == {"the samples are identified": "they were taken for openslides"}


def test_a_sample_that_is_no_text_is_tried_too() -> None:
    sample = EXPORTS / "paheko" / "Tous les membres.ods"
    verdicts = list(conformance(PACKS / "paheko.yaml", [sample]))
    assert all(one.fault is None for one in verdicts)


PACK = """system: other
versions: ["1"]
tables:
  - table: cycles
    match: [code, name]
    signature: [Ref, Label]
    fields:
      code: {from: Ref}
      name: {from: Label}
"""


def faults(tmp_path: Path, pack: str, sample: str) -> dict[str, str]:
    (tmp_path / "other.yaml").write_text(pack)
    (tmp_path / "sample.csv").write_text(sample)
    verdicts = conformance(tmp_path / "other.yaml", [tmp_path / "sample.csv"])
    return {one.rule: one.fault for one in verdicts if one.fault is not None}


def test_a_pack_that_keeps_the_rules_has_no_fault(tmp_path: Path) -> None:
    assert faults(tmp_path, PACK, "Ref,Label\nc1,Ažubel en été à côté\n") == {}


def test_a_pack_that_stores_an_address_is_told(tmp_path: Path) -> None:
    found = faults(tmp_path, PACK, "Ref,Label\nc1,a@example.org\n")
    assert found == {
        "no address or account is stored": "cycles.name holds something like an address"
    }


def test_an_encoding_that_lacks_a_letter_of_the_sample_is_not_asked(tmp_path: Path) -> None:
    assert faults(tmp_path, PACK, "Ref,Label\nc1,Αθήνα\n") == {}


def test_a_sample_of_another_system_is_told(tmp_path: Path) -> None:
    found = faults(tmp_path, PACK, "Shoe,Hat\n41,52\n")
    assert set(found) == {
        "the sample is identified as the pack's system",
        "the sample is read without a blocking finding",
        "the sample gives rows",
    }


def test_a_long_pack_is_told(tmp_path: Path) -> None:
    found = faults(tmp_path, PACK + "# more\n" * MOST_LINES, "Ref,Label\nc1,One\n")
    assert list(found) == [f"a pack has at most {MOST_LINES} lines"]


def test_rows_that_depend_on_something_else_are_told(tmp_path: Path) -> None:
    # under a title the first column is no longer the same one
    pack = PACK.replace("name: {from: Label}", "name: {from: Label, required: true}")
    assert faults(tmp_path, pack, "Ref,Label\nc1,One\nc1,Two\n") == {
        "the sample is read without a blocking finding": (
            "sample.csv, row 3, column A (Ref): This row repeats row 2 of sample.csv (same "
            "cycle code). Keep only one of the two."
        )
    }


def test_the_pack_of_the_guide_is_a_whole_pack_that_keeps_every_rule(tmp_path: Path) -> None:
    guide = (EXPORTS.parents[1] / "docs" / "how-to" / "add-a-mapping-pack.md").read_text("utf-8")
    block = guide.split("```yaml\n")[1].split("```")[0]
    (tmp_path / "woonhub.yaml").write_text(textwrap.dedent(block), "utf-8")
    sample = (
        "Huurderscode;Naam;Aanhef;Wooneenheid;Contractsoort;Postcode;Land;"
        "Ingang contract;Einde contract;Toestand\n"
        "H1;Lieve V.;Mevr.;12;sociaal;9000;België;01/05/2019;;huidig\n"
        "H2;Noël H.;Dhr.;14;sociaal;1000;België;01/05/2018;30/04/2022;vertrokken\n"
        "H3;Per K.;;15;sociaal;1000;België;01/05/2026;;kandidaat\n"
    )
    (tmp_path / "tenants.csv").write_text(sample, "utf-8")
    verdicts = list(conformance(tmp_path / "woonhub.yaml", [tmp_path / "tenants.csv"]))
    assert len(verdicts) > 10
    assert [one for one in verdicts if one.fault is not None] == []
