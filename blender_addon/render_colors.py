"""Group colors in renders: one shared material shows each object's own color. Old materials are stored and can be
restored.

The material is put in the object's slots, not in those of its data, so that objects with the same data are not
changed.
"""

import bpy

from .colored import keeps_properties
from .generated.keys import ADDED_SLOT, GROUP_MATERIAL, OLD_MATERIAL, OLD_SLOTS

TAKE_MATERIALS = {"MESH", "CURVE", "SURFACE", "FONT", "META"}


def color_renders(objects):
    """Gives objects the shared material. Returns the objects that can not have one: those of libraries, or with data
    of libraries.
    """
    material = _shared_material() or _make_material()
    refused = []
    for each in objects:
        if not keeps_properties(each) or each.type not in TAKE_MATERIALS:
            refused.append(each)
        elif OLD_SLOTS not in each:
            if not each.material_slots and not _add_slot(each.data):
                refused.append(each)
                continue
            each[OLD_SLOTS] = " ".join(slot.link for slot in each.material_slots)
            for index, slot in enumerate(each.material_slots):
                if slot.link == "OBJECT" and slot.material:
                    each[f"{OLD_MATERIAL}{index}"] = slot.material
                slot.link = "OBJECT"
                slot.material = material
    return refused


def restore_renders():
    """Gives every object its old slots back. The shared material is removed when nothing uses it any more."""
    for each in [each for each in bpy.data.objects if OLD_SLOTS in each and keeps_properties(each)]:
        for index, (slot, link) in enumerate(zip(each.material_slots, each[OLD_SLOTS].split())):
            key = f"{OLD_MATERIAL}{index}"
            if slot.link == "OBJECT":
                slot.material = each.get(key)
            slot.link = link
            if key in each:
                del each[key]
        del each[OLD_SLOTS]
    for data in [data for blocks in _data_blocks() for data in blocks if ADDED_SLOT in data]:
        if len(data.materials) == 1 and data.materials[0] is None:
            data.materials.clear()  # with `pop`, the objects would keep their slots
        del data[ADDED_SLOT]
    material = _shared_material()
    if material and material.users == 0:
        bpy.data.materials.remove(material)


def _add_slot(data):
    """Adds an empty slot where the data has none. Returns False where the data belongs to a library."""
    if data.library or data.override_library:
        return False
    data.materials.append(None)
    data[ADDED_SLOT] = 1
    return True


def _data_blocks():
    return bpy.data.meshes, bpy.data.curves, bpy.data.metaballs


def _shared_material():
    return next((each for each in bpy.data.materials if GROUP_MATERIAL in each and not each.library), None)


def _make_material():
    material = bpy.data.materials.new("Shapekin Group Color")
    material[GROUP_MATERIAL] = 1
    if bpy.app.version < (5, 0, 0):  # later versions always use nodes
        material.use_nodes = True
    nodes, links = material.node_tree.nodes, material.node_tree.links
    surface = next(each for each in nodes if each.type == "BSDF_PRINCIPLED")
    info = nodes.new("ShaderNodeObjectInfo")
    info.location = (surface.location.x - 250, surface.location.y)
    links.new(info.outputs["Color"], surface.inputs["Base Color"])
    return material
