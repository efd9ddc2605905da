"""How is the open data of Decidim read?"""

from datetime import date
from pathlib import Path

from tests.connectors.exports import cells, export, person
from tests.connectors.uploads import Reader


def test_an_archive_gives_spaces_recommendations_and_what_became_of_them(tmp_path: Path) -> None:
    outcome = export("decidim", "coop.example-open-data.zip", scratch=tmp_path)
    assert not outcome.report.blocked
    assert cells(outcome, "bodies", "code", "kind", "name_fr", "name_nl") == [
        ("decidim-assembly-1", "board", "Conseil d'administration", "Raad van bestuur"),
        ("decidim-assembly-2", "space", "Cercle Mobilité", None),
    ]
    columns = ("code", "origin_body", "theme", "title", "text", "language", "submitted_on")
    assert cells(outcome, "recommendations", *columns)[0] == (
        "decidim-proposal-1",
        "decidim-assembly-2",
        "Mobilité",
        "Recommandation 1",
        "Corps; n° 1 suite",
        "fr",
        date(2024, 1, 1),
    )
    events = cells(outcome, "recommendation_events", "recommendation", "stage", "on")
    assert sorted(events, key=str) == [
        ("decidim-proposal-1", "accepted", date(2024, 3, 1)),
        ("decidim-proposal-1", "implemented", date(2025, 6, 30)),
        ("decidim-proposal-1", "in_progress", date(2024, 9, 1)),
        ("decidim-proposal-2", "in_progress", date(2024, 9, 1)),
        ("decidim-proposal-3", "withdrawn", date(2024, 2, 3)),
    ]
    assert cells(outcome, "assemblies", "code", "date", "voters") == [
        ("decidim-meeting-5", date(2024, 6, 15), None)
    ]
    assert {"amendment_left_out", "stage_unknown", "result_of_nothing"} <= set(outcome.codes())


def test_the_generation_is_told_by_its_headers(tmp_path: Path) -> None:
    new = export("decidim", "coop.example-open-data.zip", scratch=tmp_path)
    assert any("0.30" in mark for one in new.report.identified for mark in one.evidence)
    name = "coop.example-open-data-proposals (0.22).csv"
    old = export("decidim", name, scratch=tmp_path)
    assert any("0.2x" in mark for one in old.report.identified for mark in one.evidence)
    assert cells(old, "recommendations", "code", "theme") == [
        ("decidim-proposal-9", "Mobilité"),
        ("decidim-proposal-10", "Mobilité"),
    ]
    # before the day of the answer was exported, an answer cannot be dated
    assert old.one("event_without_day").row == 2


def test_columns_that_are_not_read_are_listed(tmp_path: Path) -> None:
    outcome = export("decidim", "coop.example-open-data.zip", scratch=tmp_path)
    unknown = {header for one in outcome.report.identified for header in one.unknown}
    assert {"author/name", "votes"} <= unknown


def test_members_of_assemblies_become_mandates_without_names(tmp_path: Path) -> None:
    outcome = export("decidim", "assembly_members.json", scratch=tmp_path)
    assert cells(outcome, "mandates", "pseudonym", "role", "gender", "start_on", "end_on") == [
        (person("decidim-assembly-member-1"), "chair", "female", date(2021, 5, 1), None),
        (
            *(person("decidim-assembly-member-2"), "member", "not_recorded"),
            *(date(2021, 5, 1), date(2023, 5, 1)),
        ),
    ]


def test_a_row_that_is_cut_off_is_a_shape_that_is_not_known(read: Reader) -> None:
    text = "id;component/id;progress;proposal_urls;start_date;end_date;url\n1;2;30\n"
    outcome = read({"coop-open-data-results.csv": text})
    assert outcome.codes() == ["unexpected_shape"]


def test_a_name_in_another_language_is_still_a_name(read: Reader) -> None:
    text = "id;title/ca;slug;included_at;assembly_type/id\n1;Cercle;c;2020-01-01;\n"
    outcome = read({"coop-open-data-assemblies.csv": text})
    assert cells(outcome, "bodies", "name_en", "kind") == [("Cercle", "space")]
