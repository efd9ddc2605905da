"""The newest step is told from the files as Alembic tells it."""

from typing import get_args

import pytest
from alembic.script import ScriptDirectory

from hub.migrate import Store, newest
from hub.migration_steps import configuration


@pytest.mark.parametrize("store", get_args(Store))
def test_the_newest_step_is_the_one_that_alembic_ends_at(store: Store) -> None:
    assert ScriptDirectory.from_config(configuration(store)).get_heads() == [newest(store)]
