"""In which encoding is a file written? Each of the six that exports come in is told apart."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.encoding import Encoding, find_encoding

TEXTS = {
    "French": "Numéro;Prénom;Adhésion\n1;Hélène;déjà là, où ça ?\n2;Inès;Noël à l\u2019été\n",
    "Dutch": "Lidnummer;Categorie\n1;coöperatie België, één idee\n2;geëvalueerd, reünie\n",
    "German": "Nummer;Straße\n1;Müllerstraße, Größe\n2;Köln, schön\n",
    "capitals": "ÉTAT;ÂGE\nDÉLÉGUÉ;À PART\nÉcole;Être\n",
    "capitals throughout": "NAAM;GEMEENTE\nCHLOË PEETERS;IEPER\nNOËL;TIËNEN\n",
    "one capital": "NAAM;GEMEENTE\nCHLOË;IEPER\n",
    "money": "Montant\n25,00 €\nsoit 10 € de plus\n",
    "an apostrophe": "Nom\nl\u2019assemblée\n",
}


def found(path: Path) -> Encoding | None:
    return find_encoding(path, lambda _done, _of: None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "mac-roman", "utf-16"])
@pytest.mark.parametrize("language", TEXTS)
def test_every_encoding_gives_the_same_text(tmp_path: Path, language: str, encoding: str) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(TEXTS[language].encode(encoding))
    how = found(path)
    assert how is not None
    assert b"".join(how.pieces(path)).decode() == TEXTS[language]
    assert not how.lost


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_known_without_its_mark(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes("code;name\nété;Zoë\n".encode(encoding))
    how = found(path)
    assert how is not None
    assert how.name == encoding


WORDS = st.sampled_from(
    [
        *("été", "déjà", "où", "être", "forêt", "Noël", "hôtel", "là-bas", "garçon", "très"),
        *("coöperatie", "één", "reünie", "België", "naïef", "élève", "assemblée", "privé"),
        *("générale", "société", "Hélène", "qualité", "ménage", "numéro", "près", "français"),
    ]
)


@settings(max_examples=200, deadline=None)
@given(
    words=st.lists(WORDS, min_size=2, max_size=30),
    encoding=st.sampled_from(["cp1252", "mac-roman"]),
)
def test_one_byte_encodings_are_never_taken_for_each_other(
    tmp_path_factory: pytest.TempPathFactory, words: list[str], encoding: str
) -> None:
    path = tmp_path_factory.mktemp("e") / "file.csv"
    text = ";".join(words) + "\n"
    path.write_bytes(text.encode(encoding))
    how = found(path)
    assert how is not None
    assert b"".join(how.pieces(path)).decode() == text


@pytest.mark.parametrize(
    "content",
    [
        bytes(range(256)),
        b"\x89PNG\r\n\x1a\n" + bytes(range(255, 0, -1)),
        bytes.fromhex("c8ecff3bd4e0ece8ebe8ff0acde0f2e0ebfcff3bc8e2e0edeee2e00a"),
        b"\xff\xfea\x00\x00\xd8b\x00",
    ],
)
def test_what_is_no_such_text_has_no_encoding(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    assert found(path) is None


@pytest.mark.parametrize("sign", ["\ufffd", "\0"])
def test_lost_letters_are_noticed(tmp_path: Path, sign: str) -> None:
    path = tmp_path / "file.csv"
    path.write_text(f"code;name\na;b{sign}c\n", encoding="utf-8")
    how = found(path)
    assert how is not None
    assert how.lost


def test_old_mac_line_ends_become_line_feeds(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes("code;name\rété;là\r".encode("mac-roman"))
    how = found(path)
    assert how is not None
    assert b"".join(how.pieces(path)).decode() == "code;name\nété;là\n"


def test_progress_is_told_up_to_the_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(b"code;name\n")
    told: list[tuple[int, int]] = []
    find_encoding(path, lambda done, of: told.append((done, of)))
    assert told[-1] == (10, 10)


#: Words of registers and minutes; the texts below are put together from them at random.
VOCABULARY = {
    "French": "adhérente société dès où ça élève Noël œuvre coopérative l\u2019été déjà trésorier "
    "pâte hôpital naïve maïs garçon reçu âge Île Évry Éléonore François Zoé Inès 25,00 € prêt",
    "Dutch": "coöperatie België geëvalueerd reünie één idee ruïne café enquête vennoot categorie "
    "jaarlijks Noëlla Chloé Daniël financiële zeeën beïnvloed naïef crèche 12,50 € lid sinds",
    "German": "Müller Straße Größe schön Köln Mitglied für über Fuß Jürgen Österreich Ärztin "
    "Genossenschaft weiß Bürger Grüße jährlich Beiträge Übersicht müssen 100 € erhöht",
}


def test_at_least_99_of_100_unseen_texts_are_read_as_they_were_written(tmp_path: Path) -> None:
    chance = random.Random(20261123)  # noqa: S311 - texts, not secrets
    path = tmp_path / "file.csv"
    tried = right = 0
    for written in VOCABULARY.values():
        words = written.split()
        for _ in range(200):
            rows = [";".join(chance.choices(words, k=5)) for _ in range(chance.randint(2, 12))]
            text = "\n".join(rows) + "\n"
            for encoding in ("utf-8", "utf-8-sig", "cp1252", "mac-roman", "utf-16"):
                path.write_bytes(text.encode(encoding))
                how = found(path)
                tried += 1
                right += how is not None and b"".join(how.pieces(path)).decode() == text
    assert tried == 3000
    assert right >= 0.99 * tried


def test_a_name_from_elsewhere_does_not_spoil_the_others(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    text = "nom;catégorie\nŠárka Ažubel;salariée\n"
    path.write_bytes(text.encode("cp1252"))
    how = found(path)
    assert how is not None
    assert how.name == "cp1252"


@given(text=st.text(alphabet="aé€😀\ufffd\0\r\n", max_size=40), spoilt=st.booleans())
def test_characters_are_whole_wherever_a_piece_of_the_file_ends(
    tmp_path_factory: pytest.TempPathFactory, text: str, *, spoilt: bool
) -> None:
    path = tmp_path_factory.mktemp("text") / "file.csv"
    path.write_bytes(b"x" * 100 + text.encode() + (b"\xc3" if spoilt else b""))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("connectors.encoding._GLANCE", 7)
        how = found(path)
    assert (how is not None and how.name == "utf-8") is not spoilt
    if how is not None and not spoilt:
        assert how.lost == bool({"\ufffd", "\0"} & set(text))


@given(text=st.text(alphabet="aé\u2019€\u00a0ÿ\n", max_size=40))
def test_cp1252_is_read_alike_with_and_without_its_signs(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.mktemp("text") / "file.csv"
    path.write_bytes(text.encode("cp1252"))
    how = Encoding(name="cp1252", skip=0, lost=False, old_mac=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("connectors.encoding._PIECE", 7)
        assert b"".join(how.pieces(path)).decode() == text
