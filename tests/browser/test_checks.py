"""The checks find what they are for, on made pages with one flaw each, and nothing on a good page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser import checks
from tests.browser.conftest import watched
from tests.browser.watch import Watch

pytestmark = pytest.mark.foreign

SERVER: Final = "http://127.0.0.1:9"
"""No server is there: the browser gets the made pages from the test."""

HEAD: Final = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Made</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/style.css">"""
PICTURE: Final = '<figure data-picture="p"><svg viewBox="0 0 9 9" role="group" aria-label="A picture">{}</svg></figure>'
GOOD: Final = f"""{HEAD}</head><body><header><nav aria-label="Main"><a href="/a">A page</a></nav></header>
<main><h1>Made</h1>
<p>Text with <a href="/b">a link</a>.</p><details><summary>More</summary><a href="/c">hidden</a></details>
<form><fieldset><legend>Which</legend><label><input type="radio" name="r"> one</label>
<label><input type="radio" name="r" checked> two</label></fieldset><input type="hidden" name="h"></form>
{PICTURE.format('<a href="/d" aria-label="d"><rect width="9" height="9"/></a>')}
</main></body></html>"""
STYLE: Final = "@media print { nav { display: none } } html { background: #fff }"
POLICY: Final = "default-src 'self'; frame-ancestors 'none'"

Open = Callable[..., tuple[Page, Watch]]


@pytest.fixture
def show(browser: Browser) -> Iterator[Open]:
    """Return a function that opens a made page."""
    with watched(browser, SERVER) as (context, watch):

        def open_page(body: str, style: str = "", script: str = "") -> tuple[Page, Watch]:
            files = {"/style.css": ("text/css", STYLE + style), "/script.js": ("text/javascript", script)}

            def answer(route: Route) -> None:
                path = route.request.url.removeprefix(SERVER)
                media_type, text = files.get(path, ("text/html; charset=utf-8", body))
                if path.startswith("/missing"):
                    route.fulfill(status=404, body="none")
                else:
                    route.fulfill(body=text, content_type=media_type, headers={"Content-Security-Policy": POLICY})

            context.route(SERVER + "/**", answer)
            page = context.new_page()
            page.goto("/")
            page.evaluate("() => new Promise((done) => setTimeout(done, 50))")
            return page, watch

        yield open_page


def changed(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new, 1)


def test_a_good_page_has_no_findings(show: Open) -> None:
    page, watch = show(GOOD)
    for check in (
        *(checks.structure, checks.accessibility, checks.sideways, checks.keyboard),
        *(checks.animations, checks.blank, checks.printed),
    ):
        assert check(page) == []
    assert checks.main_text(page) == "Made Text with a link. More Which one two"
    assert watch.problems == []


WATCHED: Final = {
    "an error of a script": ("</main>", '<script src="/script.js"></script></main>', "throw Error('broken')", "broken"),
    "an error in the console": ("</main>", '<script src="/script.js"></script></main>', "console.error('oh')", "oh"),
    "an inline script": ("</main>", "<script>1</script></main>", "", "script-src-elem blocked inline"),
    "an inline style": ("<h1>", '<h1 style="color: red">', "", "style-src-attr blocked inline"),
    "a foreign picture": ("</main>", '<img alt="" src="https://example.org/x.png"></main>', "", "example.org/x.png"),
    "a missing file": ("</main>", '<img alt="" src="/missing.png"></main>', "", "404: http://127.0.0.1:9/missing.png"),
    "a layout shift": (
        "</main>",
        '<script src="/script.js"></script></main>',
        "requestAnimationFrame(() => requestAnimationFrame(() => {"
        " const block = document.createElement('div'); block.style.height = '300px';"
        " document.querySelector('main').prepend(block) }))",
        "the layout shifted by",
    ),
}


@pytest.mark.parametrize("flaw", WATCHED)
def test_the_watch_tells(show: Open, flaw: str) -> None:
    old, new, script, told = WATCHED[flaw]
    _, watch = show(changed(old, new), script=script)
    assert any(told in problem for problem in watch.problems), watch.problems


FLAWS: Final[dict[str, tuple[Callable[[Page], list[str]], str, str, str, str]]] = {
    "no language": (checks.structure, 'lang="en"', "", "", "no lang"),
    "a second heading": (checks.structure, "<main>", "<main><h1>Again</h1>", "", "2 headings"),
    "the same id twice": (checks.structure, "<p>", '<i id="x"></i><i id="x"></i><p>', "", "repeated ids"),
    "no name of a link": (checks.accessibility, "a link", "", "", "link-name"),
    "weak contrast": (checks.accessibility, "", "", "p { color: #aaa }", "color-contrast"),
    "skipped headings": (checks.accessibility, "<p>", "<h4>Deep</h4><p>", "", "heading-order"),
    "a wide block": (checks.sideways, "", "", "p { width: 30rem }", "488 px wide"),
    "a focus not seen": (checks.keyboard, "", "", "a:focus-visible { outline: none }", "cannot be seen on <a>"),
    "a changed order": (checks.keyboard, '<a href="/b"', '<a tabindex="1" href="/b"', "", "the order differs"),
    "a picture without stops": (
        checks.keyboard,
        '<a href="/d" aria-label="d">',
        "<a>",
        "",
        "the picture p has no link",
    ),
    "movement": (
        checks.animations,
        "",
        "",
        "@keyframes k { to { opacity: .5 } } p { animation: k 1s infinite }",
        "it moves: k",
    ),
    "an empty window": (checks.blank, "", "", "body { visibility: hidden }", "nothing is to be seen"),
    "printed navigation": (checks.printed, "", "", "@media print { nav { display: block !important } }", "<nav> Main"),
    "paper without content": (checks.printed, "", "", "@media print { main { display: none } }", "not printed: main"),
}


REFLOWS: Final = {
    "nothing": ("", "", "", ""),
    "a wide table in a container of its own": (
        "<p>",
        '<div class="scroll"><table><tr><th>A</th></tr></table></div><p>',
        ".scroll { overflow-x: auto } table { width: 40rem }",
        "",
    ),
    "a wide block": ("", "", "p { width: 30rem }", "488 px wide"),
    "text that scrolls sideways": (
        "",
        "",
        "p { overflow-x: auto; white-space: nowrap; width: 3rem }",
        "without need: p",
    ),
    "text that is cut": ("", "", "p { overflow: hidden; white-space: nowrap; width: 3rem }", "cut off: p"),
    "a head that stays": (
        "",
        "",
        "header { position: sticky; top: 0; height: 250px } main { height: 90rem }",
        "covered by header",
    ),
}


@pytest.mark.parametrize("flaw", REFLOWS)
def test_what_a_zoom_of_400_percent_shows(browser: Browser, flaw: str) -> None:
    old, new, style, told = REFLOWS[flaw]
    width, height = checks.NARROW
    size = {"width": width, "height": height}
    with watched(browser, SERVER, viewport=size, device_scale_factor=checks.ZOOM) as (context, _):
        page = context.new_page()
        page.set_content(
            changed(old, new).replace('<link rel="stylesheet" href="/style.css">', f"<style>{style}</style>")
        )
        found = checks.reflow(page)
    assert any(told in each for each in found) if told else found == []


def test_a_narrow_window_alone_is_no_zoom(show: Open) -> None:
    page, _ = show(GOOD)
    page.set_viewport_size({"width": 320, "height": 256})
    assert checks.reflow(page) == ["a window of [320, 256, 1] is no zoom of 400 %"]


@pytest.mark.parametrize("flaw", FLAWS)
def test_a_check_finds(show: Open, flaw: str) -> None:
    check, old, new, style, told = FLAWS[flaw]
    page, _ = show(changed(old, new), style)
    assert any(told in finding for finding in check(page)), flaw


def test_a_trap_of_the_tab_key_is_found(show: Open) -> None:
    trap = "document.querySelector('p a').addEventListener('keydown', (event) => event.preventDefault())"
    page, _ = show(changed("</main>", '<script src="/script.js"></script></main>'), script=trap)
    assert any("does not reach" in finding for finding in checks.keyboard(page))


def test_text_that_only_a_script_writes_differs(show: Open, browser: Browser) -> None:
    body = changed("</main>", '<script src="/script.js"></script></main>')
    added = "document.querySelector('p').insertAdjacentHTML('afterend', '<p {}>added</p>')"
    page, _ = show(body, script=added.format(""))
    assert "added" in checks.main_text(page)
    page, _ = show(body, script=added.format("data-enhancement"))
    assert "added" not in checks.main_text(page)
