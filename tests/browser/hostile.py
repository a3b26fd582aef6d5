"""What a page or a notebook could hold to run in a reader's browser or to report a visit."""

from pathlib import Path

CODE = (
    "<script>window.ran = 1</script>"
    "<img src=x onerror='window.ran = 2'>"
    "<svg onload='window.ran = 3'></svg>"
    "<details open ontoggle='window.ran = 4'></details>"
    "<iframe srcdoc='<script>parent.ran = 5</script>'></iframe>"
    "<a class=trap href='javascript:window.ran = 6'>trap</a>"
    "<img src='https://outside.invalid/seen.png'>"
    "<link rel=stylesheet href='https://outside.invalid/seen.css'>"
    "<p style='background: url(https://outside.invalid/seen.gif)'>seen</p>"
)


def hostile_page(page: str, folder: Path) -> Path:
    """The archive page with the code in its first points and answers, under a name as bad."""
    folder.mkdir()
    path = folder / "\"><img src=x onerror='window.ran = 7'>.txt"
    path.write_text(page.replace("番号制度", f"番号制度{CODE}"), encoding="utf-8")
    return path
