"""A page of the browser whose complaints and requests are kept."""

from collections.abc import Callable
from functools import partial
from typing import Any, Self
from urllib.parse import urlsplit


class Watched:
    """A page in a context of its own: no cookie, no cache, no scroll of another test."""

    def __init__(self, browser: Any, width: int, height: int, **how: Any) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": height}, **how)
        self.context.set_default_timeout(120_000)  # a shared machine can be slow
        self.complaints: list[str] = []
        self.asked: list[str] = []
        for event, words in {
            "console": lambda message: message.type == "error" and f"console: {message.text}",
            "weberror": lambda error: str(error.error),
            "response": lambda answer: answer.status >= 400 and f"{answer.status} {answer.url}",
            "requestfailed": lambda request: f"{request.failure} {request.url}",
        }.items():
            self.context.on(event, partial(self._complain, words))
        self.context.on("request", lambda request: self.asked.append(request.url))
        self.page = self.context.new_page()
        self.page.on("websocket", lambda socket: self.asked.append(socket.url))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def _complain(self, words: Callable[[Any], str | bool], happened: Any) -> None:
        self.complaints += filter(None, [words(happened)])

    def outside(self, own: str) -> list[str]:
        """Addresses asked for that do not begin with `own`; what a page holds itself is none."""
        asked = [(url, urlsplit(url)) for url in self.asked]
        here = urlsplit(own).netloc
        return [url for url, parts in asked
                if parts.scheme not in {"data", "blob"} and parts.netloc != here]  # fmt: skip
