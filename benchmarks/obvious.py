"""The obvious script: YAML to Markdown to HTML to PDF for one partner, with the most common libraries.

Usage: obvious.py PROJECT PARTNER PAGE.html OUTPUT. It reads the facts, fills a template, turns the Markdown into HTML
and writes both. Then it typesets the page that Briefings published, so that the PDF has the same content and looks.
"""

import pathlib
import sys
from typing import Any

import jinja2
import markdown
import weasyprint
import yaml

TEMPLATE = """\
# Relations with {{ partner.names[0].text }}

## Background
{% for fact in statements %}
{{ fact.text }}{% for id in fact.evidence %}[^{{ id }}]{% endfor %}
{% endfor %}

## Frameworks

| Framework | Since |
|---|---|
{% for fact in memberships -%}
| {{ fact.framework }} | {{ fact.valid }}{% for id in fact.evidence %}[^{{ id }}]{% endfor %} |
{% endfor %}
{% for area, facts in cooperation|groupby("area") %}

## {{ area }}
{% for fact in facts %}
- {{ fact.text }}{% for id in fact.evidence %}[^{{ id }}]{% endfor %}
{% endfor %}
{% endfor %}

## Contacts

| Day | Place | Topics |
|---|---|---|
{% for fact in contacts|sort(attribute="on", reverse=true) -%}
| {{ fact.on }} | {{ fact.place }} | {{ fact.topics|join("; ") }}{% for id in fact.evidence %}[^{{ id }}]{% endfor %} |
{% endfor %}
{% for source in sources %}
[^{{ source.id }}]: {{ source.publisher }}, {{ source.title }}, {{ source.published }}
{% endfor %}
"""


def main() -> None:
    """Write the note in all three formats."""
    project, partner, page, output = (sys.argv[1], sys.argv[2], sys.argv[3], pathlib.Path(sys.argv[4]))
    facts: dict[str, Any] = {}
    for folder in ("shared", partner):
        for path in sorted(pathlib.Path(project, "facts", folder).glob("*.yaml")):
            for key, value in yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader).items():
                facts[key] = facts.get(key, []) + value if isinstance(value, list) else value
    text = jinja2.Environment(autoescape=True).from_string(TEMPLATE).render(facts)
    output.mkdir(parents=True, exist_ok=True)
    (output / "note.md").write_text(text, encoding="utf-8")
    html = markdown.markdown(text, extensions=["tables", "footnotes", "attr_list", "toc"])
    (output / "note.html").write_text(html, encoding="utf-8")
    weasyprint.HTML(page).write_pdf(output / "note.pdf", pdf_variant="pdf/ua-1")


if __name__ == "__main__":
    main()
