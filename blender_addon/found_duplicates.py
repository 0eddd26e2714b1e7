"""Objects with the same mesh as others. They are listed, and linked when a person asks for it and nothing visible
changes.
"""

from dataclasses import dataclass

from .link_meshes import NotLinked, link_mesh
from .scene_objects import objects_by_address

LINKED = "Linked"


@dataclass(frozen=True)
class Duplicate:
    """An object with the same mesh as another one; both are given by (name, library).

    changes: `turned 90.0°, other triangles`, '' = no difference; residual: the largest distance between the two
    surfaces, in units of the scene; share: the same as a share of the size; scale: size of the other divided by its
    own; triangles: number of triangles of both.
    """

    address: tuple
    of: tuple
    changes: str
    residual: float
    share: float
    scale: float
    triangles: tuple


def show_duplicates(scene, run_id, duplicates):
    """Lists Duplicates; last come those that already share a mesh but differ in scale. Changes no object."""
    settings, found = scene.shapekin_duplicates, objects_by_address()
    settings.items.clear()
    linked = [_is_linked(found.get(each.address), found.get(each.of)) for each in duplicates]
    for is_linked, each in sorted(zip(linked, duplicates), key=lambda pair: pair[0]):
        item = settings.items.add()
        if is_linked:
            item.is_chosen, item.outcome = False, LINKED
        (item.name, item.library), (item.of, item.of_library) = each.address, each.of
        item.changes, item.residual, item.share, item.scale = each.changes, each.residual, each.share, each.scale
        item.triangles = each.triangles
    settings.active, settings.run_id = 0, run_id


def _is_linked(each, other):
    return bool(each and other and each.data and each.data == other.data)


def link_duplicates(scene):
    """Gives every ticked object of the list the mesh of the object that it is a duplicate of; see `link_mesh`.

    Where that is not possible, the list shows the reason. Returns how many were linked, and how many were not.
    """
    found, linked, left = objects_by_address(), 0, 0
    for item in scene.shapekin_duplicates.items:
        if not item.is_chosen or item.outcome == LINKED:
            continue
        each, other = found.get((item.name, item.library)), found.get((item.of, item.of_library))
        if each is None or other is None:
            item.outcome = f"{item.name if each is None else item.of} is no longer in the file"
        else:
            try:
                link_mesh(each, other)
                item.outcome = LINKED
            except NotLinked as reason:
                item.outcome = str(reason)
        linked, left = linked + (item.outcome == LINKED), left + (item.outcome != LINKED)
    return linked, left
