"""Imports files when it is told to, and writes their meshes to a folder, for the server that started this Blender."""

import json
import os
import queue
import threading
from itertools import count
from pathlib import Path

from .file_importers import open_alone
from .generated.errors import ShapekinError
from .generated.protocol import pack_mesh
from .imported_shapes import ImportedShape, read_objects, read_whole

# A frame has the id of a run; these frames belong to none.
NO_RUN = "0" * 16
READ_BYTES = 65536


def import_files(options):
    """For order n it writes `n-k.mesh`, a mesh frame for each shape k of the file, and then `n.json`, an
    ImportedFile.

    Orders are lines of JSON on standard input, `{"path": ..., "split": "auto" or "none"}`; when the input ends, this
    returns. options.out: folder; options.max_triangles: of a shape.
    """
    orders = queue.Queue()
    threading.Thread(target=_take_orders, args=(orders,), daemon=True).start()
    (options.out / "ready").touch()
    print("shapekin: ready", flush=True)
    for n in count():
        order = orders.get()
        shapes = [
            _keep(options.out / f"{n}-{k}.mesh", shape)
            for k, shape in enumerate(_shapes_of(order["path"], order["split"], options.max_triangles))
        ]
        _write_whole(options.out / f"{n}.json", json.dumps({"shapes": shapes}).encode())
        print(f"shapekin: imported {n}", flush=True)


def _shapes_of(path, split, max_triangles):
    try:
        open_alone(Path(path))
        if split == "none":
            yield ImportedShape("", read_whole(max_triangles))
        else:
            yield from read_objects(max_triangles)
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


def _take_orders(orders):
    # Does not use sys.stdin, whose lock would make Python abort at the end of the process.
    rest = b""
    while piece := os.read(0, READ_BYTES):
        *lines, rest = (rest + piece).split(b"\n")
        for line in lines:
            orders.put(json.loads(line))
    os._exit(0)
