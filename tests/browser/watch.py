"""Watches a page and notes what should not happen on any: errors, blocked content, foreign requests, layout shifts."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Page, Request, Response

SCRIPTS: Final = Path(__file__).with_name("in_page")


def script(name: str) -> str:
    """Return the text of a script that runs inside a page, without the comments before it."""
    lines = (SCRIPTS / f"{name}.js").read_text("utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("//"))


class Watch:
    """What has gone wrong on the pages of a context.

    :ivar problems: a line each.
    :ivar expected: the statuses that addresses answer on purpose, if not below 400.
    :ivar shifts: whether layout shifts count; those of a test that changes the window do not.
    """

    def __init__(self, context: BrowserContext, server: str) -> None:
        self.problems: list[str] = []
        self.expected: dict[str, int] = {}
        self.shifts = True
        self._server = server + "/"
        self._scripts: list[Request] = []
        context.expose_binding("tellTest", self._told)
        context.add_init_script(script("watch"))
        context.on("page", self._watch)

    def lead(self, page: Page, path: str, status: int) -> Response:
        """Lead a page to an address that answers a status; return the answer, and forget what was noted before."""
        page.goto("about:blank")  # what the page before does late is not noted of this one
        self.problems.clear()
        self._scripts.clear()
        self.expected = {self._server.removesuffix("/") + path: status}
        self.shifts = True
        response = page.goto(path)
        assert response is not None
        return response

    def script_bytes(self, page: Page) -> int:
        """Return how many bytes of scripts the page has loaded since :meth:`lead`, as sent."""
        own = [request for request in self._scripts if request.frame == page.main_frame]
        return sum(request.sizes()["responseBodySize"] for request in own)

    def _watch(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.problems.append(f"uncaught: {error}"))
        page.on("dialog", self._dialog)
        page.on("request", self._request)
        page.on("requestfailed", self._failed)
        page.on("response", self._response)

    def _told(self, _source: Any, kind: str, text: str) -> None:
        if kind != "shift" or self.shifts:
            self.problems.append(text)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        # Of a document that is not there the browser says so itself.
        if message.location.get("url") not in self.expected:
            self.problems.append(f"console: {message.text}")

    def _dialog(self, dialog: Dialog) -> None:
        self.problems.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Request) -> None:
        if request.resource_type == "script":
            self._scripts.append(request)
        if not request.url.startswith((self._server, "data:", "blob:")):
            self.problems.append(f"a request to elsewhere: {request.url}")

    def _failed(self, request: Request) -> None:
        # A download ends the navigation that asked for it.
        if not (request.is_navigation_request() and request.failure == "net::ERR_ABORTED"):
            self.problems.append(f"failed: {request.url} ({request.failure})")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and self.expected.get(response.url) != response.status:
            self.problems.append(f"{response.status}: {response.url}")
