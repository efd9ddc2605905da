"""In which NUTS 2 region does a postcode lie? Known for Belgium and France, null elsewhere."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

import polars as pl
import yaml

from connectors.headers import plain


def regions(postcodes: pl.Series, countries: pl.Series) -> pl.Series:
    """NUTS 2 codes; null where the country has no list, is not named, or has no such postcode.

    Args:
        postcodes: as written; a spreadsheet may have dropped leading zeros.
        countries: the country of each as a code or a name in French, Dutch or English, or null.
    """
    both = pl.DataFrame({"postcode": postcodes, "country": countries})
    distinct = both.drop_nulls().unique()
    found = [_region(postcode, country) for postcode, country in distinct.iter_rows()]
    known = distinct.with_columns(pl.Series("region", found, dtype=pl.String))
    joined = both.join(known, on=["postcode", "country"], how="left", maintain_order="left")
    return joined["region"].alias(postcodes.name)


def _region(postcode: str, country: str) -> str | None:
    listed = _lists().get(plain(country))
    digits = re.fullmatch(r"(?:[A-Z]{1,2}[- ]?)?(\d{3,5})(?:\.0)?", postcode.strip().upper())
    if listed is None or digits is None:
        return None
    length, prefixes = listed
    whole = digits[1].zfill(length)
    if len(whole) != length:
        return None
    return prefixes.get(whole[:3]) or prefixes.get(whole[:2])


@lru_cache(maxsize=1)
def _lists() -> Mapping[str, tuple[int, Mapping[str, str]]]:
    """Name of a country -> how many digits its postcodes have, and prefix -> region."""
    text = files("connectors").joinpath("postcodes.yaml").read_text(encoding="utf-8")
    lists = {}
    for written in yaml.load(text, yaml.CSafeLoader).values():
        prefixes = {
            prefix: region
            for region, ranges in written["prefixes"].items()
            for between in ranges
            for prefix in _prefixes(between)
        }
        for name in written["names"]:
            lists[plain(name)] = (written["digits"], MappingProxyType(prefixes))
    return MappingProxyType(lists)


def _prefixes(between: str) -> Iterator[str]:
    first, _, last = between.partition("-")
    for number in range(int(first), int(last or first) + 1):
        yield f"{number:0{len(first)}d}"
