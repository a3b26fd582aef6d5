"""What a page or a notebook could hold to run in a reader's browser or to report a visit.

Whatever runs sets ``window.steal``, and every address outside is at ``steal.invalid``.
"""

from pathlib import Path

WHOLE = [  # each closes what it opens, so that all fit into one sentence
    "<script>window.steal = 1</script>",
    "<img src=x onerror='window.steal = 2'>",
    "<svg onload='window.steal = 3'><script>window.steal = 4</script></svg>",
    "<details open ontoggle='window.steal = 5'></details>",
    "<iframe srcdoc='<script>parent.steal = 6</script>'></iframe>",
    "<a class=trap href='javascript:window.steal = 7'>trap</a>",
    "<img src='https://steal.invalid/seen.png'>",
    "<link rel=stylesheet href='https://steal.invalid/seen.css'>",
    "<p style='background: url(https://steal.invalid/seen.gif)'>words</p>",
]
CODE = "".join(WHOLE)
HTML = [
    *WHOLE,
    "<img src='//steal.invalid/seen.png'>",
    "<img src='data:image/svg+xml,<svg onload=window.steal=8>'>",
    "<iframe src='https://steal.invalid/seen'></iframe>",
    "<a href='data:text/html,steal'>words</a>",
    "<p style='color:expression(steal())'>words</p>",
    "<p style='text-align: left; position: fixed; color: \\73 teal'>words</p>",
    "<p title='<table><script>window.steal = 9</script>'>words</p>",
    "<p title='<h2><script>window.steal = 10</script></h2>'>words</p>",
    "<p title='<p>要旨<img src=x onerror=window.steal=11>'>words</p>",
    "<math><mtext><table><mglyph><style><!--</style>"
    "<img title='--&gt;&lt;img src=1 onerror=window.steal=12&gt;'>",
    "<style>@import 'https://steal.invalid/seen.css';</style>",
    "<scr<script></script>ipt>window.steal = 13</script>",
    "</details></main><link rel=stylesheet href=https://steal.invalid/seen.css>",
]


def hostile_page(page: str, folder: Path) -> Path:
    """The archive page with the code in its first points and answers, under a name as bad."""
    folder.mkdir(parents=True)
    path = folder / "\"><img src=x onerror='window.steal = 14'>.txt"
    path.write_text(page.replace("番号制度", f"番号制度{CODE}"), encoding="utf-8")
    return path
