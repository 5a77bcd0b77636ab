"""Tell in which language a ticket is written, so that only English is judged."""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENGLISH = "en"
# Not English, as far as a few words tell; the code of ISO 639 for what is not determined.
UNKNOWN = "und"
NAMES = {
    "ar": "Arabic",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "es": "Spanish",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "hu": "Hungarian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sv": "Swedish",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "zh": "Chinese",
}

# Enough to tell a language by; more costs time and changes no answer.
MAX_CHARS = 2_000
# Fewer letters than this can be names and codes of any language.
MIN_LETTERS = 30
# Of so few the model seldom is `SURE`, but of 1,458 English titles 7 reach this chance of another
# language, and 22 of 30 short titles in other languages do.
FEW_LETTERS, NOT_ENGLISH = 80, 0.3
# English prose holds more of these words than this share; the model is then not asked.
ENGLISH_SHARE = 0.08
# The model must be this sure (0 to 1) before a ticket is left unjudged.
SURE = 0.95

_WORD = re.compile(r"[^\W\d_]+(?:'[a-z]+)?")
_ENGLISH_WORDS = frozenset(
    """
    the of and to is it that for on with as be are this not have from or by at an we you i if
    when should must will was can has which there but what how all after before does so than
    then they user users add fix error
    """.split()
)


def language_of(text: str) -> str:
    """Return the code of the language of `text` (ISO 639-1); `en` in doubt.

    A few words that look like another language are `UNKNOWN`.
    """
    part = text[:MAX_CHARS]
    words = [word.casefold() for word in _WORD.findall(part)]
    letters = sum(map(len, words))
    if not words or sum(word in _ENGLISH_WORDS for word in words) >= ENGLISH_SHARE * len(words):
        return ENGLISH
    code, chance = _identifier().classify(part)
    if letters >= MIN_LETTERS and code in NAMES and chance >= SURE:
        return str(code)
    is_other = letters < FEW_LETTERS and code in NAMES and chance >= NOT_ENGLISH
    return UNKNOWN if is_other else ENGLISH


@cache
def _identifier() -> "LanguageIdentifier":
    """Load the model on first use; most backlogs never need it."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
