"""The sidebar tab."""

import textwrap

import bpy

from . import operators, window
from .generated.properties import RUN_REQUEST_FIELDS, draw_fields

# Of the sidebar's text at the usual size, a little more than needed so that no line is cut.
PIXELS_PER_LETTER = 7.5
LINKS = {
    "off": ("Off", "UNLINKED"),
    "connecting": ("Connecting", "SORTTIME"),
    "connected": ("Connected", "LINKED"),
    "absent": ("No server", "UNLINKED"),
    "dropped": ("Connecting again", "SORTTIME"),
    "closed": ("The server closed; connecting again", "SORTTIME"),
    "refused": ("Refused by the server", "ERROR"),
}


class SHAPEKIN_PT_run(bpy.types.Panel):
    bl_idname = "SHAPEKIN_PT_run"
    bl_label = "Shapekin"
    bl_category = "Shapekin"
    bl_space_type, bl_region_type = "VIEW_3D", "UI"

    def draw(self, context):
        layout, session = self.layout, window.session()
        if session is None:
            return
        draw_link(layout, session, context)
        column = layout.column()
        column.use_property_split = True
        column.use_property_decorate = False
        column.enabled = not session.is_busy
        draw_fields(column, context.scene.shapekin, RUN_REQUEST_FIELDS)
        if session.is_busy:  # in the place of Run: a button under the mouse stays grey until the mouse has left it
            draw_progress(layout, session)
        else:
            row = layout.row()
            row.scale_y = 1.4
            row.operator(operators.SHAPEKIN_OT_run.bl_idname, icon="PLAY")
            if session.outcome:
                draw_outcome(layout, session.outcome, context)
        column = layout.column()
        column.operator(operators.SHAPEKIN_OT_apply_colors.bl_idname, icon="COLOR")
        column.operator(operators.SHAPEKIN_OT_restore_colors.bl_idname, icon="LOOP_BACK")


def draw_link(layout, session, context):
    text, icon = LINKS[session.link]
    layout.label(text=text, icon=icon)
    if session.sentence:
        draw_text(layout, session.sentence, context)
    if session.link in {"refused", "absent", "off"}:
        layout.operator(operators.SHAPEKIN_OT_connect.bl_idname, icon="FILE_REFRESH")


def draw_progress(layout, session):
    run = session.runs.get(session.own_run) or next(iter(session.runs.values()), None)
    text, factor = "Waiting for the server", 0.0
    if run and run.stage:
        text = run.stage.capitalize()
        if run.total:
            text, factor = f"{text}: {run.done} of {run.total}", run.done / run.total
        if run.seconds_left is not None:
            text += f", {run.seconds_left:.0f} s left"
    if hasattr(layout, "progress"):  # 4.0 and later
        layout.progress(factor=factor, text=text)
    else:
        layout.label(text=text, icon="TIME")
    layout.operator(operators.SHAPEKIN_OT_cancel.bl_idname, icon="CANCEL")


def draw_outcome(layout, outcome, context):
    box = layout.box()
    box.label(
        text="Done" if outcome.code is None else "Not done", icon="CHECKMARK" if outcome.code is None else "ERROR"
    )
    draw_text(box, outcome.sentence, context)


def draw_text(layout, text, context):
    """A paragraph: labels don't wrap by themselves."""
    scale = context.preferences.system.ui_scale
    letters = max(20, int((context.region.width - 40 * scale) / (PIXELS_PER_LETTER * scale)))
    column = layout.column(align=True)
    for line in textwrap.wrap(text, letters):
        column.label(text=line)


CLASSES = (SHAPEKIN_PT_run,)
