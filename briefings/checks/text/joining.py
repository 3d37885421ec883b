"""Statements of texts about joining a body or taking part in a programme since a day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.text.claim_times import SINCE_BEFORE
from briefings.checks.text.vocabulary import WordPattern, word_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.checks.text.names import Mention
    from briefings.checks.text.times import NamedTime

__all__ = ["JoiningClaim", "find_framework_document", "find_joining_claims", "subject_word"]

_FILLER = r"(?:(?:{joining_filler}|{definite_articles}|{possessives})\s+|{elisions}\s*)*[«“\"„(]?"
# An acronym may follow a name in words: "joined the council of lamps (CL)".
_VERB = WordPattern(
    rf"(?<!\w)(?:(?P<joined>{{joining}})|(?P<signed>{{signed}})|(?P<part>{{taking_part}}))\s+{_FILLER}(?:(?:[\w’'-]+\s+){{1,8}}\()?$"
)
_AFTER_BODY = WordPattern(r"\)?[»”\"“]?\s*(?:\([^()]{2,20}\)\s*)?[»”\"“]?\s*(?:(?:{programme_words})\b\s*)?")
_DOCUMENT = WordPattern(r"\s*(?:{framework_documents})\b")
_DOCUMENT_BEFORE = WordPattern(r"(?:{framework_documents})\W")
_DATE_LINK = WordPattern(
    r"\s*,?\s*(?:(?:(?P<since>{since_when})|{date_prepositions})\s+(?:{definite_articles}\s+)?)?$",
    re.IGNORECASE,
)
_PHRASE_END = WordPattern(r"\s*(?:$|[.,;:()\[!?–—-]|{words_after_body}\b|{since_when}\b)")
_AND_BODY = WordPattern(
    r"\s*(?:,|,?\s*{and_or})\s+(?:(?:{definite_articles}|{possessives})\s+|{elisions}\s*)*[«“\"„]?"
)
_NOT_A_FACT = WordPattern(r"(?<!\w)(?:{not_a_fact})\s+(?:(?:{adverbs_before_verb}|{auxiliaries})\s+){0,3}$")
# "Its accession to BODY", "the accession of COUNTRY to BODY"; "member of BODY" without a verb, "a BODY member".
_NOUN = WordPattern(
    rf"(?<!\w)(?:(?P<noun>{{membership_nouns}})|(?P<member>{{member_words}}))(?P<who>\s+(?:{{owner_links}}\s+(?:{{definite_articles}}\s+)?|{{elisions}})?(?-i:{{capital}})[\w’'-]+(?:\s+(?-i:{{capital}})[\w’'-]+){{0,2}})?"
    rf"\s+(?:{{membership_links}})\s*{_FILLER}$"
)
# "Negotiations on its accession".
_TALK = WordPattern(r"(?<!\w)(?:{talk_of})\s+(?:[\w’'-]+\s+){0,3}$")
_ANNIVERSARY = WordPattern(r"(?<!\w){anniversaries}(?!\w)")
_MEMBER_AFTER = WordPattern(r"\s*(?:\([^()]{2,20}\)\s*)?{member_words}(?!\w)")
# "BODY (since 1994)".
_SINCE_BRACKET = WordPattern(r"[»”\"]?\s*\(\s*(?:{since_when})\s+")
_NOUN_DATE = WordPattern(
    r"\s*,?\s*(?:(?:{membership_dates}|{since_when}|{date_prepositions})\s+(?:{date_prepositions}\s+)?(?:{definite_articles}\s+)?)?$"
)
# Between who joins and such a noun: "COUNTRY, a member", "COUNTRY (member".
_NO_SUBJECT = WordPattern(r"[\s,(–—-]*(?<!\w)(?:{definite_articles}|{indefinite_articles}|{elisions})?\s*$")
_SUBJECT_AFTER = WordPattern(r"\s*,\s*(?:(?:{definite_articles})\s+|{elisions})?((?-i:{capital})[\w’'-]+)")
_REPORTED = WordPattern(r"(?<!\w){reported_speech}\b")
_OPENING = WordPattern(r"\W*(?:(?:{date_prepositions}|{since_when})\s+(?:{definite_articles}\s+)?)?$")
_YEAR_LINK = WordPattern(r"\s*,?\s+{year_links}\b")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_ELISION = re.compile(r"^[dlDL][’'](?=\w)")
_LOOKBEHIND = 110
_MAX_SUBJECT_WORDS = 9
_FAR = 22


class JoiningClaim(NamedTuple):
    """A statement that someone joined a body, or has taken part since a day.

    Attributes:
        body: the name of the body.
        subject: the words that end with who joins.
        time: when; None if the sentence does not say.
        is_told: whether the sentence only reports that it was so at some other time.
    """

    body: Mention
    subject: str
    time: NamedTime | None
    is_told: bool


def find_joining_claims(
    text: str, bodies: Sequence[Mention], times: Sequence[NamedTime]
) -> Iterator[JoiningClaim]:
    """Yield the statements of a sentence about joining one of some bodies."""
    previous: tuple[JoiningClaim, int] | None = None
    for body in bodies:
        claim = (
            _read_claim(text, body, times)
            or _read_noun_claim(text, body, times)
            or _continue_claim(text, body, times, previous)
        )
        if claim:
            yield claim[0]
        previous = claim


def _read_claim(text: str, body: Mention, times: Sequence[NamedTime]) -> tuple[JoiningClaim, int] | None:
    """Return the claim whose verb precedes a body, and where it ends; None if there is none."""
    start = max(0, body.start - _LOOKBEHIND)
    verb = _VERB.search(text[start : body.start])
    after = _AFTER_BODY.match(text, body.end)
    end = after.end() if after else body.end
    if not verb or _NOT_A_FACT.search(text[: start + verb.start()]):
        return None
    has_document = _DOCUMENT.match(text, end)
    if verb["signed"] and not (has_document or _DOCUMENT_BEFORE.search(verb[0])):
        return None
    end = has_document.end() if has_document else end
    verb_start = start + verb.start()
    before = text[:verb_start]
    time, is_since = _time_after(text, end, times)
    if time is None:
        if not _PHRASE_END.match(text, end):
            return None
        time, is_since = _time_before(text, verb_start, times)
        if time is None and _AND_BODY.match(text, end) and any(True for _ in _times_from(times, end)):
            return None  # the date behind the next body belongs to both, or to that one
    if verb["part"] and not (is_since and time):
        return None
    is_told = time is None and (_REPORTED.search(before) is not None or bool(times))
    return JoiningClaim(body, before, time, is_told), time.end if time and time.start >= end else end


def _read_noun_claim(text: str, body: Mention, times: Sequence[NamedTime]) -> tuple[JoiningClaim, int] | None:
    """Return the claim that a noun makes of a body, and where it ends: "its accession to", "a member since"."""
    start = max(0, body.start - _LOOKBEHIND)
    noun = _NOUN.search(text[start : body.start])
    after = (_AFTER_BODY if noun else _MEMBER_AFTER).match(text, body.end)
    if bracket := _SINCE_BRACKET.match(text, body.end):
        time = next(_times_from(times, bracket.end()), None)
        if time and time.start == bracket.end():
            return JoiningClaim(body, text[: body.start].rstrip(" :,"), time, is_told=False), time.end
    if not after:
        return None
    link = _DATE_LINK if not noun or noun["member"] else _NOUN_DATE
    time = next(_times_from(times, after.end()), None)
    between = link.fullmatch(text, after.end(), time.start) if time else None
    is_since = link is _NOUN_DATE or bool(between and between["since"])
    begin = start + noun.start() if noun else body.start
    if time is None or not between or not is_since or _NOT_A_FACT.search(text[:begin]):
        return None
    if _TALK.search(text, 0, begin):
        return None
    if noun and _ANNIVERSARY.search(text, 0, start + noun.end()):
        return None
    before = text[: start + noun.end("who")] if noun and noun["who"] else text[:begin]
    if not _WORD.search(_NO_SUBJECT.sub("", before)) and (subject := _SUBJECT_AFTER.match(text, time.end)):
        before = subject[1]
    return JoiningClaim(body, _NO_SUBJECT.sub("", before), time, is_told=False), time.end


def find_framework_document(text: str, body: Mention) -> tuple[int, int] | None:
    """Return where a text names a body with the document with which a country joins it; None if it names no such document."""
    if behind := _DOCUMENT.match(text, body.end):
        return body.start, behind.end()
    start = max(0, body.start - _FAR * 2)
    before = _DOCUMENT_BEFORE.search(text[start : body.start])
    return (start + before.start(), body.end) if before else None


def _continue_claim(
    text: str, body: Mention, times: Sequence[NamedTime], previous: tuple[JoiningClaim, int] | None
) -> tuple[JoiningClaim, int] | None:
    """Return the claim of a body that shares the verb of the one before: "joined A in 1992 and B in 1994"."""
    if previous is None or previous[0].time is None or not _AND_BODY.fullmatch(text, previous[1], body.start):
        return None
    after = _AFTER_BODY.match(text, body.end)
    time, _ = _time_after(text, after.end() if after else body.end, times)
    return (JoiningClaim(body, previous[0].subject, time, is_told=False), time.end) if time else None


def _time_after(text: str, end: int, times: Sequence[NamedTime]) -> tuple[NamedTime | None, bool]:
    """Return the time directly after a body, and whether it is the start of what lasts."""
    time = next(_times_from(times, end), None)
    link = _DATE_LINK.fullmatch(text, end, time.start) if time and time.start - end <= _FAR else None
    return (time, bool(link["since"])) if link else (None, False)


def _time_before(text: str, verb_start: int, times: Sequence[NamedTime]) -> tuple[NamedTime | None, bool]:
    """Return the time that a sentence opens with, if only who joins stands between it and the verb."""
    time = next((item for item in reversed(times) if item.end <= verb_start), None)
    link = _YEAR_LINK.match(text, time.end) if time else None
    if time is None or not (link or _OPENING.fullmatch(text, 0, time.start)):
        return None, False
    between = text[link.end() if link else time.end : verb_start].lstrip(" :–—-")
    if (
        len(_WORD.findall(between)) > _MAX_SUBJECT_WORDS
        or _REPORTED.search(between)
        or re.search(r"[.;:]", between)
    ):
        return None, False
    return time, SINCE_BEFORE.search(text[: time.start]) is not None


def _times_from(times: Sequence[NamedTime], position: int) -> Iterator[NamedTime]:
    """Yield the times from a position on."""
    return (time for time in times if time.start >= position)


def subject_word(before: str) -> str:
    """Return the word before a verb that says who joins, without auxiliaries and adverbs; empty if there is none."""
    words = [_ELISION.sub("", word) for word in _WORD.findall(before)]
    passed = word_set("auxiliaries") | word_set("adverbs_before_verb") | word_set("was_then")
    while words and words[-1].lower() in passed:
        words.pop()
    while len(words) > 1 and words[-1].lower() in word_set("country_words"):
        words.pop()  # "the Kyrgyz Republic"
    return words[-1] if words else ""
