"""The work of headless.py: a run or a task on a scene with files in a folder, or work for a server."""

import contextlib
import os
import threading
import time

from . import headless_assets, headless_import, run_files, server_process
from .generated.errors import ShapekinError
from .generated.fields import (
    RUN_REQUEST,
    SCENE_DUPLICATES_REQUEST,
    SCENE_REQUEST,
    SCENE_SIMILAR_REQUEST,
    SCENE_SORT_REQUEST,
)
from .progress_lines import ProgressLines
from .session import Session
from .states import Connected, Connecting, Ended, NoRun, NoServer, Reconnecting, RefusedLink

# Seconds that a worker waits for its server, because it may be started a little earlier.
WORKER_PATIENCE_SECONDS = 30.0


def run_into_folder(options):
    """Makes one run with its files in options.out, which is complete or does not exist."""
    request = {name: getattr(options, name) for name in RUN_REQUEST}
    with (
        run_files.staged_folder(options.out) as staging,
        server_of(options) as server,
        talk_to_end(server, lambda session: session.start_run(request)) as (_, outcome),
    ):
        run_files.download(server.address, server.token, "runs", outcome.run_id, outcome.files, staging)
    tell_outcome(outcome, options.out)


def group_into_folder(options):
    """Groups the open file's objects. Its files are in options.out, which is complete or does not exist."""
    given = {name: getattr(options, name) for name in SCENE_REQUEST}
    request = {name: SCENE_REQUEST[name]["default"] if value is None else value for name, value in given.items()}
    scene_into_folder({"task": "group", **request}, options, run_files.GROUPING_MARKS, options.render)


def sort_into_folder(options):
    """Sorts the unsorted objects of the open file. Its files are in options.out, which is complete or does not
    exist.
    """
    request = {name: getattr(options, name) for name in SCENE_SORT_REQUEST}
    scene_into_folder({"task": "sort", **request}, options, run_files.SORTING_MARKS)


def duplicates_into_folder(options):
    """Finds duplicates among the open file's objects. Its files are in options.out, which is complete or does not
    exist.
    """
    request = {name: getattr(options, name) for name in SCENE_DUPLICATES_REQUEST}
    scene_into_folder({"task": "duplicates", **request}, options, run_files.DUPLICATES_MARKS)


def similar_into_folder(options):
    """Finds what is most like an object of the open file. Its files are in options.out, which is complete or does not
    exist.
    """
    request = {name: getattr(options, name) for name in SCENE_SIMILAR_REQUEST}
    scene_into_folder({"task": "similar", **request}, options, run_files.SIMILAR_MARKS)


def scene_into_folder(request, options, marks, picture=None):
    """Does a task on the open file's objects. marks: names of files by which an earlier folder of the task is
    recognized.
    """
    for path in filter(None, (options.save_as, picture)):
        check_writable(path)
    with (
        run_files.staged_folder(options.out, marks) as staging,
        server_of(options) as server,
        talk_to_end(server, lambda session: session.start_scene(request)) as (scene, outcome),
    ):
        run_files.download(server.address, server.token, "scenes", outcome.run_id, outcome.files, staging)
        notes = scene.save(options.save_as, picture)
    for note in notes:
        print(f"shapekin: {note}")
    tell_outcome(outcome, options.out, options.save_as, picture)


@contextlib.contextmanager
def talk_to_end(server, start):
    """Starts a run and works for it until it ends. Returns (its RunScene or GroupedScene, its Done).

    A run that is interrupted is cancelled on the server, too.
    """
    session = Session("background")
    session.connect(server.address, server.token)
    try:
        wait_until(session, lambda: not isinstance(session.link, Connecting))
        raise_unless_connected(session)
        start(session)
        told, scene = ProgressLines(), None
        while not isinstance(session.own, NoRun):
            session.wait(0.25)
            run = next(iter(session.runs.values()), None)
            if run:
                scene = run.scene
                told.tell(run.progress)
        if isinstance(session.own.outcome, Ended):
            raise ShapekinError.told(session.own.outcome.code, session.own.outcome.sentence)
        yield scene, session.own.outcome
    except KeyboardInterrupt:
        session.cancel_run()
        session.flush(2)
        raise
    finally:
        session.disconnect()


def tell_outcome(outcome, *written):
    print(f"shapekin: {outcome.summary}")
    for note in outcome.notes:
        if note not in outcome.summary:
            print(f"shapekin: {note}")
    for path in filter(None, written):
        print(f"shapekin: wrote {path}")


def check_writable(path):
    """Called before long work, so that the work is not in vain."""
    folder = path.absolute().parent
    if path.is_dir():
        raise ShapekinError("output.notWritable", path=path, reason="it is a folder")
    if not folder.is_dir():
        raise ShapekinError("output.notWritable", path=path, reason=f"there is no folder {folder}")
    if not os.access(path if path.exists() else folder, os.W_OK):
        raise ShapekinError("output.notWritable", path=path, reason="permission denied")


def server_of(options):
    """The server to use, as a context manager: the named one, else the usual one, else one that is started for this
    run.
    """
    if options.server:
        return server_process.given_server(options.server)
    return server_process.usual_or_own_server()


def work_for_server(options):
    """Builds shapes for every run of the server, until the server closes the socket or the process that started us is
    gone.
    """
    session = Session("worker", options.client_id, keeps_shapes=False)
    server = server_process.read_target(options.server)
    stop = threading.Event()
    if os.environ.get("SHAPEKIN_STOP_WITH_STDIN"):
        threading.Thread(target=wait_for_end_of_stdin, args=(stop,), daemon=True).start()
    session.connect(server.address, server.token)
    began, was_connected = time.monotonic(), False
    try:
        while not stop.is_set() and not is_closed(session.link):
            session.wait(0.25)
            was_connected = was_connected or isinstance(session.link, Connected)
            is_late = was_connected or time.monotonic() - began > WORKER_PATIENCE_SECONDS
            if isinstance(session.link, RefusedLink) or (isinstance(session.link, NoServer) and is_late):
                raise_unless_connected(session)
    finally:
        session.disconnect()


def wait_for_end_of_stdin(stop):
    # Does not use sys.stdin: its lock, held by this thread, would make Python abort at the end.
    while os.read(0, 4096):
        pass
    stop.set()


def wait_until(session, condition):
    while not condition():
        session.wait(0.25)


def is_closed(link):
    return isinstance(link, Reconnecting) and link.was_closed


def raise_unless_connected(session):
    if not isinstance(session.link, Connected):
        raise ShapekinError.told("session.noServer", getattr(session.link, "sentence", "No server."))


WORK = {
    "run": run_into_folder,
    "group": group_into_folder,
    "sort": sort_into_folder,
    "duplicates": duplicates_into_folder,
    "similar": similar_into_folder,
    "worker": work_for_server,
    "import": headless_import.import_files,
    "assets": headless_assets.write_assets,
}
