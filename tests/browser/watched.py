"""A page of the browser whose complaints and requests are kept, and what can be seen in it."""

from typing import Any, Self
from urllib.parse import urlsplit

UNDRAWN = """
({ text, font }) => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 32;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.font = "24px " + font;
  const drawn = sign => {
    pen.clearRect(0, 0, 32, 32);
    pen.fillText(sign, 2, 26);
    return pen.getImageData(0, 0, 32, 32).data.join();
  };
  const without = ["\\u0378", " "].map(drawn);  // an unassigned sign, and nothing
  return [...new Set(text)].filter(sign => without.includes(drawn(sign))).join("");
}
"""
"""The signs of a text that a font, with what the system puts in its place, has no glyph for."""


class Watched:
    """A page in a context of its own: no cookie, no cache, no scroll of another test."""

    def __init__(
        self, browser: Any, *, width: int, height: int, scale: float = 1, mobile: bool = False
    ) -> None:
        self.context = browser.new_context(
            viewport={"width": width, "height": height},
            device_scale_factor=scale,
            is_mobile=mobile,
        )
        self.context.set_default_timeout(120_000)  # a shared machine can be slow
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self.context.on("console", self._console)
        self.context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.context.on("request", lambda request: self.asked.append(request.url))
        self.context.on("response", self._response)
        self.context.on("requestfailed", self._failed)
        self.page = self.context.new_page()
        self.page.on("websocket", lambda socket: self.asked.append(socket.url))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def _console(self, message: Any) -> None:
        if message.type == "error":
            self.complaints.append(f"console: {message.text}")

    def _response(self, response: Any) -> None:
        if response.status >= 400:
            self.complaints.append(f"{response.status} {response.url}")

    def _failed(self, request: Any) -> None:
        self.complaints.append(f"{request.failure} {request.url}")

    def outside(self, own: str) -> list[str]:
        """Addresses asked for that do not begin with `own`; what a page holds itself is none."""
        inside = {urlsplit(own).netloc}
        return [
            url
            for url in self.asked
            if urlsplit(url).scheme not in {"data", "blob"} and urlsplit(url).netloc not in inside
        ]

    def undrawn(self, text: str, font: str) -> str:
        """Japanese signs of a text that are drawn as an empty box or not at all."""
        japanese = "".join(sign for sign in text if "\u3001" <= sign <= "\u9fff")
        return str(self.page.evaluate(UNDRAWN, {"text": japanese, "font": font}))
