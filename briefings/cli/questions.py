"""Questions about a new entry, asked on a terminal: what is needed first, each answer checked as it is given."""

from __future__ import annotations

from dataclasses import dataclass, field
from shlex import quote
from typing import TYPE_CHECKING

import click

from briefings.authoring.entries.answers import check_answer, read_when
from briefings.authoring.entries.new_entry import partner_called
from briefings.cli.terminal import print_message
from briefings.factbase.load import load
from briefings.loading.facts import ENTRY_TABLES, FACT_KINDS
from briefings.loading.rules import ExactlyOne, OneOf, OnlyWith
from briefings.model.diagnostics import BriefingsError
from briefings.server.forms.field_words import NEEDED
from briefings.server.forms.fields import form_of_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefings.factbase.store import FactStore
    from briefings.model.diagnostics import Diagnostic
    from briefings.project import Project
    from briefings.server.forms.fields import Field

__all__ = ["Questions"]

_TIME_KEYS = ("on", "valid")
_STAGES = "stages"
_WHEN = "When? (12 May 2023 if it happened then; 12 May 2023/ if it holds since then; 2004/2010 if it held)"
_WHEN_IN_STAGES = f"{_WHEN[:-1]}; or a stage and its day, such as {{}} 12 May 2023)"
_LABELS = {"evidence": "Source", "with": "With which organisation of our side", "holder": "Who holds it"}
"""What one answer is called, where the label of the field is of several, or says little without a form around it."""
_MOST_LISTED = 12


@dataclass
class Questions:
    """The questions about an entry of a list, and the answers so far.

    Attributes:
        project: the project.
        list_name: the list that the entry belongs to, such as `contacts`.
        folder: id of the partner; empty if it is not known.
        words: the answers, by key.
        makes_people: whether the person said that unknown names are new people.
    """

    project: Project
    list_name: str
    folder: str = ""
    words: dict[str, list[str]] = field(default_factory=dict)
    makes_people: bool = False

    def __post_init__(self) -> None:
        """Make the fields, and load the facts whose names may be answers."""
        self.fields = {each.name: each for each in form_of_list(self.list_name)}
        self.rules = ENTRY_TABLES[self.list_name].rules
        self._store: FactStore = load(self.project.root)

    def ask_all(self) -> None:
        """Ask for what the entry needs, then, if the person wants to, for the rest."""
        if self.list_name in FACT_KINDS:
            self._ask_partner()
        alternatives = [self._fields_of(rule) for rule in self.rules if isinstance(rule, ExactlyOne | OneOf)]
        for name, each in self.fields.items():
            group = next((group for group in alternatives if name in group), [])
            if self._is_asked(name) or self._is_answered(group):
                continue
            if name in self._time_names():
                self._ask_when()
            elif group:
                self._ask_one_of(group)
            elif self._is_needed(each):
                self._ask(each, may_skip=each.need != NEEDED and not each.is_required)
        rest = [each for each in self.fields.values() if self._is_open(each, alternatives)]
        if rest and click.confirm("More?", default=False):
            for each in rest:
                self._ask(each, may_skip=True)

    def command(self, kind: str) -> str:
        """Return the command that gives the same answers, so that none is lost if the entry is refused."""
        options = (
            f"--{name.replace('_', '-')} {quote(word)}"
            for name, words in self.words.items()
            for word in words
        )
        new_people = ["--new-people"] if self.makes_people else []
        return " ".join(filter(None, ("briefings add", kind, self.folder, *options, *new_people)))

    def _fields_of(self, rule: ExactlyOne | OneOf) -> list[str]:
        """Return the keys of a rule of which an entry has one; none if a time is among them, which has its own question."""
        keys = rule.names if isinstance(rule, OneOf) else rule.keys
        return [] if {*keys} & {*_TIME_KEYS} else [name for name in self.fields if name in keys]

    def _is_asked(self, name: str) -> bool:
        """Return whether a field was asked for; one question about the time covers all its keys."""
        times = self._time_names()
        return name in self.words or (name in times and any(key in self.words for key in times))

    def _time_names(self) -> tuple[str, ...]:
        """Return the fields that one question about the time covers; none if the entry has a single one."""
        if not {*_TIME_KEYS} <= self.fields.keys():
            return ()
        return (*_TIME_KEYS, _STAGES) if self._has_time_or_stages() else _TIME_KEYS

    def _is_answered(self, names: Iterable[str]) -> bool:
        """Return whether one of some fields has an answer."""
        return any(self.words.get(name) for name in names)

    def _has_time_or_stages(self) -> bool:
        """Return whether the stages of such an entry may replace its time."""
        return any(isinstance(rule, OneOf) and _STAGES in rule.names for rule in self.rules)

    def _is_needed(self, each: Field) -> bool:
        """Return whether there may be no entry without a field, with the answers so far."""
        decided = [rule for rule in self.rules if isinstance(rule, OnlyWith) and rule.key == each.name]
        if decided:
            return any({*self.words.get(rule.decider, ())} & {*rule.required} for rule in decided)
        return each.is_first and (each.is_required or each.need.startswith(NEEDED))

    def _is_open(self, each: Field, alternatives: Iterable[list[str]]) -> bool:
        """Return whether a field that was not asked for may have an answer, given the others."""
        if self._is_asked(each.name) or any(
            each.name in group and self._is_answered(group) for group in alternatives
        ):
            return False
        decided = [rule for rule in self.rules if isinstance(rule, OnlyWith) and rule.key == each.name]
        return all({*self.words.get(rule.decider, ())} & {*rule.allowed} for rule in decided)

    def _ask_partner(self) -> None:
        """Ask for the partner until one is known by the answer; a post of our side needs none."""
        ids = [partner.id for partner in self._store.partners]
        may_skip = self.list_name == "tenures"
        if self.folder or (len(ids) == 1 and not may_skip):
            self.folder = self.folder or ids[0]
            return
        known = f" ({', '.join(ids)})" if len(ids) <= _MOST_LISTED else ""
        question = f"Partner{known}{', empty for a post on our side' if may_skip else ''}"
        while not self.folder:
            word = self._type(question, may_skip=may_skip)
            if not word:
                return
            try:
                self.folder = partner_called(self._store, word)
            except BriefingsError as error:
                _say(error.diagnostics)

    def _ask_one_of(self, names: list[str]) -> None:
        """Ask for one of some fields after the other, until one has an answer."""
        for name in names:
            self._ask(self.fields[name], may_skip=name != names[-1])
            if self.words[name]:
                return

    def _ask_when(self) -> None:
        """Ask when something happened or held, and keep the answer for the key that it is for."""
        keys = {name: self.fields[name].key for name in _TIME_KEYS}
        stages = self._stages() if self._has_time_or_stages() else ()
        example = "signed" if "signed" in stages else next(iter(stages), "")
        question = _WHEN_IN_STAGES.format(example) if stages else _WHEN
        while True:
            word = self._type(question, may_skip=False)
            stage, _, day = word.partition(" ")
            if stage in stages:
                name, word = _STAGES, f"{{stage: {stage}, on: {quote(day)}}}"
                problems = check_answer(self.project, self._store, self.folder, keys["on"], day).problems
            else:
                name, word = read_when(self._store, keys, word)
                problems = check_answer(self.project, self._store, self.folder, keys[name], word).problems
            if not problems:
                self.words[name] = [word]
                return
            _say(problems)

    def _stages(self) -> tuple[str, ...]:
        """Return the words for stages of such an entry."""
        parts = self.fields[_STAGES].parts
        return next((part.choices for part in parts if part.name == "stage"), ())

    def _ask(self, each: Field, *, may_skip: bool) -> None:
        """Ask for the value of a field until the answer is right; several values are taken one by one."""
        words: list[str] = []
        self.words[each.name] = words
        while word := self._type(_question(each, again=bool(words)), may_skip=may_skip or bool(words)):
            checked = check_answer(self.project, self._store, self.folder, each.key, word)
            if checked.problems:
                _say(checked.problems)
                self._store = load(self.project.root)  # the person may have added what was missing
            elif not checked.new_people or self._makes(checked.new_people):
                words.append(word)
                if not each.takes_several:
                    return

    def _makes(self, names: list[str]) -> bool:
        """Return whether the person wants entries for new people."""
        is_wanted = click.confirm(f"No person is called {', '.join(names)}. Add a new one?", default=False)
        self.makes_people = self.makes_people or is_wanted
        return is_wanted

    def _type(self, question: str, *, may_skip: bool) -> str:
        """Return what the person types; a question that may not be skipped is asked again after an empty answer."""
        default = "" if may_skip else None
        answer: str = click.prompt(question, default=default, show_default=False)
        return answer.strip()


def _question(each: Field, *, again: bool) -> str:
    """Return the question for a field: what it is, and what an answer looks like."""
    label = _LABELS.get(each.name, each.label)
    answers = "; ".join(_answers(each))
    return f"{label}, another or empty" if again else f"{label} ({answers})" if answers else label


def _answers(each: Field) -> Iterator[str]:
    """Yield what an answer looks like."""
    part = next(iter(each.parts), each)
    if each.choices:
        yield ", ".join((*each.choices[:_MOST_LISTED], *["…"][: len(each.choices) > _MOST_LISTED]))
    elif part.completes:
        yield "id or title" if "source" in part.completes else "name or id"
    elif each.is_date:
        yield "such as 12 May 2023"
    elif len(each.help.split()) > len(each.label.split()) + 1:  # more than "The title."
        yield each.help.rstrip(".")
    if each.takes_several:
        yield "one at a time"
    if not each.need:
        yield "empty to leave out"


def _say(problems: Iterable[Diagnostic]) -> None:
    """Print what is wrong with an answer, and what to do."""
    for problem in problems:
        advice = f" ({problem.advice})" if problem.advice else ""
        print_message(f"  {problem.message}{advice}")
