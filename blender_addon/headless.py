"""Shapekin without a window: one run into a folder, or a worker for a server.

blender --background --python blender_addon/headless.py -- --preset modifiers --count 40 --seed 7 --out DIR
python blender_addon/headless.py --preset modifiers --count 40 --seed 7 --out DIR      (with the bpy package)

Exit codes: 0 done, 1 failed (the sentence stands on stderr), 2 wrong use.
"""

import argparse
import importlib
import os
import signal
import sys
import threading
import time
from pathlib import Path

import bpy

FOLDER = Path(__file__).resolve().parent
# Under `python headless.py` the add-on's own folder would shadow other modules by names like `session`.
sys.path[:] = [each for each in sys.path if Path(each or ".").resolve() != FOLDER]
sys.path.append(str(FOLDER.parent))
is_wheel = getattr(bpy.app, "module", False) or not bpy.app.binary_path

PROGRESS_SECONDS = 1.0
# A worker may be started a little before its server.
WORKER_PATIENCE_SECONDS = 30.0


def main(argv):
    bpy.ops.wm.read_factory_settings(use_empty=True)  # neither the user's scene nor the user's add-ons
    bpy.ops.preferences.addon_enable(module=FOLDER.name)
    options = parse(argv)
    work = work_for_server if options.worker else run_into_folder
    errors = addon_module("generated.errors")
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, interrupt)
    try:
        work(options)
        return 0
    except errors.ShapekinError as error:
        print(f"shapekin: {error}", file=sys.stderr)
    except KeyboardInterrupt:
        print(f"shapekin: {errors.ShapekinError('cancelled')}", file=sys.stderr)
    return 1


def addon_module(name):
    return importlib.import_module(f"{FOLDER.name}.{name}")


def parse(argv):
    parser = argparse.ArgumentParser(prog="headless.py", description=__doc__.split("\n")[0])
    for name, field in addon_module("generated.fields").RUN_REQUEST.items():
        if "choices" in field:
            limits = {"choices": field["choices"]}
        else:
            limits = {"type": whole_number(field["minimum"], field["maximum"])}
        parser.add_argument(f"--{name}", default=field["default"], help=field["help"], **limits)
    parser.add_argument("--out", type=Path, help="folder for the run's files; new, empty, or of an earlier run")
    parser.add_argument("--server", help="address of a running server; without it one is started where none answers")
    parser.add_argument("--worker", action="store_true", help="build for a server's runs until it closes")
    parser.add_argument("--client-id", help="name of this worker, given by the server that starts it")
    options = parser.parse_args(argv)
    if not options.worker and options.out is None:
        parser.error("--out DIR is needed")
    return options


def whole_number(minimum, maximum):
    def read(text):
        if not text.lstrip("-").isdigit() or not minimum <= int(text) <= maximum:
            raise argparse.ArgumentTypeError(f"{text} is not a whole number from {minimum} to {maximum}")
        return int(text)

    return read


def interrupt(_number, _frame):
    raise KeyboardInterrupt


def run_into_folder(options):
    """One run with its files in options.out, which is either complete or not there."""
    run_files = addon_module("run_files")
    with run_files.staged_folder(options.out) as staging, server_of(options) as server:
        outcome = run_to_end(server, options)
        run_files.download(server.address, server.token, outcome.run_id, outcome.files, staging)
    print(f"shapekin: {outcome.summary}")
    for note in outcome.notes:
        if note not in outcome.summary:
            print(f"shapekin: {note}")
    print(f"shapekin: wrote {options.out}")


def run_to_end(server, options):
    """Starts the run and builds for it until it ends; its Outcome. A cancelled one is cancelled on the server too."""
    fields, states = addon_module("generated.fields").RUN_REQUEST, addon_module("states")
    session = addon_module("session").Session("background")
    session.connect(server.address, server.token)
    try:
        wait_until(session, lambda: not isinstance(session.link, states.Connecting))
        raise_unless_connected(session)
        session.start_run({name: getattr(options, name) for name in fields})
        told = Progress()
        while not isinstance(session.own, states.NoRun):
            session.wait(0.25)
            told.tell(next((run.progress for run in session.runs.values()), None))
    except KeyboardInterrupt:
        session.cancel_run()
        session.flush(2)
        raise
    finally:
        session.disconnect()
    outcome = session.own.outcome
    if isinstance(outcome, states.Ended):
        raise failure(outcome.code, outcome.sentence)
    return outcome


class Progress:
    """Prints a line for each stage, and one a second within it."""

    def __init__(self):
        self.stage, self.done, self.told = None, None, 0.0

    def tell(self, run):
        if run is None:
            return
        is_new = run.stage != self.stage
        is_due = run.done != self.done and time.monotonic() - self.told > PROGRESS_SECONDS
        if not (is_new or is_due):
            return
        self.stage, self.done, self.told = run.stage, run.done, time.monotonic()
        count = f" {run.done} of {run.total}" if run.total else ""
        left = f", {run.seconds_left:.0f} s left" if run.seconds_left is not None else ""
        print(f"shapekin: {run.stage}{count}{left}", flush=True)


def server_of(options):
    """The server to use, as a context manager: the named one, else the usual one, else one started for this run."""
    server_process = addon_module("server_process")
    if options.server:
        return server_process.given_server(options.server)
    return server_process.usual_or_own_server()


def work_for_server(options):
    """Builds for every run that the server has for us, until it closes the socket or whoever started us is gone."""
    server_process, states = addon_module("server_process"), addon_module("states")
    session = addon_module("session").Session("background", options.client_id, keeps_shapes=False)
    server = server_process.read_target(options.server)
    stop = threading.Event()
    if os.environ.get("SHAPEKIN_STOP_WITH_STDIN"):
        threading.Thread(target=wait_for_end_of_stdin, args=(stop,), daemon=True).start()
    session.connect(server.address, server.token)
    began, was_connected = time.monotonic(), False
    try:
        while not stop.is_set() and not is_closed(session.link):
            session.wait(0.25)
            was_connected = was_connected or isinstance(session.link, states.Connected)
            is_late = was_connected or time.monotonic() - began > WORKER_PATIENCE_SECONDS
            if isinstance(session.link, states.RefusedLink) or (isinstance(session.link, states.NoServer) and is_late):
                raise_unless_connected(session)
    finally:
        session.disconnect()


def wait_for_end_of_stdin(stop):
    # Not by sys.stdin: its lock, held by this thread, would make Python abort at the end.
    while os.read(0, 4096):
        pass
    stop.set()


def wait_until(session, condition):
    while not condition():
        session.wait(0.25)


def is_closed(link):
    states = addon_module("states")
    return isinstance(link, states.Reconnecting) and link.was_closed


def raise_unless_connected(session):
    if not isinstance(session.link, addon_module("states").Connected):
        raise failure("session.noServer", getattr(session.link, "sentence", "No server."))


def failure(code, sentence):
    """An error whose sentence the server or the connection has already written."""
    return addon_module("generated.errors").ShapekinError.told(code, sentence)


def leave(code):
    """Ends the process. A bpy wheel crashes or hangs when Python tidies up after it: it is left on purpose."""
    bpy.ops.preferences.addon_disable(module=FOLDER.name)
    sys.stdout.flush()
    sys.stderr.flush()
    if is_wheel:
        os._exit(code)
    sys.exit(code)


if __name__ == "__main__":
    arguments = sys.argv[sys.argv.index("--") + 1 :] if "--" in sys.argv else sys.argv[1:] if is_wheel else []
    try:
        code = main(arguments)
    except SystemExit as end:  # argparse: --help and wrong use
        code = end.code
    except BaseException:
        import traceback

        traceback.print_exc()
        code = 1
    leave(code)
