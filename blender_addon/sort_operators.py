"""The operators behind the buttons for sorting. Each only calls functions of other modules."""

import bpy

from . import window
from .scene_objects import objects_by_address
from .selecting import look_at, those_here
from .sort_settings import sort_request_of
from .sorted_objects import find_sorted, move_sorted, rename_sorted
from .task_operators import AsksServer, OnList


class SHAPEKIN_OT_sort(AsksServer, bpy.types.Operator):
    """Find out where the unsorted objects belong, by the sorted ones. Nothing is moved"""

    bl_idname = "shapekin.sort"
    bl_label = "Sort the Rest"
    when_nothing_is_selected = "Nothing is selected: select what is sorted and what is not, or choose Visible above"

    def execute(self, context):
        window.ask_for("sorting")
        request = sort_request_of(context.scene.shapekin_groups, context.scene.shapekin_sorting)
        window.session().start_scene(request, context.scene.name)
        return {"FINISHED"}


class OfSorting(OnList):
    """Base of operators on the list of what was sorted."""

    bl_options = {"REGISTER", "UNDO"}
    when_empty = "Nothing in the list: press Sort the Rest first"

    @staticmethod
    def settings_of(scene):
        return scene.shapekin_sorting

    def is_any_sure(self, context):
        """Whether there is anything to do; tells the person if there is not."""
        found = bool(find_sorted(context.scene))
        if not found:
            self.report({"WARNING"}, "None of the ticked objects is as sure as that")
        return found

    def tell(self, done, stayed):
        words = f"; {', '.join(stayed[:3])}{' ...' if len(stayed) > 3 else ''} of a library stayed" if stayed else ""
        self.report({"WARNING" if stayed else "INFO"}, f"{done}{words}")
        return {"FINISHED"}


class SHAPEKIN_OT_move_sorted(OfSorting, bpy.types.Operator):
    """Move the ticked objects to the collections where they belong. One undo step"""

    bl_idname = "shapekin.move_sorted"
    bl_label = "Move to Collections"

    def execute(self, context):
        if not self.is_any_sure(context):
            return {"CANCELLED"}
        moved, collections, stayed = move_sorted(context.scene)
        return self.tell(f"Moved {moved} objects to {collections} collections", stayed)


class SHAPEKIN_OT_rename_sorted(OfSorting, bpy.types.Operator):
    """Name the ticked objects like those that they belong to. One undo step"""

    bl_idname = "shapekin.rename_sorted"
    bl_label = "Name Alike"

    def execute(self, context):
        if not self.is_any_sure(context):
            return {"CANCELLED"}
        count, stayed = rename_sorted(context.scene)
        return self.tell(f"Renamed {count} objects", stayed)


class SHAPEKIN_OT_look_at_sorted(OfSorting, bpy.types.Operator):
    """Select the object that is active in the list with the one that it is most like, and look at it"""

    bl_idname = "shapekin.look_at_sorted"
    bl_label = "Look At"

    def execute(self, context):
        item, layer = self.active_item(context), context.view_layer
        each = objects_by_address().get((item.name, item.library))
        if not those_here(layer, [each]) or not each.visible_get(view_layer=layer):
            self.report({"WARNING"}, f"{item.name} can not be seen any more")
            return {"CANCELLED"}
        look_at(context, [each])
        nearest = layer.objects.get(item.nearest)
        if nearest is not None:
            nearest.select_set(True)
        return {"FINISHED"}


CLASSES = (SHAPEKIN_OT_sort, SHAPEKIN_OT_move_sorted, SHAPEKIN_OT_rename_sorted, SHAPEKIN_OT_look_at_sorted)
