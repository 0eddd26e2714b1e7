"""The states of a session, as tagged unions: a field that is only valid in one state exists only there."""

from __future__ import annotations

from dataclasses import dataclass, field

from .connection import Connection

# The link to the server


@dataclass(frozen=True)
class Off:
    """No server is wanted."""


@dataclass(frozen=True)
class Connecting:
    """The first try is under way."""

    connection: Connection


@dataclass(frozen=True)
class Connected:
    """The server has accepted us. sentence: what it last refused, '' when nothing."""

    connection: Connection
    max_frame_bytes: int
    sentence: str = ""


@dataclass(frozen=True)
class NoServer:
    """Nobody answers; it is tried again."""

    connection: Connection
    sentence: str


@dataclass(frozen=True)
class StartingServer:
    """Nobody answers, and a server is being started on this computer."""

    connection: Connection


@dataclass(frozen=True)
class Reconnecting:
    """The socket broke, or the server closed it; it is tried again."""

    connection: Connection
    was_closed: bool


@dataclass(frozen=True)
class RefusedLink:
    """The server refuses us, and will do so next time."""

    connection: Connection
    sentence: str


Link = Off | Connecting | Connected | NoServer | StartingServer | Reconnecting | RefusedLink


# The run that was started here


@dataclass(frozen=True)
class Done:
    """It ended normally. notes: what to know before its groups are trusted."""

    run_id: str
    summary: str
    files: tuple = ()
    notes: tuple = ()


@dataclass(frozen=True)
class Ended:
    """It ended in another way. was_cancelled_here: by this Blender's own button."""

    code: str
    sentence: str
    was_cancelled_here: bool = False


@dataclass(frozen=True)
class NoRun:
    """No run is under way. outcome: how the last one ended; None when there was none, or when it is no longer shown."""

    outcome: Done | Ended | None = None


@dataclass(frozen=True)
class Asked:
    """The server has not answered yet. scene_name: the scene for the shapes or with the objects, None = the current
    one.
    """

    request: dict
    scene_name: str | None = None


@dataclass(frozen=True)
class Accepted:
    """The server has the run, in its queue or under way."""

    run_id: str
    scene_name: str | None = None


OwnRun = NoRun | Asked | Accepted


# Any run that this Blender works for


@dataclass(frozen=True)
class Progress:
    """How far a stage is. since: time.monotonic() when it began."""

    stage: str
    done: int
    total: int
    seconds_left: float | None
    since: float


@dataclass
class Run:
    """A run that this Blender works for.

    scene: its RunScene, or its GroupedScene. resume_by: after a drop, the time (time.monotonic()) by which the server
    must confirm that it still knows the run; else None.
    """

    id: str
    scene: object = field(repr=False)
    progress: Progress | None = None
    resume_by: float | None = None


def unknown(state):
    """Ends a dispatch over a union, so that a new member must be handled everywhere."""
    return AssertionError(f"no case for {type(state).__name__}")
