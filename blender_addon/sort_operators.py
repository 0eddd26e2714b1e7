"""What the buttons around sorting do. Each operator only translates."""

import bpy

from . import window
from .scene_objects import objects_by_address
from .sort_settings import sort_request_of
from .sorted_objects import find_sorted, move_sorted, rename_sorted
from .states import Connected


class SHAPEKIN_OT_sort(bpy.types.Operator):
    """Find out where the objects belong that are not sorted yet, by those that are. Nothing is moved"""

    bl_idname = "shapekin.sort"
    bl_label = "Sort the Rest"

    @classmethod
    def poll(cls, context):
        session = window.session()
        if session is None:
            cls.poll_message_set("Needs a window; see headless.py for sorting without one")
        elif session.is_busy:
            cls.poll_message_set("A run is under way: wait for its end, or cancel it")
        elif not isinstance(session.link, Connected):
            cls.poll_message_set("Not connected to a Shapekin server: start it with `npm start`")
        elif context.scene.shapekin_groups.source == "selection" and not context.selected_objects:
            cls.poll_message_set("Nothing is selected: select what is sorted and what is not, or choose Visible above")
        else:
            return True
        return False

    def execute(self, context):
        window.ask_for("sorting")
        request = sort_request_of(context.scene.shapekin_groups, context.scene.shapekin_sorting)
        window.session().start_scene(request, context.scene.name)
        return {"FINISHED"}


class OfSorting:
    """An operator on the list of what was sorted."""

    @classmethod
    def poll(cls, context):
        if not context.scene.shapekin_sorting.items:
            cls.poll_message_set("Nothing in the list: press Sort the Rest first")
        elif context.mode != "OBJECT":
            cls.poll_message_set("Go back to Object Mode first")
        else:
            return True
        return False

    def tell(self, done, stayed):
        words = f"; {', '.join(stayed[:3])}{' ...' if len(stayed) > 3 else ''} of a library stayed" if stayed else ""
        self.report({"WARNING" if stayed else "INFO"}, f"{done}{words}")
        return {"FINISHED"}


class SHAPEKIN_OT_move_sorted(OfSorting, bpy.types.Operator):
    """Move the ticked objects to the collections where they belong. One undo step"""

    bl_idname = "shapekin.move_sorted"
    bl_label = "Move to Collections"
    bl_options = {"REGISTER", "UNDO"}

    def execute(self, context):
        if not find_sorted(context.scene):
            self.report({"WARNING"}, "None of the ticked objects is as sure as that")
            return {"CANCELLED"}
        moved, collections, stayed = move_sorted(context.scene)
        return self.tell(f"Moved {moved} objects to {collections} collections", stayed)


class SHAPEKIN_OT_rename_sorted(OfSorting, bpy.types.Operator):
    """Name the ticked objects like those that they belong to. One undo step"""

    bl_idname = "shapekin.rename_sorted"
    bl_label = "Name Alike"
    bl_options = {"REGISTER", "UNDO"}

    def execute(self, context):
        if not find_sorted(context.scene):
            self.report({"WARNING"}, "None of the ticked objects is as sure as that")
            return {"CANCELLED"}
        count, stayed = rename_sorted(context.scene)
        return self.tell(f"Renamed {count} objects", stayed)


class SHAPEKIN_OT_look_at_sorted(OfSorting, bpy.types.Operator):
    """Select the object that is active in the list with the one that it is most like, and look at it"""

    bl_idname = "shapekin.look_at_sorted"
    bl_label = "Look At"
    bl_options = {"REGISTER", "UNDO"}

    def execute(self, context):
        settings, layer = context.scene.shapekin_sorting, context.view_layer
        item = settings.items[min(settings.active, len(settings.items) - 1)]
        each = objects_by_address().get((item.name, item.library))
        if each is None or layer.objects.get(each.name) != each or not each.visible_get(view_layer=layer):
            self.report({"WARNING"}, f"{item.name} can not be seen any more")
            return {"CANCELLED"}
        for other in context.selected_objects:
            other.select_set(False)
        each.select_set(True)
        layer.objects.active = each
        if context.space_data and context.space_data.type == "VIEW_3D" and bpy.ops.view3d.view_selected.poll():
            bpy.ops.view3d.view_selected()
        nearest = layer.objects.get(item.nearest)
        if nearest is not None:
            nearest.select_set(True)
        return {"FINISHED"}


CLASSES = (SHAPEKIN_OT_sort, SHAPEKIN_OT_move_sorted, SHAPEKIN_OT_rename_sorted, SHAPEKIN_OT_look_at_sorted)
