"""How do the examples get into a hub? `intercoop demo`."""

from dataclasses import asdict

from hub import demo
from hub.commands.options import Data, Json
from hub.commands.releases import told
from hub.publish import publish_release
from hub.settings import Settings
from hub.terminal import OUT, progress_bar, say_json


def load_demo(data: Data = None, json: Json = False) -> None:
    """Import the examples (two real cooperatives, two invented ones) and release them."""
    settings = Settings.read(data)
    with progress_bar() as bar:
        outcomes = demo.load_examples(
            settings,
            progress=lambda slug, stage, done, total: bar.stage(f"{slug}: {stage}", done, total),
        )
        written = publish_release(settings, progress=bar.stage)
    if json:
        states = {one.cooperative: one.state.value for one in outcomes}
        say_json({"imports": states, "release": asdict(written)})
        return
    for outcome in outcomes:
        OUT.print(f"{outcome.cooperative}: {outcome.state.value}")
    OUT.print(told(written))
