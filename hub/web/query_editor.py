"""Where does a person try a query? GraphiQL, from this hub alone, at the address of the API."""

from starlette.requests import Request
from starlette.responses import Response

from hub.web.assets import graphiql_is_installed
from hub.web.headers import QUERY_EDITOR
from hub.web.languages import marked
from hub.web.site import site_of, wording
from hub.web.wording import Wording

#: What is said above the example; short lines, for the editor's buttons stand beside them.
_ABOUT = (
    marked("Turnout of two cooperatives by year."),
    marked("Press the play button, or Ctrl+Enter."),
    marked("A value of 0.038 is 3.8 %."),
)

#: Compares the turnout of the study's two cooperatives; shown when the editor opens.
EXAMPLE = """\
{
  compare(
    indicators: ["turnout.assembly"]
    cooperatives: ["smartcoop", "railcoop"]
    from: "2018"
    to: "2023"
  ) {
    cells {
      cooperative { slug }
      period
      value
      numerator
      denominator
      status
      statusLabel(language: EN)
      origin
    }
  }
}
"""


def example(speaks: Wording) -> str:
    """The example in a reader's language."""
    about = "".join(f"# {speaks.gettext(line)}\n" for line in _ABOUT)
    return about + EXAMPLE.replace("EN", speaks.language.name)


def query_editor(request: Request) -> Response:
    """GraphiQL on this very address, or how to install it."""
    site, shown = site_of(request), example(wording(request))
    if not graphiql_is_installed():
        return site.page(request, "no_query_editor.html", {"example": shown})
    return site.page(
        request,
        "query_editor.html",
        {"example": shown, "release_id": request.path_params.get("release_id")},
        headers={"Content-Security-Policy": QUERY_EDITOR, "Vary": "Accept, Accept-Language"},
    )
