"""How is somebody told that they are not let in? In RFC 9457's shape, as everywhere in the hub."""

from collections.abc import Mapping

from starlette.responses import JSONResponse, Response

from hub.problem import Problem


def refusal(
    problem: Problem, status: int, code: str, headers: Mapping[str, str] | None = None
) -> Response:
    """The answer that tells of a problem.

    Args:
        problem: what to tell.
        status: of the answer.
        code: names the kind of problem for programs.
        headers: further ones.
    """
    return JSONResponse(
        {
            "type": f"urn:intercoop:problem:{code}",
            "status": status,
            "title": problem.what,
            "detail": f"{problem.what}. {problem.next_step}.",
            "next_step": problem.next_step,
        },
        status_code=status,
        headers={"Cache-Control": "no-store", **(headers or {})},
        media_type="application/problem+json",
    )
