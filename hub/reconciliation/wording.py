"""How is a number or a place written in French, English and Dutch?"""

from collections.abc import Mapping

from hub.reconciliation.finding import Text

_MARKS = {"fr": ("\u202f", ","), "en": (",", "."), "nl": (".", ",")}

_PLACE_WORDS = {
    "table": {"fr": "tableau", "en": "table", "nl": "tabel"},
    "section": {"fr": "section", "en": "section", "nl": "sectie"},
    "note": {"fr": "note", "en": "note", "nl": "noot"},
    "introduction": {"fr": "introduction", "en": "introduction", "nl": "inleiding"},
    "text": {"fr": "texte", "en": "text", "nl": "tekst"},
}


def say(*, fr: str, en: str, nl: str, **parts: float | str | Text) -> Text:
    """One sentence per language, with each `{part}` written in that language.

    Numbers get the language's marks, at most four decimals; a part that is a
    text itself is taken in the same language.
    """
    sentences = {"fr": fr, "en": en, "nl": nl}
    return {
        language: sentence.format(**{k: _write(part, language) for k, part in parts.items()})
        for language, sentence in sentences.items()
    }


def join(first: Text, *others: Text) -> Text:
    """Sentences one after the other, in each language."""
    return {lang: " ".join((first[lang], *(one[lang] for one in others))) for lang in first}


def place(text: str) -> Text:
    """A place of the source, such as `table 3` or `section 2.1`, in each language."""
    return {
        language: " ".join(_place_word(word, language) for word in text.split(" "))
        for language in _MARKS
    }


def _place_word(word: str, language: str) -> str:
    return _PLACE_WORDS.get(word, {}).get(language, word)


def _write(part: float | str | Text, language: str) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, Mapping):
        return part[language]
    thousands, decimal = _MARKS[language]
    digits = f"{part:,.4f}".rstrip("0").rstrip(".") if part % 1 else f"{part:,.0f}"
    return digits.translate({ord(","): thousands, ord("."): decimal})
