"""What can a reader be told of, without asking again? New releases."""

import strawberry

from schema.domains.releases import Release


@strawberry.type(description="What readers are told of as it happens, over SSE or a websocket.")
class Subscription:
    """The root of each announcement: the operation is executed once for every release."""

    release_published: Release = strawberry.field(
        description="Each new release, about a second after it was published; none before."
    )
