"""An error is said in the language of its reader, or in English, and ends the command the same."""

from hub.problem import Problem


class Locked(Problem):
    exit_code = 4

    def __init__(self) -> None:
        super().__init__("it is locked", "Wait", nl=("het is gesloten", "Wacht"))


def test_another_language_says_the_same_and_ends_the_same() -> None:
    dutch = Locked().spoken("nl")
    assert (dutch.what, dutch.next_step, dutch.language) == ("het is gesloten", "Wacht", "nl")
    assert (str(dutch), dutch.exit_code) == ("het is gesloten. Wacht", 4)


def test_what_nobody_has_said_stays_english() -> None:
    locked = Locked()
    assert locked.spoken("fr") is locked
    assert (locked.what, locked.language) == ("it is locked", "en")
