"""How do readers write the address of a hub that has no name?"""

import pytest
from httpx2 import URL

from hub.origin import origin


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_an_address_leads_to_its_host_and_port(host: str) -> None:
    found = URL(origin(host, 8000))
    assert (found.host, found.port) == (host, 8000)
