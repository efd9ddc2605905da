"""What is a Python name called in the graph? As Strawberry has it, and remembered.

Strawberry asks for each argument of each field that is answered.
"""

from functools import lru_cache

from strawberry.schema.config import StrawberryConfig
from strawberry.schema.name_converter import NameConverter


class _Remembered(NameConverter):
    def __init__(self) -> None:
        super().__init__()
        self._called = lru_cache(maxsize=None)(super().apply_naming_config)

    def apply_naming_config(self, name: str) -> str:
        """The name in camel case."""
        return self._called(name)


def config() -> StrawberryConfig:
    """Strawberry's settings for the hub's graph."""
    return StrawberryConfig(name_converter=_Remembered())
