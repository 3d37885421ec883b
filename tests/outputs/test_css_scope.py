"""Tests of the part of a page that style sheets reach."""

from __future__ import annotations

import pytest

from briefings.outputs.css.scope import scope_style

IN = ":where(.sheet,.sheet *)"
BODY, HTML, ROOT = (f":is({name},:where(.sheet))" for name in ("body", "html", ":root"))
SCOPED = {
    "an element": ("h1 { color: red }", f"h1{IN} {{ color: red; }}"),
    "a list": ("h1 , header{color:red!important}", f"h1{IN},header{IN} {{ color: red !important; }}"),
    "a pseudo-element": ("a:hover::before{}", f"a:hover{IN}::before {{  }}"),
    "an old pseudo-element": ("p:first-line{}", f"p{IN}:first-line {{  }}"),
    "an element of the page": ("body.edited, html, :root{}", f"{BODY}.edited{IN},{HTML}{IN},{ROOT}{IN} {{  }}"),
    "an ancestor": ('html[dir="rtl"] :is(body > th){}', f'{HTML}[dir="rtl"] :is({BODY} > th){IN} {{  }}'),
    "a class of that name": (".body #html [body]{}", f".body #html [body]{IN} {{  }}"),
    "a name in escapes": ("\\62 ody{}", f"{BODY}{IN} {{  }}"),
    "rules in rules": (
        "main { & ~ footer { a: b } > p { a: b } header:hover { a: b } }",
        f"main{IN} {{ & ~ footer{IN} {{ a: b; }} > p{IN} {{ a: b; }} header:hover{IN} {{ a: b; }} }}",
    ),
    "a medium": ("@media screen{p{a:b}}", f"@media screen {{\np{IN} {{ a: b; }}\n}}"),
    "a layer": ("@layer a,b; @layer a{p{}}", f"@layer a,b;\n@layer a {{\np{IN} {{  }}\n}}"),
    "the size of pages alone": ("@page :first{size:A4;margin:0;@top-center{content:none}}", "@page :first { size:A4; }"),
    "an animation": ("@keyframes a{from{opacity:0}}", "@keyframes a{from{opacity:0}}"),
    "what acts on the page": (
        "@import 'x';@namespace url(x);@font-face{font-family:a}@scope{header{}}@view-transition{navigation:auto}",
        "",
    ),
    "braces in a value": ("main{--a:{header{}};--c:d{header{}}}", f"main{IN} {{  }}"),
    "a broken string": ("p{a:'b\n} header{c:d}", f"p{IN} {{  }}\nheader{IN} {{ c: d; }}"),
    "a broken selector": ("h1 'x\n, header{c:d}", f"header{IN} {{ c: d; }}"),
    "a selector with an end of its own": ("main::before footer{}", f"main::before footer{IN} {{  }}"),
    "each old pseudo-element": (
        "p:after{}p:before{}p:first-letter{}",
        f"p{IN}:after {{  }}\np{IN}:before {{  }}\np{IN}:first-letter {{  }}",
    ),
    "several ancestors": ("a b::before c{}", f"a b::before c{IN} {{  }}"),
    "a pseudo-element alone": ("a > ::before{}", f"a > {IN}::before {{  }}"),
    "combinators without spaces": ("a::before>b, a::before||b{}", f"a::before>b{IN},a::before||b{IN} {{  }}"),
    "a colon at the end": ("p:{}", f"p:{IN} {{  }}"),
    "the page after others": ("main body, :is(a,body), main>body{}", f"main {BODY}{IN},:is(a,{BODY}){IN},main>{BODY}{IN} {{  }}"),
    "a name of another space": ("svg|body{}", f"svg|body{IN} {{  }}"),
    "counters and properties": ("@counter-style a{symbols:a}@property --a{syntax:a}", "@counter-style a{symbols:a}\n@property --a{syntax:a}"),
    "a definition without a block": ("@keyframes a;", "@keyframes a;"),
    "a definition with a broken string": ("@keyframes a{from{content:'b\n}} p{}", f"p{IN} {{  }}"),
    "a broken medium": ("@media 'a\n {p{}} q{}", f"q{IN} {{  }}"),
    "two sizes": ("@page{size:A4;size:A5}", "@page { size:A4; size:A5; }"),
    "two rules in a medium": ("@media screen{p{}q{}}", f"@media screen {{\np{IN} {{  }}\nq{IN} {{  }}\n}}"),
}  # fmt: skip


@pytest.mark.parametrize("name", SCOPED)
def test_each_rule_reaches_the_sheet_and_nothing_else(name: str) -> None:
    """The last element of each selector has to be in the sheet; the page and the sheet are one for style sheets."""
    text, expected = SCOPED[name]
    assert scope_style(text) == expected


def test_a_scoped_style_stays_as_it_is_under_another_scope() -> None:
    """Every selector of the result has its condition, so nothing in it reaches out if it is read once more."""
    once = scope_style("main { & footer { a: b } } @media screen { body > header, :not(main) { a: b } }")
    assert once.count(IN) == 4
    assert scope_style(once).count(IN) == 8
