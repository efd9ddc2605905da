"""Which files are not opened? Those that are damaged or locked, and those made to do harm."""


class UnreadableFile(Exception):
    """A file that is not what its name says, is damaged, or asks for a password."""


class DangerousFile(Exception):
    """A file that would take far more room than its size says."""
