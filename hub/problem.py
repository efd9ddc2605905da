"""What went wrong, where, and what to do next: the base of every error a person reads."""


class Problem(Exception):
    """An error that a person can act on; shown without a traceback.

    Args:
        what: what is wrong and where, in one sentence, without any member's name or number.
        next_step: what the reader can do now.
        others: the same two sentences in other languages, by their codes, where people who are
            no developers come upon it.
    """

    #: The command's exit status; 1 is kept for faults in the program itself.
    exit_code = 2
    #: Of the two sentences.
    language = "en"

    def __init__(self, what: str, next_step: str, **others: tuple[str, str]) -> None:
        super().__init__(f"{what}. {next_step}")
        self.what = what
        self.next_step = next_step
        self._others = others

    def spoken(self, language: str) -> "Problem":
        """The same for a reader of another language; in English where nobody has said it."""
        if language not in self._others:
            return self
        other = Problem(*self._others[language])
        other.exit_code, other.language = self.exit_code, language
        return other
