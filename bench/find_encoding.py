"""In how many files never seen is the encoding found? Invented registers, written in five ways.

    python bench/find_encoding.py [--files 400] [--seed 1]

Each file is a small register in French, Dutch or German: names, streets, towns, remarks and sums
of money drawn at random, with few or many letters that ASCII lacks. It is written in UTF-8 with
and without byte order mark, UTF-16, cp1252 and Mac Roman, as far as an encoding has its letters,
and counts as right when every letter is read as it was written. Bar: 99 %.
"""

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from connectors.encoding import find_encoding

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252", "mac-roman")

_FRENCH = {
    "headers": "Numéro;Nom;Prénom;Catégorie;Adhésion;Adresse;Ville;Montant;Remarque",
    "names": "Lefèvre Gérard Béranger Noël Muñoz Çelik Ozaïr Saint-André Hervé Le\u00a0Goff Côté "
    "Châtelain Aÿ Desœuvre Lacaze Martin Dupont Benoît Fröhlich D\u2019Aubigné",
    "first": "Zoé Éloïse Anaïs Gaël Maëlys Jérôme Inès Chloé Rémi Thérèse Léa Jean Paul Ève "
    "François Hélène Agnès Loïc Marie Émile",
    "streets": "rue_de_l\u2019Église allée_des_Chênes quai_Voltaire 12_bis_avenue_Foch "
    "place_de_l\u2019Hôtel-de-Ville chemin_du_Pré impasse_Saint-Éloi rue_Haute",
    "towns": "Liège Orléans Besançon Nîmes Évreux Lyon Sète Alès Paris Châlons Namur",
    "remarks": "à_relancer a_démissionné reçu_par_courrier déjà_réglé « en_attente » "
    "très_intéressée n\u2019a_pas_répondu voir_dossier_n°\u00a012 où_ça_? ok",
}
_DUTCH = {
    "headers": "Lidnummer;Naam;Voornaam;Categorie;Toetreding;Adres;Gemeente;Bedrag;Opmerking",
    "names": "Coördes De\u00a0Smet Müller Piët Vandenbroucke Peeters Goossens Daniëls Janssens "
    "Van\u00a0der\u00a0Veken Desmèdt Ruïs Hoët Šimek",
    "first": "Chloë Noëlla Daniël Zoë Renée Jan Piet André Joëlle Raphaël Els Michaël Loïs",
    "streets": "Königstraat Sint-Andréstraat Eéndrachtslaan Molenweg Belgiëlaan Hoëgaardestraat",
    "towns": "Gent Brussel Tiënen Luik Ieper Genève Aarschot Sint-Truiden Curaçao",
    "remarks": "beëindigd geïnteresseerd één_aandeel nog_te_bellen coöptatie \u2018later\u2019 "
    "privé reünie in_januari financiële_steun ideeën oké café_om_de_hoek",
}
_GERMAN = {
    "headers": "Mitgliedsnummer;Name;Vorname;Gruppe;Beitritt;Straße;Ort;Betrag;Bemerkung",
    "names": "Müller Schäfer Größ Weiß Köhler Schröder Krämer Jäger Özdemir Voß Schmidt Fuchs",
    "first": "Jürgen Käthe Günther Björn Sören Jörg Ümit Anna Änne Peter Lena René",
    "streets": "Hauptstraße Mühlweg Am_Schloß Grüne_Gasse Öhringer_Weg Schulstraße Lindenallee",
    "towns": "Köln München Düsseldorf Aachen Würzburg Gießen Überlingen Eupen Österreich",
    "remarks": "gekündigt zurückgestellt „später“ per_Überweisung für_später geschäftsführend "
    "nächstes_Jahr erhöht ok bar",
}
LANGUAGES = {"French": _FRENCH, "Dutch": _DUTCH, "German": _GERMAN}


def register(words: dict[str, str], chance: random.Random) -> str:
    """A register with as many letters of its language as chance gives it."""
    bank = {name: drawn.split() for name, drawn in words.items() if name != "headers"}
    # in some registers nearly every cell is plain: there a single letter must decide
    plain = chance.choice((0.0, 0.5, 0.95))
    end = chance.choice(("\n", "\r\n"))
    rows = [words["headers"]] if chance.random() > plain else ["no;name;c;d;e;f;g;h;i"]
    for number in range(chance.choice((1, 3, 20, 300))):
        cells = [str(number), *(_cell(bank[kind], plain, chance) for kind in ("names", "first"))]
        cells += [chance.choice("ABC"), f"{chance.randint(1, 28):02d}/05/2019"]
        cells += [_cell(bank[kind], plain, chance) for kind in ("streets", "towns")]
        cells += [chance.choice(("25,00 €", "25,00", "1\u00a0250,00 €", "10")), ""]
        cells[-1] = _cell(bank["remarks"], plain, chance)
        rows.append(";".join(cells))
    if chance.random() < 1 / 4:
        rows = [row.upper() for row in rows]
    return end.join(rows) + end


def _cell(bank: Sequence[str], plain: float, chance: random.Random) -> str:
    ascii_only = [word for word in bank if word.isascii()]
    word = chance.choice(ascii_only if chance.random() < plain and ascii_only else bank)
    return word.replace("_", " ")


def main() -> int:
    """Write, read, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--files", type=int, default=400, help="texts in each language")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    chance = random.Random(asked.seed)  # noqa: S311 - texts, not secrets
    tried: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.csv"
        for language, words in LANGUAGES.items():
            for _ in range(asked.files):
                text = register(words, chance)
                for encoding in ENCODINGS:
                    try:
                        path.write_bytes(text.encode(encoding))
                    except UnicodeEncodeError:
                        continue
                    tried[language, encoding] += 1
                    right[language, encoding] += _read(path) == text
    table = Table("language", *ENCODINGS)
    for language in LANGUAGES:
        told = (f"{right[language, one]} of {tried[language, one]}" for one in ENCODINGS)
        table.add_row(language, *told)
    Console().print(table)
    share = right.total() / tried.total()
    Console().print(f"{right.total()} of {tried.total()} files: {share:.2%}")
    return int(share < 0.99)  # noqa: PLR2004 - the bar


def _read(path: Path) -> str | None:
    how = find_encoding(path, lambda _done, _of: None)
    return None if how is None else b"".join(how.pieces(path)).decode()


if __name__ == "__main__":
    sys.exit(main())
