"""Imports files one after another and leaves what they hold in a folder, for the server that started this Blender."""

import json
import os
import threading
import time
from pathlib import Path

from .file_importers import open_alone
from .generated.errors import ShapekinError
from .generated.protocol import pack_mesh
from .imported_shapes import ImportedShape, read_objects, read_whole

# Files that may wait for the server: enough that neither waits for the other, few enough for any disk.
IMPORTED_AHEAD = 3
# Shorter than reading any file takes.
WAIT_SECONDS = 0.01
# Frames bear the id of a run; there is none here.
NO_RUN = "0" * 16


def import_files(options):
    """For file n of the list: `n-k.mesh`, a mesh frame for each of its shapes, then `n.json`, an ImportedFile.

    options.files: JSON list of paths; options.out: folder; options.split: 'auto' or 'none'; options.max_triangles.
    No more than IMPORTED_AHEAD files wait in the folder; the server removes what it has taken.
    """
    threading.Thread(target=_end_with_stdin, daemon=True).start()
    with open(options.files, encoding="utf-8") as file:
        paths = json.load(file)
    (options.out / "ready").touch()
    for n, path in enumerate(paths):
        while n >= IMPORTED_AHEAD and (options.out / f"{n - IMPORTED_AHEAD}.json").exists():
            time.sleep(WAIT_SECONDS)
        shapes = [_keep(options.out / f"{n}-{k}.mesh", shape) for k, shape in enumerate(_shapes_of(path, options))]
        _write_whole(options.out / f"{n}.json", json.dumps({"shapes": shapes}).encode())
        print(f"shapekin: imported {n}", flush=True)


def _shapes_of(path, options):
    try:
        open_alone(Path(path))
        if options.split == "none":
            yield ImportedShape("", read_whole(options.max_triangles))
        else:
            yield from read_objects(options.max_triangles)
    except ShapekinError as error:
        yield ImportedShape("", error=error)


def _keep(path, shape):
    if shape.error:
        refused = {"code": shape.error.code, "message": str(shape.error)}
        return {"name": shape.name, "refused": refused}
    positions, triangles, offset = shape.mesh
    _write_whole(path, pack_mesh(NO_RUN, 0, positions, triangles, offset))
    return {"name": shape.name}


def _write_whole(path, content):
    part = path.with_suffix(".part")
    part.write_bytes(content)
    part.replace(path)


def _end_with_stdin():
    # Not by sys.stdin, whose lock would make Python abort at the end. Nothing here is worth tidying up.
    while os.read(0, 4096):
        pass
    os._exit(0)
