"""What may the environment change? Everything is here, and nothing else is read."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where one hub keeps its stores.

    Attributes:
        folder: holds keys, temporary files and, by default, all three stores.
        workspace_url: confidential database (imports, agreements), an SQLAlchemy URL.
        shelf_url: public database (releases), an SQLAlchemy URL.
        vault: confidential folder of Parquet files.
    """

    folder: Path
    workspace_url: str
    shelf_url: str
    vault: Path

    @classmethod
    def read(
        cls, folder: Path | None = None, environment: Mapping[str, str] | None = None
    ) -> "Settings":
        """Settings from `--data` and the environment.

        Args:
            folder: the `--data` folder; it wins over `INTERCOOP_DATA`.
            environment: for tests; the process's own by default.
        """
        env = os.environ if environment is None else environment
        chosen = folder or Path(env.get("INTERCOOP_DATA") or user_data_path("intercoop"))
        chosen = chosen.expanduser().resolve()
        return cls(
            folder=chosen,
            workspace_url=env.get("INTERCOOP_WORKSPACE_URL")
            or f"sqlite:///{chosen / 'workspace.db'}",
            shelf_url=env.get("INTERCOOP_SHELF_URL") or f"sqlite:///{chosen / 'shelf.db'}",
            vault=Path(env.get("INTERCOOP_VAULT_URL") or chosen / "vault"),
        )
