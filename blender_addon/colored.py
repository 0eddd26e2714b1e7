"""Objects whose color was changed, whoever made them, and their color before.

The old color is stored on the object itself, where it survives saving, renaming and copying. Objects of libraries,
linked or overridden, keep no custom properties, so theirs are stored on the scene, by name and library.
"""

import json
from dataclasses import dataclass

import bpy

from .generated.keys import OLD_COLOR, OLD_COLORS_OF_LINKED


@dataclass(frozen=True)
class Colored:
    """An object that was colored and not restored. old_color: (4) scene linear, its color before."""

    object: bpy.types.Object
    old_color: tuple


def color_objects(scene, colors):
    """Colors objects. The color before is stored once, so that coloring twice loses nothing. An object that has its
    color already is not touched, because each change makes Blender work.

    scene: stores the old colors of objects of libraries; colors: list of (object, (4) scene linear).
    """
    has_libraries = bool(bpy.data.libraries)
    linked = _read_linked(scene)
    for each, color in colors:
        old = each.color[:]
        if old == color:
            continue
        if has_libraries and not keeps_properties(each):
            linked.setdefault(address_of(each), old)
        elif OLD_COLOR not in each:
            each[OLD_COLOR] = old
        each.color = color
    _write_linked(scene, linked)


def find_colored(objects=None):
    """Every Colored among the objects, by default all objects of the file."""
    objects = bpy.data.objects if objects is None else objects
    found = [Colored(each, tuple(each[OLD_COLOR])) for each in objects if OLD_COLOR in each and keeps_properties(each)]
    linked = {address: color for scene in bpy.data.scenes for address, color in _read_linked(scene).items()}
    if linked:
        others = [each for each in objects if not keeps_properties(each)]
        found += [Colored(each, linked[address_of(each)]) for each in others if address_of(each) in linked]
    return found


def is_any_colored():
    return bool(find_colored())


def restore_objects(colored):
    """Gives each object its old color back."""
    for each in colored:
        each.object.color = each.old_color
        if OLD_COLOR in each.object:
            del each.object[OLD_COLOR]
    gone = {address_of(each.object) for each in colored if not keeps_properties(each.object)}
    for scene in bpy.data.scenes:
        linked = _read_linked(scene)
        if linked:
            _write_linked(scene, {address: color for address, color in linked.items() if address not in gone})


def keeps_properties(each):
    return each.library is None and each.override_library is None


def address_of(each):
    """(name, library, whether it is an override). An override has the name of the object that it overrides.

    The library is given by its name in this file, because its path becomes relative when the file is first saved.
    """
    is_override = each.library is None
    library = each.override_library.reference.library if is_override else each.library
    return each.name, library.name if library else "", is_override


def _read_linked(scene):
    return {tuple(address): tuple(color) for *address, color in json.loads(scene.get(OLD_COLORS_OF_LINKED, "[]"))}


def _write_linked(scene, linked):
    if linked:
        scene[OLD_COLORS_OF_LINKED] = json.dumps([[*address, list(color)] for address, color in linked.items()])
    elif OLD_COLORS_OF_LINKED in scene:
        del scene[OLD_COLORS_OF_LINKED]
