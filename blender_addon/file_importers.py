"""Opens files of other programs in an empty Blender, with Blender's own importers."""

import importlib
import re
from typing import NamedTuple

import bpy

from .generated.errors import ShapekinError


class Importer(NamedTuple):
    """An operator of Blender, and its settings besides the path."""

    operator: str
    settings: dict = {}


# By file ending, the importers to try; the first that this Blender has is used. The FBX importer in C++ (4.5 and
# later) is faster and also reads the text form. COLLADA was removed in 5.0; X3D became an extension in 4.2; Debian's
# 3.4 is built without USD and Alembic.
IMPORTERS = {
    ".fbx": (Importer("wm.fbx_import"), Importer("import_scene.fbx")),
    ".dae": (Importer("wm.collada_import"),),
    ".usd": (Importer("wm.usd_import"),),
    ".abc": (Importer("wm.alembic_import", {"as_background_job": False}),),
    ".x3d": (Importer("import_scene.x3d"),),
}
SAME_AS = {".usda": ".usd", ".usdc": ".usd", ".usdz": ".usd", ".wrl": ".x3d"}

# The version in the head of a .blend: `BLENDER-v402`, and since 5.0 `BLENDER17-01v0502`.
SAVED_BY = re.compile(rb"BLENDER\S*v(\d{3,4})")
# The first Blender that reads what Blender wrote since a version.
FIRST_TO_READ = (((3, 6), (4, 0)), ((4, 5), (5, 0)))


def open_alone(path):
    """Opens a file in a Blender that holds nothing else. No script and no driver of the file is run.

    path: a pathlib.Path. Raises ShapekinError `import.noBlender` where this Blender has no importer for it
    or is too old for it, `mesh.unsupported` for VRML 1.0, `mesh.undecodable` where the importer fails.
    """
    ending = path.suffix.lower()
    if ending == ".blend":
        _refuse_newer_blend(path)
        _call(path, bpy.ops.wm.open_mainfile, load_ui=False, use_scripts=False)
        return
    found = next(filter(_is_there, IMPORTERS[SAME_AS.get(ending, ending)]), None)
    is_text = found is not None and found.operator == "import_scene.fbx" and _starts_with(path, b"; FBX")
    if found is None or is_text:
        reason = f"Blender {bpy.app.version_string} has no importer for {'text FBX' if is_text else 'it'}"
        raise ShapekinError("import.noBlender", path=path.name, reason=reason)
    bpy.ops.wm.read_homefile(use_factory_startup=True, use_empty=True)
    if found.operator == "import_scene.x3d":
        _refuse_vrml_1(path)
        _mend_x3d()
    _call(path, _operator(found.operator), **found.settings)


def _call(path, operator, **settings):
    try:
        result = operator(filepath=str(path), **settings)
    except Exception as error:  # importers in Python raise anything; operators in C, RuntimeError
        lines = str(error).strip().splitlines() or [type(error).__name__]
        raise ShapekinError("mesh.undecodable", place=path.name, reason=lines[-1].rstrip(".")[:200]) from error
    if "FINISHED" not in result:
        raise ShapekinError("mesh.undecodable", place=path.name, reason="Blender's importer gave it up")


def _refuse_newer_blend(path):
    """Blender before 3.6 crashes on meshes of 4.0 and later; before 4.5 it knows no header of 5.0 and later. What is
    compressed does not tell its version.
    """
    with path.open("rb") as file:
        found = SAVED_BY.match(file.read(32))
    if found is None:
        return
    saved = divmod(int(found[1]), 100)
    if any(bpy.app.version < reader and saved >= written for reader, written in FIRST_TO_READ):
        reason = f"it was saved by Blender {saved[0]}.{saved[1]}, which Blender {bpy.app.version_string} can not read"
        raise ShapekinError("import.noBlender", path=path.name, reason=reason)


def _refuse_vrml_1(path):
    """Blender's importer reads VRML 2.0 (VRML97), and finds nothing in the nodes of 1.0."""
    if _starts_with(path, b"#VRML V1.0"):
        raise ShapekinError("mesh.unsupported", place="Line 1", feature="VRML 1.0")


def _starts_with(path, start):
    try:
        with path.open("rb") as file:
            return file.read(len(start)) == start
    except OSError as error:
        raise ShapekinError("mesh.undecodable", place=path.name, reason=str(error)[:200]) from error


def _mend_x3d():
    """Replaces `open` in the X3D importer, which uses a mode that Python 3.11, the Python of Debian's 3.4, does not
    accept.
    """
    importer = importlib.import_module("io_scene_x3d.import_x3d")
    plain = open
    importer.open = lambda path, mode, **more: plain(path, mode.replace("U", ""), **more)


def _is_there(importer):
    module, name = importer.operator.split(".")
    return name in dir(getattr(bpy.ops, module))


def _operator(name):
    module, function = name.split(".")
    return getattr(getattr(bpy.ops, module), function)
