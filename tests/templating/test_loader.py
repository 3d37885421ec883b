"""Tests of templates: structure only, searched in three places, every problem with its file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.build.workspace import Workspace
from briefings.checks import CHECKS
from briefings.lint.run import check_project
from briefings.model.diagnostics import BriefingsError, Severity
from briefings.project import Project, package_data_folder
from briefings.templating import FILTER_NAMES, Templates
from briefings.templating.slots import CLOSE, OPEN
from tests.support.notes import EMPTY, TODAY, compose_note, fact, make_draft, phrase, skeleton_text

if TYPE_CHECKING:
    from pathlib import Path

FACTS = (fact("It joined.", "a", time=phrase("2002", "a")), fact("It left", "b"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for templates, which overwrite one another."""
    return tmp_path_factory.mktemp("templates")


def template_problems(folder: Path, template: str, **files: str) -> list[str]:
    """Return the problems of a template, each as `file:line code: message`."""
    named = {f"{name}.md.j2": text for name, text in files.items()}
    with pytest.raises(BriefingsError) as caught:
        compose_note(folder, template, files=named, background=FACTS)
    return [
        f"{found.location.path}:{found.location.line} {found.code}: {found.message}"
        if found.location
        else f"? {found.code}: {found.message}"
        for found in caught.value.diagnostics
    ]


# --- what is refused ----------------------------------------------------------------------------

BARE = {
    "a record": ("{{ partner }}", "this is a whole record; print one of its fields: name, formal, adjective"),
    "a record in a loop": ("{% for fact in background %}{{ fact }}{% endfor %}", "this is a whole record"),
    "a count": ("{{ background | length }}", "the template prints '2' without a citation"),
    "a status": ("{{ background[0].status }}", "the template prints 'certain' without a citation"),
    "statuses joined": ('{{ background | map(attribute="status") | join }}', "'certaincertain'"),
    "a status between facts": ('{{ background | join(background[0].status, attribute="text") }}', "without"),
    "the number of a loop": ("{% for fact in background %}{{ loop.index }}{% endfor %}", "prints '1' without"),
    "a truth value": ("{{ 1 < 2 }}", "the template prints 'True' without a citation"),
    "a difference": ("{{ 3 - 1 }}", "the template prints '2' without a citation"),
    "words added": ('{{ "a" + "b" }}', "the template prints 'ab' without a citation"),
    "a letter of a word": ('{{ "abc" | first }}', "the template prints 'a' without a citation"),
    "a list of values": ("{{ [partner.name] }}", "the template prints a list without a citation"),
    "the view": ("{{ self }}", "the template prints a TemplateReference without a citation"),
    "a function": ("{{ label }}", "the template prints a function without a citation"),
    "a label round bare words": ('{{ label("title", side="NATO", partner=partner.name) }}', "side is no value"),
    "a label round a count": ('{{ label("contacts.omitted", count=background | length) }}', "count is no value"),
    "a bare value set aside": ("{% set x = background[0].status %}{{ x }}", "prints 'certain' without"),
    "a bare value from a macro": ("{% macro m(x) %}{{ x }}{% endmacro %}{{ m(7) }}", "prints '7' without"),
    "a word behind a block": ('{% block b %}{{ partner.name }}{% endblock %}{% set w = "x" %}{{ self.b() ~ w }}', "without"),
    "a part of a value": ("{% set x %}{{ partner.name }}{% endset %}{{ x | first }}", "the template cuts a value"),
    "a part of a block": ("{% block b %}{{ partner.name }}{% endblock %}{{ self.b()[:1] }}", "the template cuts a value"),
    "a block reversed": ("{% block b %}{{ partner.name }}{% endblock %}{% for x in self.b() | list %}{{ x }}{% endfor %}", "cuts"),
}  # fmt: skip


def including_templates(template: str) -> dict[str, tuple[str, str, str]]:
    """Return the ways in which a part of a template can come into a note: `brief.md.j2`, `base.md.j2`, and its file.

    The part stands on line 3 of its file.
    """
    part = f"\n\n{template}\n"
    block = f"{{% block wrapped %}}{part}{{% endblock %}}"
    child = '{% extends "base.md.j2" %}'
    return {
        "as it is": (part, "", "brief"),
        "in a block": (block, "", "brief"),
        "in a block printed twice": (f"{block}{{{{ self.wrapped() }}}}", "", "brief"),
        "in a block that overrides": (f"{child}{block}", "{% block wrapped %}{% endblock %}", "brief"),
        "in a block not overridden": (child, block, "base"),
        "in a block above": (f"{child}{{% block wrapped %}}{{{{ super() }}}}{{% endblock %}}", block, "base"),
        "in a block of a loop": (
            f"{{% for x in [none] %}}{{% block wrapped scoped %}}{part}{{% endblock %}}{{% endfor %}}", "", "brief",
        ),
    }  # fmt: skip


@pytest.mark.parametrize("case", BARE)
def test_a_bare_value_is_refused_with_its_line(tmp_path: Path, case: str) -> None:
    """However a template prints data that has no citation, it is told where, and nothing is made."""
    template, message = BARE[case]
    for way, (brief, base, file) in including_templates(template).items():
        first, *_ = template_problems(tmp_path, brief, base=base)
        assert first.startswith(f"{file}.md.j2:3 template-bare-value: "), way
        assert message in first, way


def test_a_slot_put_together_is_refused(tmp_path: Path) -> None:
    """Parts of values that are joined to what stands for no value are told, though not where."""
    template = '{% set x %}{{ partner.name }}{% endset %}{% set n = "7" %}{{ (x | first) ~ n ~ (x | last) }}'
    assert template_problems(tmp_path, template) == [
        "? template-bare-value: a template puts a value together out of parts of others"
    ]


TO_TEXT = {
    "~": "{{ partner.name ~ partner.name }}",
    "~ with nothing": '{{ "" ~ partner.name }}',
    "a comparison": '{% if partner.name ~ "" == "Zubrowka" %}{% endif %}',
    "a key": '{{ label("section." ~ partner.name) }}',
    "records joined": "{{ background | join }}",
}


@pytest.mark.parametrize("case", TO_TEXT)
def test_a_value_does_not_become_text(tmp_path: Path, case: str) -> None:
    """A value that would become a string, and so lose its citation, is refused with the line."""
    (fault,) = template_problems(tmp_path, f"\n\n{TO_TEXT[case]}\n")
    assert fault.startswith("brief.md.j2:3 template-error: ")


WORDS = {
    "text": "Relations are good.",
    "a number": "2002",
    "a word in emphasis": "**Note**",
    "an HTML tag": "<b>{{ partner.name }}</b>",
    "an HTML comment": "<!-- x -->",
    "a reference to a character": "&#65;",
    "a numbered list": "1. {{ partner.name }}",
    "a link": "[x](y)",
    "letters in circles": "Ⓢ",
    "a constant": '{{ "Iran" }}',
    "a constant number": "{{ 42 }}",
    "nothing at all": "{{ none }}",
    "one of two constants": '{{ partner.name if partner else "others" }}',
    "constants run together": '{{ "a" ~ "b" }}',
    "a word between facts": '{{ background | map(attribute="text") | join(" and ") }}',
    "raw": "{% raw %}words{% endraw %}",
    "a set-block": "{% set x %}words{% endset %}",
    "a macro never called": "{% macro m() %}words{% endmacro %}",
    "a branch never taken": "{% if false %}words{% endif %}",
    "a constant never printed": '{% if false %}{{ "words" }}{% endif %}',
    "a loop never run": "{% for x in [] %}words{% endfor %}",
    "the else of a loop": "{% for x in background %}{% else %}words{% endfor %}",
    "a call block": "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}words{% endcall %}",
}


@pytest.mark.parametrize("case", WORDS)
def test_words_of_a_template_are_refused_with_their_line(tmp_path: Path, case: str) -> None:
    """Letters and digits of a template's own are told, whether or not that part is ever rendered."""
    for way, (brief, base, file) in including_templates(WORDS[case]).items():
        faults = template_problems(tmp_path, brief, base=base)
        expected = f"{file}.md.j2:3 template-words: the template has words of its own: "
        assert any(fault.startswith(expected) for fault in faults), way


NOT_STRUCTURE = {
    "a link with a value as address": ("[{{ partner.name }}]({{ partner.name }})", "'[' is not for templates"),
    "a picture": ("![]({{ partner.name }})", "'[' is not for templates"),
    "a definition of a link": ("[]: {{ partner.name }}", "'[' is not for templates"),
    "code": ("`{{ partner.name }}`", "'`' is not for templates"),
    "a block of code": ("~~~\n{{ partner.name }}\n~~~", "'~~~' is not for templates"),
    "an address": ("<{{ partner.name }}>", "'<' is not for templates"),
    "an escape": ("\\{{ partner.name }}", "'\\\\' is not for templates"),
    "markup made by an expression": ('{% set x = "[" %}{{ x }}', "'[' is not for templates"),
    "filter": ("{% filter first %}{{ partner.name }}{% endfilter %}", "the tag 'filter' is not for templates"),
    "autoescape": ("{% autoescape false %}{% endautoescape %}", "the tag 'autoescape' is not for templates"),
    "multiplication": ('{% set x = "; " * 999999999 %}', "multiplication is not for templates"),
    "powers": ("{% set x = 9 ** 9 %}", "powers are not for templates"),
    "printf": ('{% set x = "%c" % 64976 %}', "the operator % is not for templates"),
    "a large number": ("{% for x in background | slice(100000000) %}{% endfor %}", "large numbers are not for templates"),
    "a slot set aside": ('{% set x = "\\ufdd00\\ufdd1" %}{{ x }}', "noncharacters are not for templates"),
    "a slot": (f"{OPEN}0{CLOSE}", "noncharacters are not for templates"),
    "a slot as a constant": ('{{ "\\ufdd00\\ufdd1" }}', "noncharacters are not for templates"),
}  # fmt: skip


@pytest.mark.parametrize("case", NOT_STRUCTURE)
def test_what_is_not_structure_is_refused_with_its_line(tmp_path: Path, case: str) -> None:
    """Markup that would take a value for an address or show it otherwise, and costly operators, are told."""
    template, message = NOT_STRUCTURE[case]
    faults = template_problems(tmp_path, f"{{% if false %}}\n{{% endif %}}\n{template}\n")
    assert f"brief.md.j2:3 template-refused: {message}" in faults


def test_what_is_refused_is_not_run(tmp_path: Path) -> None:
    """A template with a costly operator is neither compiled nor rendered, so that it can't take all memory."""
    assert template_problems(tmp_path, "{% set x = 2 * 3 %}{{ partner }}") == [
        "brief.md.j2:1 template-refused: multiplication is not for templates"
    ]


UNKNOWN = {
    "a filter": ("{{ partner.name | safe }}", "template-syntax: No filter named 'safe'."),
    "format": ('{{ "%s" | format(partner.name) }}', "template-syntax: No filter named 'format'."),
    "attr": ('{{ partner | attr("name") }}', "template-syntax: No filter named 'attr'."),
    "upper": ("{{ partner.name | upper }}", "template-syntax: No filter named 'upper'."),
    "default": ('{{ wrong | default("") }}', "template-syntax: No filter named 'default'."),
    "a filter given to map": ('{% for x in background | map("upper") %}{% endfor %}', "template-error: No filter named"),
    "a test": ("{% if partner is strange %}{% endif %}", "template-error: No test named 'strange' found."),
    "a tag": ("{% do partner.name %}", "template-syntax: Encountered unknown tag 'do'."),
    "an expression cut short": ("{% for x in background | %}{% endfor %}", "template-syntax: expected token 'name'"),
    "a name": ("{{ wrong }}", "template-error: there is no 'wrong'"),
    "a name in a condition": ("{% if wrong %}{% endif %}", "template-error: there is no 'wrong'"),
    "a name in a loop": ("{% for x in wrong %}{% endfor %}", "template-error: there is no 'wrong'"),
    "a field": ("{{ partner.nmae }}", "template-error: a NamedView has no field 'nmae'"),
    "a place in a list": ("{{ background[7] }}", "template-error: a list has no '7'"),
    "range": ("{% for x in range(9) %}{% endfor %}", "template-error: there is no 'range'"),
    "lipsum": ("{{ lipsum() }}", "template-error: there is no 'lipsum'"),
    "dict": ("{{ dict(a=partner.name) }}", "template-error: there is no 'dict'"),
    "a private name": ("{{ partner._record }}", "template-error: access to attribute '_record' of 'Record' object is unsafe."),
    "the class": ("{{ partner.__class__ }}", "template-error: access to attribute '__class__'"),
    "the slot itself": ("{{ partner.name.__html__() }}", "template-error: access to attribute '__html__'"),
    "format of a string": ('{{ "{}".format(partner.name) }}', "template-error: access to attribute 'format' of 'str' object"),
    "a character by its number": ('{% set x = "{:c}".format(999) %}', "template-error: access to attribute 'format'"),
    "a long text": ('{% set x = "".ljust(999) %}', "template-error: access to attribute 'ljust'"),
    "the words of a value": ("{{ partner.name.phrase }}", "template-error: access to attribute 'phrase' of 'Value' object"),
    "the code of a function": ("{{ label.__globals__ }}", "template-error: access to attribute '__globals__'"),
    "a change to a list": ("{{ [].append(partner) }}", "template-error: access to attribute 'append'"),
    "a label": ('{{ label("section.glanse") }}', "unknown-label: there is no label 'section.glanse'"),
    "a label without its values": ('{{ label("title") }}', "unknown-label: the label 'title' wants partner, side"),
    "a label with a value too many": ('{{ label("blank", name=partner.name) }}', "unknown-label: the label 'blank' has no place for name"),
    "a label by a value": ("{{ label(partner.name) }}", "template-error: a label is asked for by its key, not by a value"),
    "a label without a key": ("{{ label() }}", "template-error: TypeError"),
    "a template": ('{% include "sections/glanse.md.j2" %}', "template-not-found: there is no template 'sections/glanse.md.j2'"),
    "a template to extend": ('{% extends "base.md.j2" %}', "template-not-found: there is no template 'base.md.j2'"),
    "a template to import from": ('{% from "m.md.j2" import m %}', "template-not-found: there is no template 'm.md.j2'"),
    "a template above": ('{% include "../brief.md.j2" %}', "template-not-found: there is no template '../brief.md.j2'"),
    "a template anywhere": ('{% include "/etc/hostname" %}', "template-not-found: there is no template '/etc/hostname'"),
    "a template by a value": ("{% include partner.name %}", "template-error: TypeError"),
    "a template by a record": ("{% extends partner %}", "template-error: AttributeError"),
    "a value called": ("{{ partner.name() }}", "template-error: TypeError"),
    "a value measured": ("{{ partner.name | length }}", "template-error: TypeError"),
    "values compared": ("{% if partner.name < side.name %}{% endif %}", "template-error: TypeError"),
    "records sorted": ("{% for x in background | sort %}{% endfor %}", "template-error: TypeError"),
    "a template in itself": ('{% include "brief.md.j2" %}', "template-error: RecursionError"),
    "a macro in itself": ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "template-error: RecursionError"),
    "a division by nothing": ("{% set x = 1 / 0 %}", "template-error: ZeroDivisionError"),
}  # fmt: skip


@pytest.mark.parametrize("case", UNKNOWN)
def test_a_fault_of_a_template_is_told_with_its_line(tmp_path: Path, case: str) -> None:
    """What is unknown, or can't be done, is an error at its line and never a traceback."""
    template, message = UNKNOWN[case]
    first, *_ = template_problems(tmp_path, f"\n\n{template}\n")
    assert first.startswith(f"brief.md.j2:3 {message}")


@pytest.mark.parametrize(
    ("template", "hint"),
    [
        ("{{ partner.name | safe }}", f"filters for templates: {', '.join(FILTER_NAMES)}"),
        ('{{ label("section.glanse") }}', "did you mean section.glance?"),
        ('{{ label("title") }}', "it reads 'Relations between {side} and {partner}'"),
        ('{% include "breif.md.j2" %}', "did you mean brief.md.j2?"),
        ("words", "put the words into the label file and print {{ label('...') }}"),
        ("{{ background | length }}", "print a field of the view as it is, or a label"),
        ("<", "a note is made of headings, lists, tables and emphasis"),
    ],
)
def test_a_fault_says_what_to_do(tmp_path: Path, template: str, hint: str) -> None:
    """The hint names what was probably meant, or where the words belong."""
    with pytest.raises(BriefingsError) as caught:
        compose_note(tmp_path, template, background=FACTS)
    assert hint in [found.hint for found in caught.value.diagnostics]


def test_all_faults_are_told_in_one_pass(tmp_path: Path) -> None:
    """Faults of a template and of one that it includes come together, sorted by place."""
    template = (
        'One\n{{ background | length }}\n{% include "part.md.j2" %}\n{{ partner }}\nTwo {{ "three" }}\n'
    )
    assert template_problems(tmp_path, template, part="\n{{ background[0].status }}\nFour\n") == [
        "brief.md.j2:1 template-words: the template has words of its own: 'One'",
        "brief.md.j2:2 template-bare-value: the template prints '2' without a citation",
        "brief.md.j2:4 template-bare-value: this is a whole record; print one of its fields: name, formal, adjective",
        "brief.md.j2:5 template-bare-value: the template prints 'three' without a citation",
        "brief.md.j2:5 template-words: the template has words of its own: 'Two'",
        "brief.md.j2:5 template-words: the template has words of its own: 'three'",
        "part.md.j2:2 template-bare-value: the template prints 'certain' without a citation",
        "part.md.j2:3 template-words: the template has words of its own: 'Four'",
    ]


def test_a_fault_in_a_macro_is_told_where_the_macro_stands(tmp_path: Path) -> None:
    """An error that happens in an imported macro has the macro's file and line."""
    template = '{% from "macros.md.j2" import m with context %}\n{{ m(partner) }}\n'
    assert template_problems(
        tmp_path, template, macros="{% macro m(x) %}\n\n{{ x.wrong }}\n{% endmacro %}\n"
    ) == ["macros.md.j2:3 template-error: a NamedView has no field 'wrong'"]


@given(word=st.text(alphabet=st.characters(categories=("L", "N")), min_size=1))
def test_no_word_gets_through(folder: Path, word: str) -> None:
    """Whatever letters or digits a template has of its own, it is refused."""
    assert template_problems(folder, f"{{% raw %}}{word}{{% endraw %}}")
    assert template_problems(folder, f"{{% set x = {word!r} %}}{{{{ x }}}}")


# --- what works ---------------------------------------------------------------------------------

WORKS = {
    "a loop": ("{% for fact in background %}{{ fact.text }} {% endfor %}", "It joined.[1] It left[2]"),
    "a list joined": ('{{ background | map(attribute="text") | join("; ") }}', "It joined.[1]; It left[2]"),
    "the last": ("{{ (background | last).text }}", "It left[1]"),
    "in reverse": ("{% for fact in background | reverse %}{{ fact.text }}. {% endfor %}", "It left.[1] It joined..[2]"),
    "some of them": (
        '{% for fact in background | selectattr("text") | rejectattr("time") %}{{ fact.text }}{% endfor %}',
        "It left[1]",
    ),
    "by two": ("{% for pair in background | batch(2) %}{% for fact in pair %}{{ fact.text }} {% endfor %}{% endfor %}", "It joined.[1] It left[2]"),
    "a condition on a value": ("{% if background[0].time %}{{ background[0].time }}{% endif %}", "2002[1]"),
    "a condition on an empty value": ("{% if background[1].time %}{{ partner }}{% endif %}{{ partner.name }}", "Zubrowka"),
    "punctuation by a condition": ('{{ background[1].text }}{{ "; " if background }}{{ background[0].time }}', "It left; 2002[1][2]"),
    "one or the other": ("{{ background[1].time or background[0].time }}", "2002[1]"),
    "a macro": ("{% macro m(fact) %}{{ fact.text }} ({{ fact.time }}){% endmacro %}{{ m(background[0]) }}", "It joined.[1] (2002)[1]"),
    "a call block": ("{% macro m() %}*{{ caller() }}*{% endmacro %}{% call m() %}{{ background[0].text }}{% endcall %}", "*It joined.*[1]"),
    "a set-block": ("{% set x %}{{ background[0].text }}{% endset %}{{ x }}", "It joined.[1]"),
    "a value printed twice": ("{% set x %}{{ background[0].text }}{% endset %}{{ x }} {{ x }}", "It joined.[1] It joined.[1]"),
    "a name set": ("{% set x = background[0].text %}{{ x }}", "It joined.[1]"),
    "an item by its name": ('{{ partner["name"] }}', "Zubrowka"),
    "a label": ('{{ label("section.glance") }}', "At a glance"),
    "a label by a key put together": ('{{ label("section." ~ "glance") }}', "At a glance"),
    "a label round values": ('{{ label("participant", name=background[1].text, office=background[0].time) }}', "It left (2002)[1][2]"),
    "a label in a label": ('{{ label("question.named", name=label("participant", name=background[1].text, office=partner.name)) }}', "It left (Zubrowka).[1]"),
    "an empty value": ("{{ background[1].time }}{{ partner.name }}", "Zubrowka"),
    "a comment": ("{# words of an author #}{{ partner.name }}", "Zubrowka"),
    "parents of collections": ('{% for role in posts %}{{ role }}{% endfor %}{% for post in posts.get("x", []) %}{% endfor %}{{ partner.name }}', "Zubrowka"),
}  # fmt: skip


@pytest.mark.parametrize("case", WORKS)
def test_structure_over_cited_values_keeps_citations(tmp_path: Path, case: str) -> None:
    """Loops, conditions, macros, blocks and labels over values of the view print them with their marks."""
    template, expected = WORKS[case]
    assert expected == skeleton_text(compose_note(tmp_path, template, background=FACTS))


def test_templates_made_of_several_files_keep_citations(tmp_path: Path) -> None:
    """Includes, inheritance with blocks, and imported macros print cited values as one file would."""
    files = {
        "base.md.j2": '{% block head %}{{ partner.name }}{% endblock %}\n\n{% block body %}{% include "part.md.j2" %}{% endblock %}\n\n{{ sources }}\n',
        "part.md.j2": '{% from "macros.md.j2" import told %}{{ told(background[0]) }}',
        "macros.md.j2": "{% macro told(fact) %}{{ fact.text }}{% endmacro %}",
    }  # fmt: skip
    template = (
        '{% extends "base.md.j2" %}{% block body %}{{ super() }} {{ background[1].text }}{% endblock %}'
    )
    brief = compose_note(tmp_path, template, files=files, background=FACTS)
    assert skeleton_text(brief) == "Zubrowka\nIt joined.[1] It left[2]"


# --- where templates are found ------------------------------------------------------------------


def make_project(project: Path, **texts: str) -> Project:
    """Return the fictional project with templates: `own` in templates/, `special` in those of its partner."""
    places = {"own": project / "templates", "special": project / "templates" / "partners" / "zubrowka"}
    for name, text in texts.items():
        places[name].mkdir(parents=True)
        (places[name] / "brief.md.j2").write_text(text, encoding="utf-8")
    return Project.find(project)


def note_skeleton(project: Project) -> str:
    """Return the note on Zubrowka as text."""
    return skeleton_text(make_draft(Workspace(project), "zubrowka", TODAY).brief)


def test_the_templates_of_a_partner_come_before_those_of_the_project(project: Path) -> None:
    """A template is taken from the partner's folder, else from the project's, else from the package."""
    assert note_skeleton(Project.find(project)).startswith("# ")
    own = make_project(project, own="{{ partner.name }}")
    assert note_skeleton(own) == "Zubrowka"
    special = make_project(project, special="{{ partner.formal }}")
    assert note_skeleton(special) == "Republic of Zubrowka"


def test_what_a_project_lacks_comes_from_the_package(project: Path) -> None:
    """A project's own template may include packaged ones, and packaged ones are found one by one."""
    made = note_skeleton(
        make_project(project, own='{% include "sections/questions.md.j2" %}\n{{ sources }}\n')
    )
    assert made.startswith("## Open questions\n")


def test_faults_name_the_file_that_was_used(project: Path) -> None:
    """A fault in the template of a partner is told with its place in the project, a packaged one as such."""
    templates = project / "templates"
    with pytest.raises(BriefingsError, match=r"^templates/partners/zubrowka/brief\.md\.j2:2:1: error"):
        note_skeleton(make_project(project, own="{{ partner.name }}", special="\nSpecial"))
    assert Templates([templates, package_data_folder() / "templates"], project).display_path(
        package_data_folder() / "templates" / "sections" / "areas.md.j2"
    ) == ("(packaged) templates/sections/areas.md.j2")


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../x.md.j2", "a/../../x.md.j2", "/etc/hostname", "a//b", "a\\b"]
)
def test_only_names_inside_the_folders_are_looked_up(tmp_path: Path, name: str) -> None:
    """A name that leads out of the folders, or is not written plainly, finds nothing."""
    folder = tmp_path / "templates"
    (folder / "a").mkdir(parents=True)
    (folder / "a" / "b").touch()
    (folder / "a\\b").touch()
    (tmp_path / "x.md.j2").touch()
    templates = Templates([folder], tmp_path)
    assert templates.find(name) is None
    assert templates.find("a/b") == folder / "a" / "b"


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    """A link to a file elsewhere is no template, one that stays in the folder is."""
    folder = tmp_path / "templates"
    folder.mkdir()
    (tmp_path / "secret.md.j2").write_text("secret", encoding="utf-8")
    (folder / "out.md.j2").symlink_to(tmp_path / "secret.md.j2")
    (folder / "real.md.j2").touch()
    (folder / "in.md.j2").symlink_to(folder / "real.md.j2")
    (folder / "up").symlink_to(tmp_path)
    templates = Templates([folder], tmp_path)
    assert templates.find("in.md.j2") == folder / "in.md.j2"
    assert [templates.find("out.md.j2"), templates.find("up/secret.md.j2")] == [None, None]
    assert template_problems(folder, '{% include "out.md.j2" %}') == [
        "brief.md.j2:1 template-not-found: there is no template 'out.md.j2'"
    ]


def test_a_template_that_is_no_text_is_told(tmp_path: Path) -> None:
    """A template that is not UTF-8 is an error that names the file."""
    (tmp_path / "part.md.j2").write_bytes(b"\xff\xfe")
    assert template_problems(tmp_path, '{% include "part.md.j2" %}')[0].startswith(
        "part.md.j2:1 unreadable-file: can't be read"
    )


# --- check --------------------------------------------------------------------------------------


def test_the_templates_that_come_with_briefings_have_no_fault() -> None:
    """`check` finds no error in the packaged project, and nothing but what is doubtful in its facts."""
    found = check_project(Project(package_data_folder(), package_data_folder()), TODAY)
    assert [each for each in found if each.severity is Severity.ERROR or each.code not in CHECKS] == []


def test_check_reads_every_template_without_rendering_it(project: Path) -> None:
    """Faults of all templates are found together, of those that are never included as well."""
    folder = project / "templates"
    special = folder / "partners" / "zubrowka" / "sections"
    special.mkdir(parents=True)
    (folder / "unused.md.j2").write_text("\nWords\n", encoding="utf-8")
    (folder / "broken.md.j2").write_text("{% if %}\n", encoding="utf-8")
    (special / "areas.md.j2").write_text("{{ partner.name | upper }}\n", encoding="utf-8")
    assert [
        str(found.location)
        for found in check_project(Project.find(project), TODAY)
        if found.code not in CHECKS
    ] == [
        "templates/broken.md.j2:1:1",
        "templates/partners/zubrowka/sections/areas.md.j2:1:1",
        "templates/unused.md.j2:2:1",
    ]


def test_an_empty_value_is_no_fault(tmp_path: Path) -> None:
    """A value without words prints nothing and needs no citation."""
    brief = compose_note(tmp_path, "{{ background[0].text }}{{ partner.name }}", background=(fact(""),))
    assert skeleton_text(brief) == "Zubrowka"
    assert fact("a").due == EMPTY
