"""A run as the talk with the server knows it."""

from dataclasses import dataclass

from .run_scene import RunScene


@dataclass
class Run:
    """A run that this Blender builds for."""

    id: str
    scene: RunScene
    stage: str = ""
    done: int = 0
    total: int = 0
    seconds_left: float | None = None
    resume_by: float | None = None  # time.monotonic(); until then the server has to say that it still knows the run


@dataclass(frozen=True)
class Outcome:
    """How a run ended; `code` is None when it is done."""

    run_id: str | None
    code: str | None
    sentence: str
    files: tuple = ()
