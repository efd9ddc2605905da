"""Where does a person try a query? GraphiQL, from this hub alone, at the address of the API."""

from starlette.requests import Request
from starlette.responses import Response

from hub.web.assets import graphiql_is_installed
from hub.web.headers import QUERY_EDITOR
from hub.web.site import site_of

#: Compares the turnout of the study's two cooperatives; shown when the editor opens.
EXAMPLE = """\
# Assembly turnout of two cooperatives, year by year.
# Press the play button, or Ctrl+Enter. A value of 0.038 is 3.8 %.
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
      origin
    }
  }
}
"""


def query_editor(request: Request) -> Response:
    """GraphiQL on this very address, or how to install it."""
    site = site_of(request)
    if not graphiql_is_installed():
        return site.page(request, "no_query_editor.html", {"example": EXAMPLE})
    return site.page(
        request,
        "query_editor.html",
        {"example": EXAMPLE, "release_id": request.path_params.get("release_id")},
        headers={"Content-Security-Policy": QUERY_EDITOR, "Vary": "Accept, Accept-Language"},
    )
