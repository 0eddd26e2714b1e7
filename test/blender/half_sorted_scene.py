"""Saves a scene of which half is sorted into collections named after kinds.

Arguments: the .blend to write; a library with a folder of OBJ files for each kind, or nothing for furniture.
"""

import sys
from pathlib import Path

import bpy

sys.path.append(str(Path(__file__).resolve().parent))
import furniture_scene


def main(path, library=None):
    bpy.ops.wm.read_factory_settings(use_empty=True)
    kind_of = import_library(Path(library)) if library else build_furniture()
    seen = {}
    for each, kind in kind_of:
        seen[kind] = seen.get(kind, 0) + 1
        if seen[kind] % 2:
            bpy.context.scene.collection.objects.unlink(each)
            collection_of(kind).objects.link(each)
    bpy.ops.wm.save_as_mainfile(filepath=path)


def build_furniture():
    """[(object, kind)] in the scene's own collection."""
    furniture_scene.build()
    shapes = [each for each in bpy.context.scene.objects if each.type not in {"CAMERA", "LIGHT"}]
    return [(each, each.name.partition(".")[0]) for each in shapes]


def import_library(folder):
    """[(object, kind)]: each file is one object, named by its way in the folder."""
    found = []
    for file in sorted(folder.glob("*/*.obj")):
        before = set(bpy.data.objects)
        bpy.ops.wm.obj_import(filepath=str(file))
        parts = [each for each in bpy.data.objects if each not in before]
        with bpy.context.temp_override(active_object=parts[0], selected_editable_objects=parts):
            bpy.ops.object.join()
        parts[0].name = f"{file.parent.name}/{file.stem}"
        found.append((parts[0], file.parent.name))
    return found


def collection_of(kind):
    found = bpy.data.collections.get(kind)
    if found is None:
        found = bpy.data.collections.new(kind)
        bpy.context.scene.collection.children.link(found)
    return found


main(*sys.argv[sys.argv.index("--") + 1 :] if "--" in sys.argv else sys.argv[1:])
