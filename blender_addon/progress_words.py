"""What a run or a task under way is doing, in words for people who do not know how it works. No bpy."""

from math import ceil

from .generated.stage_words import RUN_STAGES, SCENE_STAGES

# Seconds before a first estimate. One from the first few shapes is off by a factor of 7.
ESTIMATE_SECONDS = 4.0
# Words for a scene's stage `shapes` when nothing is left to read, and when everything is described.
DESCRIBING = "Describing meshes"
DESCRIBED = "Writing down what was described"


def progress_words(session, now):
    """(what is under way, 0..1) for the present run or task. now: time.monotonic()."""
    run = next(iter(session.runs.values()), None)
    if run is None or run.progress is None:
        return "Waiting for the server", 0.0
    progress = run.progress
    done, total = progress.done, progress.total
    reading = run.scene.reading  # None = it makes shapes
    if reading is None:
        text = RUN_STAGES.get(progress.stage)
    else:
        text = SCENE_STAGES.get(progress.stage)
        if progress.stage == "list":  # this stage is done in Blender
            done, total = reading.listed, reading.objects
        elif progress.stage == "shapes" and total and done >= total:
            return DESCRIBED, 1.0
        elif progress.stage == "shapes" and total and reading.read >= total:
            text = DESCRIBING
    text = text or progress.stage.capitalize()
    if not total:
        return text, 0.0
    text += f": {done} of {total}"
    if progress.seconds_left and now - progress.since > ESTIMATE_SECONDS:
        text += f", {time_left(progress.seconds_left)}"
    return text, done / total


def time_left(seconds):
    """`90 s left`, and from two minutes on `4 min left`."""
    return f"{seconds:.0f} s left" if seconds < 120 else f"{ceil(seconds / 60)} min left"
