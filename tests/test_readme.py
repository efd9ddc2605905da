"""The answer that the README shows is the answer that the hub gives."""

import json
import re
from pathlib import Path

from starlette.testclient import TestClient

from hub.app import create_app
from hub.intake import import_upload
from hub.intake_desk import State
from hub.publish import publish_release
from hub.settings import Settings

ROOT = Path(__file__).parents[1]


def test_the_question_of_the_readme_gets_the_answer_of_the_readme(tmp_path: Path) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    [question] = re.findall(r"^```graphql\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    [answer] = re.findall(r"^```json\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    settings = Settings.read(tmp_path, {})
    for slug in ("smartcoop", "railcoop"):
        folder = ROOT / "examples" / slug
        outcome = import_upload(settings, folder, slug, progress=lambda *_: None)
        assert outcome.state is State.STORED
    publish_release(settings, progress=lambda *_: None)
    with TestClient(create_app(settings)) as client:
        given = client.post("/graphql", json={"query": question}).json()
    assert given == json.loads(answer)
