"""What went wrong, where, and what to do next: the base of every error a person reads."""


class Problem(Exception):
    """An error that a person can act on; shown without a traceback.

    Args:
        what: what is wrong and where, in one sentence, without any member's name or number.
        next_step: what the reader can do now.
    """

    #: The command's exit status; 1 is kept for faults in the program itself.
    exit_code = 2

    def __init__(self, what: str, next_step: str) -> None:
        super().__init__(f"{what}. {next_step}")
        self.what = what
        self.next_step = next_step
