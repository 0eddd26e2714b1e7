"""Shapekin without a window: a run into a folder, a task on a file's objects, or a worker for a server.

blender --background --python blender_addon/headless.py -- --preset modifiers --count 40 --seed 7 --out DIR
blender --background FILE.blend --python blender_addon/headless.py -- group --source all --similar 60 --out DIR
blender --background FILE.blend --python blender_addon/headless.py -- sort --source all --out DIR
blender --background FILE.blend --python blender_addon/headless.py -- duplicates --source all --out DIR
python blender_addon/headless.py group --open FILE.blend --groups 8 --out DIR      (with the bpy package)

Exit codes: 0 done, 1 failed (the sentence stands on stderr), 2 wrong use.
"""

import importlib
import os
import signal
import sys
from pathlib import Path

import bpy

FOLDER = Path(__file__).resolve().parent
# With `python headless.py`, the add-on's own folder would hide other modules with names like `session`.
sys.path[:] = [each for each in sys.path if Path(each or ".").resolve() != FOLDER]
sys.path.append(str(FOLDER.parent))
addon_utils = importlib.import_module("addon_utils")  # the bpy package has it only after it was imported itself
is_wheel = getattr(bpy.app, "module", False) or not bpy.app.binary_path


def main(argv):
    if argv[:1] not in (["group"], ["sort"], ["duplicates"], ["similar"]):
        bpy.ops.wm.read_factory_settings(use_empty=True)  # without the user's scene and add-ons
    addon_utils.enable(FOLDER.name)  # only in this process: the user's preferences are not changed
    options = addon_module("headless_options").parse(argv, __doc__)
    errors, work = addon_module("generated.errors"), addon_module("headless_work")
    interrupt = addon_module("event_loop").interrupt
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: interrupt())
    try:
        if options.open:
            open_file(options.open, errors)
        elif bpy.data.filepath and not os.path.exists(bpy.data.filepath):  # Blender goes on with an empty file
            raise errors.ShapekinError("input.notFound", path=bpy.data.filepath)
        work.WORK[options.command](options)
        return 0
    except errors.ShapekinError as error:
        print(f"shapekin: {error}", file=sys.stderr)
    except KeyboardInterrupt:
        print(f"shapekin: {errors.ShapekinError('cancelled')}", file=sys.stderr)
    return 1


def addon_module(name):
    return importlib.import_module(f"{FOLDER.name}.{name}")


def open_file(path, errors):
    """Opens a .blend without running scripts of it."""
    if not path.exists():
        raise errors.ShapekinError("input.notFound", path=path)
    try:
        bpy.ops.wm.open_mainfile(filepath=str(path.absolute()), load_ui=False, use_scripts=False)
    except RuntimeError as error:
        raise errors.ShapekinError("input.unreadable", path=path, reason=str(error).strip()) from error


def leave(code):
    """Ends the process at once. A bpy wheel crashes or hangs when Python cleans up at its end."""
    addon_utils.disable(FOLDER.name)
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
