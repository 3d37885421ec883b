"""Words that mean something else tomorrow.

What it finds:
    "Currently", "recently", "yesterday", "last year", "the new minister" and the like in the texts of facts, in
    English, French, Russian, Tajik and Arabic.

Why it matters:
    A fact is printed for years. "Last year" was true in the year after, and "currently" until the day after.

Example:
    text: The league recently opened a new course.

Write instead:
    The date: `The league opened a course in March 2019.` What holds for a time has `valid:` and says no more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.case import Finding
from briefings.checks.wording import bare, phrases
from briefings.vocabulary.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.case import Case

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING

_OFFICES = "minister|president|ambassador|government|secretary|representative|director|chairman|head"
_WORDS = {
    "en": phrases(
        "currently", "recently", "presently", "nowadays", "lately", "yesterday", "today", "tomorrow", "at present",
        "at the moment", "so far", "to date", "until now", "newly appointed", "newly elected", "in recent (?:years|months)",
        r"(?:last|next|this|past) (?:year|month|week|spring|summer|autumn|winter|decade)",
        rf"the (?:new|current|present|incumbent) (?:\w+ )?(?:{_OFFICES})", "a few (?:days|weeks|months|years) ago",
    ),
    "fr": phrases(
        "actuellement", "récemment", "hier", "aujourd[’']hui", "demain", "désormais", "prochainement", "à ce jour",
        "l[’']an (?:dernier|prochain)", r"(?:l[’']année|la semaine) (?:dernière|prochaine)",
        "le mois (?:dernier|prochain)", "ces dernières années", "jusqu[’']à présent",
        r"(?:le|la) (?:nouveau|nouvelle|actuel|actuelle) (?:ministre|président|présidente|ambassadeur|ambassadrice)",
        r"(?:le|la) (?:ministre|président|présidente|ambassadeur|ambassadrice) actuel(?:le)?",
    ),
    "ru": phrases(
        "сейчас", "сегодня", "вчера", "завтра", "недавно", "ныне", "в настоящее время", "на сегодняшний день",
        "в прошлом (?:году|месяце)", "в этом (?:году|месяце)", "в последнее время", "до сих пор",
        r"(?:новый|нынешний|действующий) (?:министр|президент|посол|представитель)\w*",
    ),
    "tg": phrases(
        "ҳоло", "ҳозир", "имрӯз", "дирӯз", "фардо", "ба наздикӣ", "соли гузашта", "дар айни замон", "вазири нав",
    ),
    "ar": phrases("حاليا", "حالياً", "مؤخرا", "مؤخراً", "أمس", "اليوم", "غدا", "غداً", "العام الماضي", "الوزير الجديد"),
}  # fmt: skip


def check(case: Case) -> Iterator[Finding]:
    """Look at all texts."""
    for passage in case.passages:
        pattern = _WORDS.get(passage.language.partition("-")[0])
        found = pattern.search(bare(passage.words)) if pattern else None
        if found:
            yield Finding(
                message=f"{passage.fact.key} says {found[0]!r}, which will mean something else",
                location=passage.location,
                about=(passage.fact,),
                hint="write the date, or take the word out",
            )
