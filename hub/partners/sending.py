"""What happens to an upload that has arrived? It becomes a push and a job, or was one already."""

from collections.abc import Sequence
from pathlib import Path

import sqlalchemy as sa

from hub.access import Actor
from hub.choices import remembered, together
from hub.fingerprint import import_id, upload_digest
from hub.intake_desk import kept_key
from hub.jobs import Order, enqueue
from hub.partners.desk import Desk
from hub.partners.kinds import READ
from hub.partners.meaning import AS_PACKED, Meant
from hub.partners.pushes import Push, Sent, receive
from hub.partners.uploads import Received, Receiving
from hub.uploads import besides
from hub.vault.keys import pseudonym_key
from hub.vault.store import Vault
from hub.vocabulary import Language
from hub.workspace import Workspace


def send(  # noqa: PLR0913 - what is sent, by whom, for whom and how it is meant
    desk: Desk,
    actor: Actor,
    cooperative: str,
    receiving: Receiving,
    language: Language,
    *,
    meant: Meant = AS_PACKED,
) -> tuple[Push, bool]:
    """Take in the files that have arrived, unless they were here before and something came of it.

    Args:
        desk: of the hub.
        actor: whoever sent them, who may.
        cooperative: slug.
        receiving: the files.
        language: of the file with a column of errors.
        meant: what the sender says of them.

    Returns:
        The push, and whether its files are to be read now.

    Raises:
        Refused: no file has arrived, one that is spoken of has not, or the disk is full.
    """
    files = receiving.complete()
    meant = meant.named([file.name for file in files])
    sent = Sent(
        import_id=_name(desk, cooperative, files, meant),
        cooperative=cooperative,
        language=language.value,
        folder=receiving.folder.name,
        files=[file.as_json() for file in files],
        meant=meant.as_json(),
    )
    # before it is written down: from then on a worker may look for them
    receiving.keep()
    with desk.engine.begin() as connection:
        push, new = receive(connection, sent, actor)
        if new:
            order_reading(connection, push)
    if not new:
        receiving.drop()
    return push, new


def order_reading(connection: sa.Connection, push: Push) -> None:
    """Have the files of a push read, in the transaction that takes them in."""
    enqueue(
        connection,
        Order(
            kind=READ,
            cooperative=push.cooperative,
            key=f"{READ} {push.id} {push.round}",
            subject=push.id,
            arguments={"round": push.round},
        ),
    )


def _name(desk: Desk, cooperative: str, files: Sequence[Received], meant: Meant) -> str:
    digest = upload_digest((Path(file.name).suffix, file.digest) for file in files)
    keys, workspace = desk.settings.folder / "keys", Workspace(desk.engine)
    if not (keys / f"{cooperative}.key").exists():
        # only the first upload waits for the lock, which an import holds for as long as it reads
        with Vault(desk.settings.vault).locked(cooperative):
            kept_key(keys, workspace, cooperative)
    current = workspace.current(cooperative)
    with desk.engine.begin() as connection:
        before = remembered(connection, cooperative)
    choices = together(before, meant.choices, [file.name for file in files])
    decides = besides(current, meant.mode, choices)
    return import_id(pseudonym_key(keys, cooperative), cooperative, digest, decides)
