"""Which version of the software is this?"""

from importlib.metadata import version

#: As stamped on imports and releases.
VERSION = version("intercoop-hub")
