"""The operators behind the buttons. Each only calls functions of other modules."""

import bpy

from . import window
from .apply_colors import apply_colors
from .colored import find_colored, is_any_colored, restore_objects
from .generated.keys import MADE_BY_RUN
from .generated.properties import OF_PRESET, read_request
from .object_shading import is_any_switched, restore_shading, show_object_colors
from .render_colors import restore_renders
from .run_shapes import find_collection, find_grids, find_grouped, find_shapes, frame_grid
from .states import Connected, NoRun
from .why_not_ready import why_not_ready, why_too_few


class SHAPEKIN_OT_run(bpy.types.Operator):
    """Make shapes in a collection of their own, find families among them and show each in its own color"""

    bl_idname = "shapekin.run"
    bl_label = "Run"

    @classmethod
    def poll(cls, context):
        reason = why_not_ready(window.session()) or why_too_few(context.scene.shapekin)
        if reason:
            cls.poll_message_set(reason)
        return reason is None

    def execute(self, context):
        window.ask_for("run")
        window.session().start_run(read_request(context.scene.shapekin), context.scene.name)
        return {"FINISHED"}


class SHAPEKIN_OT_tick(bpy.types.Operator):
    """Tick all of them, or none. Shift keeps what is ticked while a single one is clicked"""

    bl_idname = "shapekin.tick"
    bl_label = "Tick"
    bl_options = {"REGISTER", "UNDO", "INTERNAL"}

    field: bpy.props.StringProperty(options={"HIDDEN", "SKIP_SAVE"})
    is_all: bpy.props.BoolProperty(options={"HIDDEN", "SKIP_SAVE"})

    def execute(self, context):
        settings = context.scene.shapekin
        names = OF_PRESET[self.field][settings.preset] if self.is_all else ()
        setattr(settings, self.field, set(names))
        return {"FINISHED"}


class SHAPEKIN_OT_cancel(bpy.types.Operator):
    """Stop what is under way and remove its shapes (Esc over the 3D view does it, too)"""

    bl_idname = "shapekin.cancel"
    bl_label = "Cancel"

    @classmethod
    def poll(cls, context):
        session = window.session()
        if session is None or isinstance(session.own, NoRun):
            cls.poll_message_set("No run is under way")
            return False
        return True

    def execute(self, context):
        window.session().cancel_run()
        return {"FINISHED"}


class SHAPEKIN_OT_connect(bpy.types.Operator):
    """Try again to reach the server; on this computer it is started when none answers"""

    bl_idname = "shapekin.connect"
    bl_label = "Connect Again"

    @classmethod
    def poll(cls, context):
        if window.session() is None:
            cls.poll_message_set("Needs a window; see headless.py for work without one")
            return False
        return True

    def execute(self, context):
        window.reconnect()
        return {"FINISHED"}


class SHAPEKIN_OT_open_preferences(bpy.types.Operator):
    """Show where the server is looked for, and with which token"""

    bl_idname = "shapekin.open_preferences"
    bl_label = "Open Preferences"

    def execute(self, context):
        bpy.ops.preferences.addon_show(module=__package__)
        return {"FINISHED"}


class SHAPEKIN_OT_open_page(bpy.types.Operator):
    """Open the server's page in the browser: maps, tables and pictures of every run"""

    bl_idname = "shapekin.open_page"
    bl_label = "Open Page"

    @classmethod
    def poll(cls, context):
        session = window.session()
        if session is None or not isinstance(session.link, Connected):
            cls.poll_message_set("Not connected to a Shapekin server")
            return False
        return True

    def execute(self, context):
        connection = window.session().link.connection
        bpy.ops.wm.url_open(url=f"{connection.address}/#{connection.token}")
        return {"FINISHED"}


class SHAPEKIN_OT_apply_colors(bpy.types.Operator):
    """Show each group of a run in its own color. One undo step; materials are not touched"""

    bl_idname = "shapekin.apply_colors"
    bl_label = "Color by Group"
    bl_options = {"REGISTER", "UNDO"}

    # '' = the newest run of the scene.
    run_id: bpy.props.StringProperty(options={"HIDDEN", "SKIP_SAVE"})

    @classmethod
    def poll(cls, context):
        if not find_grouped(context.scene):
            cls.poll_message_set("No groups in this scene yet: press Run first")
            return False
        return True

    def execute(self, context):
        collection = find_collection(self.run_id) if self.run_id else find_grouped(context.scene)[-1]
        if collection is None:
            self.report({"ERROR"}, "That run is no longer in this file")
            return {"CANCELLED"}
        count = apply_colors(context.scene, find_shapes(collection[MADE_BY_RUN]), collection)
        show_object_colors()
        self.report({"INFO"}, f"Colored {count} shapes")
        return {"FINISHED"}


class SHAPEKIN_OT_restore_colors(bpy.types.Operator):
    """Give objects and 3D views the colors back that they had before. One undo step"""

    bl_idname = "shapekin.restore_colors"
    bl_label = "Restore Colors"
    bl_options = {"REGISTER", "UNDO"}

    @classmethod
    def poll(cls, context):
        if not (is_any_switched() or is_any_colored()):
            cls.poll_message_set("Nothing is colored by Shapekin")
            return False
        return True

    def execute(self, context):
        colored = find_colored()
        restore_objects(colored)
        restore_renders()
        restore_shading()
        for scene in bpy.data.scenes:
            scene.shapekin_groups.is_shown = False
        self.report({"INFO"}, f"Restored {len(colored)} objects")
        return {"FINISHED"}


class SHAPEKIN_OT_frame_shapes(bpy.types.Operator):
    """Move this 3D view so that all shapes of the newest run are in it"""

    bl_idname = "shapekin.frame_shapes"
    bl_label = "Frame Shapes"

    @classmethod
    def poll(cls, context):
        view = getattr(context.space_data, "region_3d", None)
        if not find_grids(context.scene):
            cls.poll_message_set("No shapes in this scene yet: press Run first")
        elif view is None:
            cls.poll_message_set("Needs a 3D view")
        elif view.view_perspective == "CAMERA":
            cls.poll_message_set("This view looks through the camera, which is not moved")
        else:
            return True
        return False

    def execute(self, context):
        frame_grid(context.space_data.region_3d, find_grids(context.scene)[-1])
        return {"FINISHED"}


CLASSES = (
    SHAPEKIN_OT_run,
    SHAPEKIN_OT_tick,
    SHAPEKIN_OT_cancel,
    SHAPEKIN_OT_connect,
    SHAPEKIN_OT_open_preferences,
    SHAPEKIN_OT_open_page,
    SHAPEKIN_OT_apply_colors,
    SHAPEKIN_OT_restore_colors,
    SHAPEKIN_OT_frame_shapes,
)
