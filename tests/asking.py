"""How is something asked at random, so often and with a known seed? As schemathesis asks it."""

from collections.abc import Callable

from hypothesis import HealthCheck, Phase, seed, settings

Ask = Callable[..., None]


def at_random(*, number: int, examples: int) -> Callable[[Ask], Ask]:
    """Run a property with fresh examples alone: none is kept, and none is made smaller.

    Args:
        number: the seed.
        examples: how many.
    """
    limits = settings(
        max_examples=examples,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    return lambda ask: seed(number)(limits(ask))
