"""What the buttons around similar objects do. Each operator only translates."""

import bpy

from .kept_grouping import kept_grouping
from .similar_objects import find_similar


class SHAPEKIN_OT_find_similar(bpy.types.Operator):
    """Select what is most like the active object, among all that were grouped"""

    bl_idname = "shapekin.find_similar"
    bl_label = "Find Similar"
    bl_options = {"REGISTER", "UNDO"}

    @classmethod
    def poll(cls, context):
        active = context.active_object
        if kept_grouping(context.scene) is None:
            cls.poll_message_set("Press Group Objects first: what is alike is known from then on")
        elif active is None:
            cls.poll_message_set("Click an object first: what is like it is looked for")
        elif context.mode != "OBJECT":
            cls.poll_message_set("Go back to Object Mode first")
        else:
            return True
        return False

    def execute(self, context):
        settings, active = context.scene.shapekin_groups, context.active_object
        by_number = settings.find_by == "NUMBER"
        limit = {"count": settings.find_count} if by_number else {"percent": settings.find_percent}
        found = find_similar(context.scene, active, **limit)
        if found is None:
            self.report({"WARNING"}, f"{active.name} was not grouped: press Group Objects with it among the objects")
            return {"CANCELLED"}
        for each in context.selected_objects:
            each.select_set(False)
        settings.found.clear()
        for each, likeness in [(active, 100.0), *found]:
            item = settings.found.add()
            item.name, item.likeness = each.name, likeness
            if context.view_layer.objects.get(each.name) == each:
                each.select_set(True)
        settings.found_active = 0
        self.report({"INFO"}, f"{len(found)} objects are like {active.name}")
        return {"FINISHED"}


class SHAPEKIN_OT_step_similar(bpy.types.Operator):
    """Go to the next of the objects that were found, and look at it"""

    bl_idname = "shapekin.step_similar"
    bl_label = "Next"
    bl_options = {"REGISTER", "UNDO"}

    step: bpy.props.IntProperty(name="Step", default=1, options={"SKIP_SAVE"})

    @classmethod
    def description(cls, _context, properties):
        return f"Go to the {'next' if properties.step > 0 else 'previous'} of the objects that were found"

    @classmethod
    def poll(cls, context):
        if not context.scene.shapekin_groups.found:
            cls.poll_message_set("Nothing was found yet: press Find Similar first")
            return False
        return True

    def execute(self, context):
        settings, layer = context.scene.shapekin_groups, context.view_layer
        for _ in settings.found:  # those that were deleted or hidden since are passed over
            settings.found_active = (settings.found_active + self.step) % len(settings.found)
            each = layer.objects.get(settings.found[settings.found_active].name)
            if each is not None and each.visible_get(view_layer=layer):
                break
        else:
            self.report({"WARNING"}, "None of them can be seen any more")
            return {"CANCELLED"}
        for other in context.selected_objects:
            other.select_set(False)
        each.select_set(True)
        layer.objects.active = each
        if context.space_data and context.space_data.type == "VIEW_3D" and bpy.ops.view3d.view_selected.poll():
            bpy.ops.view3d.view_selected()
        return {"FINISHED"}


CLASSES = (SHAPEKIN_OT_find_similar, SHAPEKIN_OT_step_similar)
