"""The operators behind the buttons for duplicates. Each only calls functions of other modules."""

import bpy

from . import window
from .duplicate_settings import duplicates_request_of
from .found_duplicates import link_duplicates
from .scene_objects import objects_by_address
from .selecting import deselect_all, look_at, select, those_here
from .task_operators import AsksServer, OnList


class SHAPEKIN_OT_find_duplicates(AsksServer, bpy.types.Operator):
    """Find objects with the same mesh: moved, turned, scaled, mirrored, in other triangles. Nothing is changed"""

    bl_idname = "shapekin.find_duplicates"
    bl_label = "Find Duplicates"

    def execute(self, context):
        window.ask_for("duplicates")
        request = duplicates_request_of(context.scene.shapekin_groups, context.scene.shapekin_duplicates)
        window.session().start_scene(request, context.scene.name)
        return {"FINISHED"}


class OfDuplicates(OnList):
    """Base of operators on the list of duplicates."""

    bl_options = {"REGISTER", "UNDO"}
    when_empty = "Nothing in the list: press Find Duplicates first"

    @staticmethod
    def settings_of(scene):
        return scene.shapekin_duplicates


class SHAPEKIN_OT_select_duplicates(OfDuplicates, bpy.types.Operator):
    """Select every ticked object of the list, but none of those that they are duplicates of"""

    bl_idname = "shapekin.select_duplicates"
    bl_label = "Select"

    def execute(self, context):
        found, layer = objects_by_address(), context.view_layer
        deselect_all(layer)
        select(layer, those_here(layer, [found.get((item.name, item.library)) for item in ticked(context)]))
        self.report({"INFO"}, f"Selected {len(layer.objects.selected)} objects")
        return {"FINISHED"}


class SHAPEKIN_OT_look_at_duplicate(OfDuplicates, bpy.types.Operator):
    """Select the object that is active in the list with the one that has the same mesh, and look at both"""

    bl_idname = "shapekin.look_at_duplicate"
    bl_label = "Look At"

    def execute(self, context):
        item, found = self.active_item(context), objects_by_address()
        both = [found.get((item.name, item.library)), found.get((item.of, item.of_library))]
        look_at(context, those_here(context.view_layer, both))
        return {"FINISHED"}


class SHAPEKIN_OT_link_duplicates(OfDuplicates, bpy.types.Operator):
    """Let ticked objects share the mesh of the one they are duplicates of, where nobody can tell. Nothing is deleted"""

    bl_idname = "shapekin.link_duplicates"
    bl_label = "Link Mesh Data"

    def execute(self, context):
        linked, left = link_duplicates(context.scene)
        words = f"; {left} keep their own: the list says why" if left else ""
        self.report({"INFO"}, f"Linked {linked} objects{words}. Their old meshes stay in the file")
        return {"FINISHED"}


def ticked(context):
    return [item for item in context.scene.shapekin_duplicates.items if item.is_chosen]


CLASSES = (
    SHAPEKIN_OT_find_duplicates,
    SHAPEKIN_OT_select_duplicates,
    SHAPEKIN_OT_look_at_duplicate,
    SHAPEKIN_OT_link_duplicates,
)
