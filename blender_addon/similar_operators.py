"""The operators behind the buttons for similar objects. Each only calls functions of other modules."""

import bpy

from . import window
from .group_settings import similar_request_of
from .kept_grouping import kept_grouping
from .preferences import find_library
from .quiet import quietly
from .selecting import look_at
from .similar_objects import Found, find_similar, show_found
from .states import Connected
from .undo_steps import note_step


class SHAPEKIN_OT_find_similar(bpy.types.Operator):
    """Select what is most like the active object. Without a server among what was grouped, by the tree of the groups"""

    bl_idname = "shapekin.find_similar"
    bl_label = "Find Similar"

    @classmethod
    def poll(cls, context):
        session = window.session()
        if context.active_object is None:
            cls.poll_message_set("Click an object first: what is like it is looked for")
        elif context.mode != "OBJECT":
            cls.poll_message_set("Go back to Object Mode first")
        elif session and session.is_busy:
            cls.poll_message_set("A run is under way: wait for its end, or cancel it")
        elif not is_connected() and kept_grouping(context.scene) is None:
            cls.poll_message_set("Not connected to a Shapekin server, and nothing is grouped yet")
        else:
            return True
        return False

    def execute(self, context):
        settings, active = context.scene.shapekin_groups, context.active_object
        if is_connected():
            window.ask_for("similar")
            window.session().start_scene(similar_request_of(settings, active, find_library()), context.scene.name)
            return {"FINISHED"}
        by_number = settings.find_by == "NUMBER"
        limit = {"count": settings.find_count} if by_number else {"percent": settings.find_percent}
        found = find_similar(context.scene, active, **limit)
        if found is None:
            self.report({"WARNING"}, f"{active.name} was not grouped: press Group Objects with it among the objects")
            return {"CANCELLED"}
        likest = [Found(each.name, likeness) for each, likeness in found]
        show_found(context.scene, context.view_layer, [Found(active.name, 100.0), *likest])
        note_step(window.session() is not None, "Find Similar")  # with a server the session notes it, when it has found
        self.report({"INFO"}, f"{len(found)} objects are like {active.name}")
        return {"FINISHED"}


def is_connected():
    session = window.session()
    return session is not None and isinstance(session.link, Connected)


class SHAPEKIN_OT_step_similar(bpy.types.Operator):
    """Go to the next of the objects that were found, and look at it"""

    bl_idname = "shapekin.step_similar"
    bl_label = "Look at the Next Found"
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
        for _ in settings.found:  # objects that were deleted or hidden since are skipped
            with quietly():
                settings.found_active = (settings.found_active + self.step) % len(settings.found)
            item = settings.found[settings.found_active]
            each = None if item.is_in_library else layer.objects.get(item.name)
            if each is not None and each.visible_get(view_layer=layer):
                break
        else:
            self.report({"WARNING"}, "None of them can be seen any more")
            return {"CANCELLED"}
        look_at(context, [each])
        return {"FINISHED"}


CLASSES = (SHAPEKIN_OT_find_similar, SHAPEKIN_OT_step_similar)
