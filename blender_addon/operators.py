"""What the buttons do. Each operator only translates."""

import bpy

from . import window
from .apply_colors import all_screens, apply_colors, restore_colors, restore_shading, show_object_colors
from .generated.properties import read_request
from .run_shapes import find_collection, find_colored, find_grouped, find_shapes


class SHAPEKIN_OT_run(bpy.types.Operator):
    """Make shapes in a collection of their own, find families among them and show each in its own color"""

    bl_idname = "shapekin.run"
    bl_label = "Run"

    @classmethod
    def poll(cls, context):
        session = window.session()
        if session is None:
            cls.poll_message_set("Needs a window; see headless.py for runs without one")
        elif session.is_busy:
            cls.poll_message_set("A run is under way")
        elif session.link != "connected":
            cls.poll_message_set("Not connected to a Shapekin server: start it with `npm start`")
        else:
            return True
        return False

    def execute(self, context):
        window.session().start_run(read_request(context.scene.shapekin), context.scene.name)
        return {"FINISHED"}


class SHAPEKIN_OT_cancel(bpy.types.Operator):
    """Stop the run and take its shapes away"""

    bl_idname = "shapekin.cancel"
    bl_label = "Cancel"

    @classmethod
    def poll(cls, context):
        session = window.session()
        if session is None or session.own_run is None:
            cls.poll_message_set("No run is under way")
            return False
        return True

    def execute(self, context):
        window.session().cancel_run()
        return {"FINISHED"}


class SHAPEKIN_OT_connect(bpy.types.Operator):
    """Try again to reach the server named in the add-on preferences"""

    bl_idname = "shapekin.connect"
    bl_label = "Connect Again"

    @classmethod
    def poll(cls, context):
        return window.session() is not None

    def execute(self, context):
        window.reconnect()
        return {"FINISHED"}


class SHAPEKIN_OT_apply_colors(bpy.types.Operator):
    """Show each group of the newest run in its own color. One undo step; materials are not touched"""

    bl_idname = "shapekin.apply_colors"
    bl_label = "Color by Group"
    bl_options = {"REGISTER", "UNDO"}

    run_id: bpy.props.StringProperty(options={"HIDDEN", "SKIP_SAVE"})

    @classmethod
    def poll(cls, context):
        if not find_grouped(context.scene):
            cls.poll_message_set("No groups in this scene yet: press Run first")
            return False
        return True

    def execute(self, context):
        collection = find_collection(self.run_id) if self.run_id else find_grouped(context.scene)[-1]
        count = apply_colors(find_shapes(collection["shapekin_run"]), collection)
        show_object_colors(all_screens())
        self.report({"INFO"}, f"Colored {count} shapes")
        return {"FINISHED"}


class SHAPEKIN_OT_restore_colors(bpy.types.Operator):
    """Give objects and 3D views the colors back that they had before. One undo step"""

    bl_idname = "shapekin.restore_colors"
    bl_label = "Restore Colors"
    bl_options = {"REGISTER", "UNDO"}

    @classmethod
    def poll(cls, context):
        if not any(find_colored()):
            cls.poll_message_set("Nothing is colored by Shapekin")
            return False
        return True

    def execute(self, context):
        count = restore_colors(find_colored())
        restore_shading(all_screens())
        self.report({"INFO"}, f"Restored {count} objects")
        return {"FINISHED"}


CLASSES = (
    SHAPEKIN_OT_run,
    SHAPEKIN_OT_cancel,
    SHAPEKIN_OT_connect,
    SHAPEKIN_OT_apply_colors,
    SHAPEKIN_OT_restore_colors,
)
