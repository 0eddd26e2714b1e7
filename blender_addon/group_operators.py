"""The operators behind the buttons for groups of a scene. Each only calls functions of other modules."""

import bpy

from . import window
from .group_assets import mark_assets
from .group_collections import move_to_collections
from .group_settings import request_of
from .object_shading import show_object_colors
from .render_colors import color_renders
from .selecting import deselect_all, select
from .shown_groups import find_groups, show_groups
from .task_operators import AsksServer, OnGroups


class SHAPEKIN_OT_group(AsksServer, bpy.types.Operator):
    """Find out which objects are alike and show each group in its own color. Nothing but colors is changed"""

    bl_idname = "shapekin.group"
    bl_label = "Group Objects"

    def execute(self, context):
        window.ask_for("groups")
        window.session().start_scene(request_of(context.scene.shapekin_groups), context.scene.name)
        return {"FINISHED"}


class SHAPEKIN_OT_color_groups(OnGroups, bpy.types.Operator):
    """Show each group in its own color again. One undo step; materials are not touched"""

    bl_idname = "shapekin.color_groups"
    bl_label = "Color Groups"
    bl_options = {"REGISTER", "UNDO"}

    def execute(self, context):
        context.scene.shapekin_groups.is_shown = True
        count = show_groups(context.scene)
        show_object_colors()
        self.report({"INFO"}, f"Colored {count} objects")
        return {"FINISHED"}


class OfActiveGroup:
    """Base of operators on the group that is active in the list."""

    @classmethod
    def poll(cls, context):
        settings = context.scene.shapekin_groups
        if not settings.items:
            cls.poll_message_set("No groups in this scene yet: press Group Objects first")
        elif not 0 <= settings.active < len(settings.items):
            cls.poll_message_set("Click a group in the list first")
        elif context.mode != "OBJECT":
            cls.poll_message_set("Go back to Object Mode first")
        else:
            return True
        return False

    def objects(self, context):
        """The group's objects that are in the view layer; when there are none, it tells the person and returns []."""
        item = context.scene.shapekin_groups.items[context.scene.shapekin_groups.active]
        group = next((each for each in find_groups(context.scene) if each.slot == item.slot), None)
        here = set(context.view_layer.objects)
        found = [each for each in group.objects if each in here] if group else []
        if not found:
            self.report({"WARNING"}, f"No object of {item.name} is in this view layer")
        return found


class SHAPEKIN_OT_select_group(OfActiveGroup, bpy.types.Operator):
    """Select the objects of this group; Shift: add them to the selection"""

    bl_idname = "shapekin.select_group"
    bl_label = "Select"
    bl_options = {"REGISTER", "UNDO"}

    extend: bpy.props.BoolProperty(name="Extend", description="Keep what is selected", options={"SKIP_SAVE"})

    def invoke(self, context, event):
        self.extend = event.shift
        return self.execute(context)

    def execute(self, context):
        objects = self.objects(context)
        if not self.extend:
            deselect_all(context.view_layer)
        select(context.view_layer, objects)
        return {"FINISHED"}


class SHAPEKIN_OT_isolate_group(OfActiveGroup, bpy.types.Operator):
    """Show this group alone in this view (Local View); again: show everything"""

    bl_idname = "shapekin.isolate_group"
    bl_label = "Isolate"
    bl_options = {"REGISTER", "UNDO"}

    @classmethod
    def poll(cls, context):
        if context.space_data is None or context.space_data.type != "VIEW_3D":
            cls.poll_message_set("Needs a 3D view")
            return False
        return super().poll(context)

    def execute(self, context):
        objects = self.objects(context)
        view = context.space_data
        if view.local_view:
            shown = _in_local_view(context, view)
            bpy.ops.view3d.localview(frame_selected=False)
            if shown == set(objects):
                return {"FINISHED"}
        deselect_all(context.view_layer)
        select(context.view_layer, objects)
        if any(each.select_get() for each in objects):
            bpy.ops.view3d.localview(frame_selected=False)
        return {"FINISHED"}


class SHAPEKIN_OT_hide_group(OfActiveGroup, bpy.types.Operator):
    """Hide the objects of this group in the viewport; again: show them"""

    bl_idname = "shapekin.hide_group"
    bl_label = "Hide"
    bl_options = {"REGISTER", "UNDO"}

    def execute(self, context):
        objects = self.objects(context)
        is_any_seen = any(not each.hide_get() for each in objects)
        for each in objects:
            each.hide_set(is_any_seen)
        return {"FINISHED"}


class SHAPEKIN_OT_collect_group(OfActiveGroup, bpy.types.Operator):
    """Move the objects of this group to a collection of its name"""

    bl_idname = "shapekin.collect_group"
    bl_label = "Collect"
    bl_options = {"REGISTER", "UNDO"}

    def execute(self, context):
        settings = context.scene.shapekin_groups
        name = settings.items[settings.active].name
        moved, stayed = move_to_collections(context.scene, [(self.objects(context), name)])
        words = f", {stayed} of a library stayed where they are" if stayed else ""
        self.report({"INFO"}, f"Moved {moved} objects{words}")
        return {"FINISHED"}


class SHAPEKIN_OT_collect_every_group(bpy.types.Operator):
    """Move the objects of every group of two and more to a collection of its name"""

    bl_idname = "shapekin.collect_every_group"
    bl_label = "Every Group to a Collection"
    bl_options = {"REGISTER", "UNDO"}

    @classmethod
    def poll(cls, context):
        if not context.scene.shapekin_groups.items:
            cls.poll_message_set("No groups in this scene yet: press Group Objects first")
            return False
        return True

    def execute(self, context):
        groups = _named_groups(context.scene)
        moved, _ = move_to_collections(context.scene, [(each.objects, name) for each, name in groups])
        self.report({"INFO"}, f"Moved {moved} objects to {len(groups)} collections")
        return {"FINISHED"}


class SHAPEKIN_OT_color_renders(bpy.types.Operator):
    """Show the groups' colors in renders, too, by one shared material. Restore Colors gives the old materials back"""

    bl_idname = "shapekin.color_renders"
    bl_label = "Colors in Renders"
    bl_options = {"REGISTER", "UNDO"}

    @classmethod
    def poll(cls, context):
        if not context.scene.shapekin_groups.is_shown:
            cls.poll_message_set("The groups have no colors now: press Group Objects or Color Groups first")
        elif context.mode != "OBJECT":
            cls.poll_message_set("Go back to Object Mode first")
        else:
            return True
        return False

    def execute(self, context):
        objects = [each for group in find_groups(context.scene) for each in group.objects]
        refused = color_renders(objects)
        words = f"; {refused[0].name} and what else is of a library keeps its material" if refused else ""
        self.report({"INFO"}, f"{len(objects) - len(refused)} objects show their color in renders{words}")
        return {"FINISHED"}


class SHAPEKIN_OT_mark_assets(bpy.types.Operator):
    """Mark an object of each different mesh as an asset, in a catalog for each group of two and more"""

    bl_idname = "shapekin.mark_assets"
    bl_label = "Groups as Assets"
    bl_options = {"REGISTER", "UNDO"}

    @classmethod
    def poll(cls, context):
        if not context.scene.shapekin_groups.items:
            cls.poll_message_set("No groups in this scene yet: press Group Objects first")
        elif not bpy.data.filepath:
            cls.poll_message_set("Save the file first: the catalogs of its assets lie beside it")
        else:
            return True
        return False

    def execute(self, context):
        groups = _named_groups(context.scene)
        try:
            count = mark_assets(context.scene, [each for each, _ in groups], [name for _, name in groups])
        except OSError as error:
            self.report({"ERROR"}, f"The catalogs can not be written: {error.strerror or error}")
            return {"CANCELLED"}
        self.report({"INFO"}, f"{count} objects are assets in {len(groups)} catalogs")
        return {"FINISHED"}


def _named_groups(scene):
    """(group, its name in the list) of each group of two and more objects."""
    name_of = {item.slot: item.name for item in scene.shapekin_groups.items}
    return [(each, name_of[each.slot]) for each in find_groups(scene) if len(each.objects) > 1]


def _in_local_view(context, view):
    """Only evaluated objects know whether they are in Local View."""
    depsgraph = context.evaluated_depsgraph_get()
    return {each for each in context.view_layer.objects if each.evaluated_get(depsgraph).local_view_get(view)}


CLASSES = (
    SHAPEKIN_OT_group,
    SHAPEKIN_OT_color_groups,
    SHAPEKIN_OT_select_group,
    SHAPEKIN_OT_isolate_group,
    SHAPEKIN_OT_hide_group,
    SHAPEKIN_OT_collect_group,
    SHAPEKIN_OT_collect_every_group,
    SHAPEKIN_OT_color_renders,
    SHAPEKIN_OT_mark_assets,
)
