"""What the buttons around duplicates do. Each operator only translates."""

import bpy

from . import window
from .duplicate_settings import duplicates_request_of
from .found_duplicates import link_duplicates
from .scene_objects import objects_by_address
from .states import Connected


class SHAPEKIN_OT_find_duplicates(bpy.types.Operator):
    """Find objects with the same mesh: moved, turned, scaled, mirrored, in other triangles. Nothing is changed"""

    bl_idname = "shapekin.find_duplicates"
    bl_label = "Find Duplicates"

    @classmethod
    def poll(cls, context):
        session = window.session()
        if session is None:
            cls.poll_message_set("Needs a window; see headless.py for duplicates without one")
        elif session.is_busy:
            cls.poll_message_set("A run is under way: wait for its end, or cancel it")
        elif not isinstance(session.link, Connected):
            cls.poll_message_set("Not connected to a Shapekin server: start it with `npm start`")
        elif context.scene.shapekin_groups.source == "selection" and not context.selected_objects:
            cls.poll_message_set("Nothing is selected: select the objects, or choose Visible above")
        else:
            return True
        return False

    def execute(self, context):
        window.ask_for("duplicates")
        request = duplicates_request_of(context.scene.shapekin_groups, context.scene.shapekin_duplicates)
        window.session().start_scene(request, context.scene.name)
        return {"FINISHED"}


class OfDuplicates:
    """An operator on the list of duplicates."""

    bl_options = {"REGISTER", "UNDO"}

    @classmethod
    def poll(cls, context):
        if not context.scene.shapekin_duplicates.items:
            cls.poll_message_set("Nothing in the list: press Find Duplicates first")
        elif context.mode != "OBJECT":
            cls.poll_message_set("Go back to Object Mode first")
        else:
            return True
        return False


class SHAPEKIN_OT_select_duplicates(OfDuplicates, bpy.types.Operator):
    """Select every ticked object of the list, but none of those that they are duplicates of"""

    bl_idname = "shapekin.select_duplicates"
    bl_label = "Select"

    def execute(self, context):
        found, layer = objects_by_address(), context.view_layer
        select(layer, [found.get((item.name, item.library)) for item in ticked(context)])
        self.report({"INFO"}, f"Selected {len(layer.objects.selected)} objects")
        return {"FINISHED"}


class SHAPEKIN_OT_look_at_duplicate(OfDuplicates, bpy.types.Operator):
    """Select the object that is active in the list with the one that has the same mesh, and look at both"""

    bl_idname = "shapekin.look_at_duplicate"
    bl_label = "Look At"

    def execute(self, context):
        settings, found = context.scene.shapekin_duplicates, objects_by_address()
        item = settings.items[min(settings.active, len(settings.items) - 1)]
        select(context.view_layer, [found.get((item.name, item.library)), found.get((item.of, item.of_library))])
        if context.space_data and context.space_data.type == "VIEW_3D" and bpy.ops.view3d.view_selected.poll():
            bpy.ops.view3d.view_selected()
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


def select(layer, objects):
    """Selects these alone; the first that can be selected becomes active."""
    for each in list(layer.objects.selected):
        each.select_set(False)
    here = [each for each in objects if each is not None and layer.objects.get(each.name) == each]
    for each in here:
        each.select_set(True)
    first = next((each for each in here if each.select_get()), None)
    if first:
        layer.objects.active = first


CLASSES = (
    SHAPEKIN_OT_find_duplicates,
    SHAPEKIN_OT_select_duplicates,
    SHAPEKIN_OT_look_at_duplicate,
    SHAPEKIN_OT_link_duplicates,
)
