"""How do readers write the address of a hub that has no name?"""


def origin(host: str, port: int) -> str:
    """Scheme, host and port as a browser sends them; an address of IPv6 stands in brackets."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
