"""Words such as "currently" or "last year", whose meaning changes with time.

What it finds:
    "Currently", "recently", "yesterday", "last year", "the new minister" and the like in the texts of facts, in
    English, French, Russian, Tajik and Arabic.

Why it matters:
    A fact is printed for years. "Last year" is true for one year, and "currently" may be wrong tomorrow.

Example:
    text: The league recently opened a new course.

Write instead:
    The date: `The league opened a course in March 2019.` For a state, use `valid:` and no such word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.checks.text.mentions import blank_quotations, blank_references, compile_phrases
from briefings.model.diagnostics import Severity

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from briefings.checks.context import CheckContext

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING

_OFFICES = "minister|president|ambassador|government|secretary|representative|director|chairman|head"
_WORDS = {
    "en": compile_phrases(
        "now", "currently", "recently", "presently", "nowadays", "lately", "yesterday", "today", "tomorrow",
        r"(?<!as\s)soon(?! after)",
        "at present", "at the moment", "so far(?! as)", r"(?<!up\s)to date", "until now", "to this day", "newly appointed",
        "newly elected", "in recent (?:years|months)", "in the coming (?:days|weeks|months|years)", "upcoming", "forthcoming",
        # "The last week of May" and "the next year" count from something in the text.
        r"(?:last|this|past) (?:year|month|week|spring|summer|autumn|winter|decade)(?! of)",
        r"(?<!the\s)next (?:year|month|week|spring|summer|autumn|winter|decade)",
        rf"the (?:new|current|present|incumbent) (?:\w+ )?(?:{_OFFICES})", "a few (?:days|weeks|months|years) ago",
    ),
    "fr": compile_phrases(
        "actuellement", "récemment", "hier", "aujourd[’']hui", "demain", "désormais", "prochainement", "bientôt",
        "à ce jour", "à l[’']heure actuelle", "depuis peu", "cette (?:année|semaine)(?!-là)", "ce mois-ci",
        "l[’']an (?:dernier|passé|prochain)", r"(?:l[’']année|la semaine) (?:dernière|passée|prochaine)",
        "le mois (?:dernier|passé|prochain)", "ces dern(?:iers|ières) (?:années|mois|semaines|jours)",
        "jusqu[’']à présent",
        r"(?:le|la) (?:nouveau|nouvelle|actuel|actuelle) (?:ministre|président|présidente|ambassadeur|ambassadrice)",
        r"(?:le|la) (?:ministre|président|présidente|ambassadeur|ambassadrice) (?:(?:de|du|des) [\w’' ]+ )?actuel(?:le)?",
    ),
    "ru": compile_phrases(
        "сейчас", "теперь", "сегодня", "вчера", "завтра", "недавно", "ныне", "скоро", "на днях", "в настоящее время",
        "на сегодняшний день", "по сей день", "на прошлой неделе", "на этой неделе", "в последнее время", "до сих пор",
        r"в (?:прошлом|этом|текущем|будущем|следующем) (?:году|месяце)",
        r"(?:нов|нынешн|действующ)(?:ый|ий|его|ого|ему|ому|им|ым|ем|ом) (?:министр|президент|пос[оле]+|представител)\w*",
    ),
    "tg": compile_phrases(
        "ҳоло", "ҳозир", "имрӯз", "дирӯз", "фардо", "имсол", "ба наздикӣ", "ба қарибӣ",
        "(?:соли|моҳи|ҳафтаи) (?:гузашта|ҷорӣ|оянда)", "(?:солҳои|моҳҳои|рӯзҳои) охир", "дар айни замон", "вазири нав",
    ),
    "ar": compile_phrases(
        "حاليا", "حالياً", "مؤخرا", "مؤخراً", "أمس", "غدا", "غداً", "قريبا", "قريباً", "حتى الآن", "الآن", "في الوقت (?:الحالي|الحاضر|الراهن)",
        # "The first day" and "World Day" are not the reader's today.
        r"اليوم(?!\s+(?:ال\w+|نفسه|ذاته))", "هذا (?:العام|الشهر|الأسبوع)", "هذه السنة",
        "(?:العام|الشهر|الأسبوع) (?:الماضي|المقبل|القادم)", "(?:السنة|الأعوام|السنوات) (?:الماضية|الأخيرة|المقبلة)",
        "الوزير (?:الجديد|الحالي)",
    ),
}  # fmt: skip


def check(context: CheckContext) -> Iterator[Finding]:
    """Check all texts."""
    for passage in context.passages:
        pattern = _WORDS.get(passage.language.partition("-")[0])
        if pattern is None or not pattern.search(passage.text):
            continue
        text = blank_quotations(blank_references(passage.text))
        match = next((match for match in pattern.finditer(text) if not _is_name(text, match)), None)
        if match:
            yield Finding(
                message=f"{passage.fact.key} says {match[0]!r}, which will mean something else",
                location=passage.location,
                entries=(passage.fact,),
                hint="write the date, or take the word out",
            )


def _is_name(text: str, match: re.Match[str]) -> bool:
    """Return whether a match is part of a name: capitalised within a sentence, as in "the paper Zenda Today"."""
    before = text[: match.start()].rstrip()
    return match[0][0].isupper() and bool(before) and before[-1] not in ".!?…:"
