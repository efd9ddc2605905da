"""At which system calls does a process change a disk or a database, and how does it die at one?

Linux only. A filter in the traced process stops it, in whichever thread, before each call that
writes, syncs, names or removes something, and before each message to a database server; every
other call runs at full speed. A write by which threads wake each other does not count: it changes
nothing, and how many there are is chance. Calls are counted over all threads, so that the n-th is
one place, and a call at which the process is killed is not carried out. (strace can kill too, but
counts for each thread and each kind of call by itself.)
"""

import ctypes
import os
import platform
import signal
import struct
import sys
from pathlib import Path

#: Calls that change something, with their numbers on the processors that this can run on.
_NUMBERS = {
    "x86_64": {
        "write": 1,
        "pwrite64": 18,
        "writev": 20,
        "sendto": 44,
        "sendmsg": 46,
        "fsync": 74,
        "fdatasync": 75,
        "truncate": 76,
        "ftruncate": 77,
        "rename": 82,
        "mkdir": 83,
        "rmdir": 84,
        "link": 86,
        "unlink": 87,
        "mkdirat": 258,
        "unlinkat": 263,
        "renameat": 264,
        "linkat": 265,
        "fallocate": 285,
        "pwritev": 296,
        "renameat2": 316,
        "pwritev2": 328,
    },
    "aarch64": {
        "mkdirat": 34,
        "unlinkat": 35,
        "linkat": 37,
        "renameat": 38,
        "truncate": 45,
        "ftruncate": 46,
        "fallocate": 47,
        "write": 64,
        "writev": 66,
        "pwrite64": 68,
        "pwritev": 70,
        "fsync": 82,
        "fdatasync": 83,
        "sendto": 206,
        "sendmsg": 211,
        "renameat2": 276,
        "pwritev2": 287,
    },
}
_OPENAT = {"x86_64": 257, "aarch64": 56}
_OPEN = "open to create or empty"

_TRACEME, _CONT, _SETOPTIONS, _GETEVENTMSG = 0, 7, 0x4200, 0x4201
# follow new threads, stop at the filter's calls, and let no traced process outlive its tracer
_OPTIONS = 0x02 | 0x04 | 0x08 | 0x80 | 0x100000
_AT_CALL = 7
_ALL_THREADS = 0x40000000

_NO_NEW_PRIVILEGES, _SET_FILTER, _FILTER = 38, 22, 2
_ALLOW, _TRACE = 0x7FFF0000, 0x7FF00000
_LOAD, _IF_EQUAL, _IF_ANY_BIT, _RETURN = 0x20, 0x15, 0x45, 0x06
_CALL_NUMBER, _THIRD_ARGUMENT = 0, 32  # offsets in the kernel's description of a call

_libc = ctypes.CDLL(None, use_errno=True)
_libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
_libc.ptrace.restype = ctypes.c_long
_libc.prctl.argtypes = [ctypes.c_int] + [ctypes.c_ulong] * 4


def obstacle() -> str | None:
    """Why processes cannot be traced here and what to do about it; None where they can."""
    if sys.platform != "linux" or platform.machine() not in _NUMBERS:
        return f"This needs Linux on {' or '.join(_NUMBERS)}: run it in a virtual machine"
    child = os.fork()
    if child == 0:
        stop_at_changes()
        os._exit(0)
    status, _ = follow(child, None)
    if status != 0:
        return "This machine lets no process be traced: in a container, add SYS_PTRACE"
    return None


def stop_at_changes() -> None:
    """Have this process traced by its parent from here on; waits until the parent follows.

    Raises:
        OSError: the machine forbids it.
    """
    _do(_libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0))
    steps = _filter()
    code = _buffer(b"".join(steps))
    # struct sock_fprog: how many steps, and where they are
    program = _buffer(struct.pack("HxxxxxxQ", len(steps), ctypes.addressof(code)))
    _do(_libc.ptrace(_TRACEME, 0, None, None))
    os.kill(os.getpid(), signal.SIGSTOP)
    _do(_libc.prctl(_SET_FILTER, _FILTER, ctypes.addressof(program), 0, 0))


def follow(child: int, die_at: int | None) -> tuple[int, list[str]]:
    """Let a child that has asked for it run, to its end or to its death at one call.

    Args:
        child: a process that calls `stop_at_changes`.
        die_at: which call to die at, from 1; None lets it run to its end.

    Returns:
        The child's exit code (-9: killed) and the calls it reached.
    """
    reached: list[str] = []
    known: set[int] = set()
    while True:
        thread, status = os.waitpid(-1, _ALL_THREADS)
        if not os.WIFSTOPPED(status):
            known.discard(thread)
            if thread == child:
                return os.waitstatus_to_exitcode(status), reached
            continue
        if thread == child and not known:
            _libc.ptrace(_SETOPTIONS, thread, None, _OPTIONS)
        signalled = 0
        if status >> 16 == _AT_CALL and not _wakes(thread):
            reached.append(_name(thread))
            if len(reached) == die_at:
                os.kill(child, signal.SIGKILL)
                continue
        elif not status >> 16 and thread in known:
            signalled = os.WSTOPSIG(status)
        # a thread's first stop is its own beginning, not a signal; the dying cannot be resumed
        known.add(thread)
        _libc.ptrace(_CONT, thread, None, signalled)


def _wakes(thread: int) -> bool:
    """Whether a stopped thread's call is a write to an event counter."""
    number, first, *_ = Path(f"/proc/{thread}/syscall").read_text().split()
    if int(number) != _NUMBERS[platform.machine()]["write"]:
        return False
    opened = Path(f"/proc/{thread}/fd/{int(first, 16)}")
    return os.path.lexists(opened) and "eventfd" in str(opened.readlink())


def _name(thread: int) -> str:
    message = ctypes.c_ulong()
    _libc.ptrace(_GETEVENTMSG, thread, None, ctypes.addressof(message))
    names = (*_NUMBERS[platform.machine()], _OPEN)
    return names[message.value]


def _filter() -> list[bytes]:
    """A program for the kernel: which calls stop, each with its place in the table."""
    numbers = _NUMBERS[platform.machine()]
    steps = [_step(_LOAD, _CALL_NUMBER)]
    for place, number in enumerate(numbers.values()):
        steps += [_step(_IF_EQUAL, number, skip=(0, 1)), _step(_RETURN, _TRACE | place)]
    return [
        *steps,
        _step(_IF_EQUAL, _OPENAT[platform.machine()], skip=(0, 3)),
        _step(_LOAD, _THIRD_ARGUMENT),
        _step(_IF_ANY_BIT, os.O_CREAT | os.O_TRUNC, skip=(0, 1)),
        _step(_RETURN, _TRACE | len(numbers)),
        _step(_RETURN, _ALLOW),
    ]


def _step(code: int, value: int, *, skip: tuple[int, int] = (0, 0)) -> bytes:
    return struct.pack("HBBI", code, *skip, value)


def _buffer(content: bytes) -> ctypes.Array[ctypes.c_char]:
    return ctypes.create_string_buffer(content, len(content))


def _do(result: int) -> None:
    if result == -1:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
