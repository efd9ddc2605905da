"""How is chance made repeatable, on any machine and whatever else is drawn?"""

import hashlib

import numpy as np


def chance(seed: int, *topic: str) -> np.random.Generator:
    """A generator that depends on the seed and the topic's words alone.

    Only its integers and permutations are used here: floating-point distributions may differ
    in the last digit between processors.
    """
    text = "|".join((str(seed), *topic))
    start = int.from_bytes(hashlib.sha256(text.encode()).digest())
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(start)))
