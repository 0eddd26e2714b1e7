"""The sidebar tab."""

import time

import bpy

from . import operators, window
from .generated.keys import GROUP_SIZES, MADE_BY_RUN
from .generated.properties import OF_PRESET, RUN_REQUEST_FIELDS, chosen, draw_fields
from .paragraph import draw_paragraph
from .progress_words import progress_words
from .run_shapes import find_grouped
from .states import (
    Connected,
    Connecting,
    Done,
    Ended,
    NoRun,
    NoServer,
    Off,
    Reconnecting,
    RefusedLink,
    StartingServer,
    unknown,
)

# Fields that everybody sets; the others are under Advanced.
FIRST_FIELDS = ("preset", "count", "seed", "groups")


class SHAPEKIN_PT_run(bpy.types.Panel):
    bl_idname = "SHAPEKIN_PT_run"
    bl_label = "Make Shapes"
    bl_category = "Shapekin"
    bl_space_type, bl_region_type = "VIEW_3D", "UI"
    bl_order = 5

    def draw(self, context):
        layout, session = self.layout, window.session()
        if session is None:
            return
        column = layout.column()
        column.use_property_split = True
        column.use_property_decorate = False
        column.enabled = not session.is_busy
        draw_fields(column, context.scene.shapekin, FIRST_FIELDS)
        if session.is_busy and window.was_asked_for("run"):
            # In place of Run, because a button under the mouse stays grey until the mouse has left it.
            draw_progress(layout, session, context)
        else:
            row = layout.row()
            row.scale_y = 1.4
            row.operator(operators.SHAPEKIN_OT_run.bl_idname, icon="PLAY")
            draw_outcome(layout, session.own, context)
        if session.is_waiting_for_object_mode and window.was_asked_for("run"):
            draw_waiting(layout, context)
        draw_colors(layout, context.scene)


class SHAPEKIN_PT_run_advanced(bpy.types.Panel):
    bl_idname = "SHAPEKIN_PT_run_advanced"
    bl_label = "Advanced"
    bl_parent_id = "SHAPEKIN_PT_run"
    bl_category = "Shapekin"
    bl_space_type, bl_region_type = "VIEW_3D", "UI"
    bl_options = {"DEFAULT_CLOSED"}

    @classmethod
    def poll(cls, _context):
        return window.session() is not None

    def draw(self, context):
        layout, settings = self.layout, context.scene.shapekin
        layout.enabled = not window.session().is_busy
        column = layout.column()
        column.use_property_split = True
        column.use_property_decorate = False
        ticked = [name for name in RUN_REQUEST_FIELDS if name in OF_PRESET]
        draw_fields(column, settings, [name for name in RUN_REQUEST_FIELDS if name not in (*FIRST_FIELDS, *ticked)])
        for field in ticked:
            draw_ticks(layout, settings, field)


class SHAPEKIN_MT_runs(bpy.types.Menu):
    """Runs of this scene whose groups can be shown again"""

    bl_idname = "SHAPEKIN_MT_runs"
    bl_label = "Color an Earlier Run"

    def draw(self, context):
        for collection in reversed(find_grouped(context.scene)):
            button = self.layout.operator(operators.SHAPEKIN_OT_apply_colors.bl_idname, text=collection.name)
            button.run_id = collection[MADE_BY_RUN]


def draw_ticks(layout, settings, field):
    """A checkbox for each name that the preset has in a field; nothing where it has none."""
    names = OF_PRESET[field][settings.preset]
    if not names:
        return
    column = layout.column(align=True)
    head = column.split(factor=0.55)  # otherwise the label would take the room of the buttons' words
    head.label(text=f"{settings.bl_rna.properties[field].name}: {len(chosen(settings, field))}/{len(names)}")
    buttons = head.row(align=True)
    for text, is_all in (("All", True), ("None", False)):
        button = buttons.operator(operators.SHAPEKIN_OT_tick.bl_idname, text=text)
        button.field, button.is_all = field, is_all
    grid = column.grid_flow(columns=2, even_columns=True, row_major=True, align=True)
    for name in names:
        icon = "CHECKBOX_HLT" if name in getattr(settings, field) else "CHECKBOX_DEHLT"
        grid.prop_enum(settings, field, name, icon=icon)


def draw_link(layout, link, context):
    text, icon, sentence, is_helpless = link_words(link)
    row = layout.row()
    row.label(text=text, icon=icon)
    if isinstance(link, Connected):
        row.operator(operators.SHAPEKIN_OT_open_page.bl_idname, text="", icon="URL")
    row.operator(operators.SHAPEKIN_OT_open_preferences.bl_idname, text="", icon="PREFERENCES")
    if sentence:
        draw_paragraph(layout, sentence, context)
    if is_helpless:
        layout.operator(operators.SHAPEKIN_OT_connect.bl_idname, icon="FILE_REFRESH")
        layout.operator(operators.SHAPEKIN_OT_open_preferences.bl_idname, icon="PREFERENCES")


def link_words(link):
    """(state in a word or two, icon, what is wrong, whether the person has to act)."""
    if isinstance(link, Off):
        return "Off", "UNLINKED", "", True
    if isinstance(link, Connecting):
        return "Connecting", "SORTTIME", "", False
    if isinstance(link, Connected):
        return "Connected", "LINKED", link.sentence, False
    if isinstance(link, NoServer):
        return "No server", "UNLINKED", link.sentence, True
    if isinstance(link, StartingServer):
        return "Starting the server", "SORTTIME", "", False
    if isinstance(link, Reconnecting):
        return ("Server closed" if link.was_closed else "Connecting again"), "SORTTIME", "Trying again.", False
    if isinstance(link, RefusedLink):
        return "Refused by the server", "ERROR", link.sentence, True
    raise unknown(link)


def draw_progress(layout, session, context):
    text, factor = progress_words(session, time.monotonic())
    if hasattr(layout, "progress"):  # 4.0 and later
        layout.progress(factor=factor, text=text)
    else:
        draw_paragraph(layout, text, context)
        layout.prop(context.window_manager, "shapekin_progress", text="", slider=True)
    layout.operator(operators.SHAPEKIN_OT_cancel.bl_idname, icon="CANCEL")


def progress_percent(_manager):
    session = window.session()
    return 100 * progress_words(session, time.monotonic())[1] if session else 0.0


def draw_outcome(layout, own, context):
    outcome = own.outcome if isinstance(own, NoRun) else None
    if isinstance(outcome, Done):
        collection = next((c for c in find_grouped(context.scene) if c[MADE_BY_RUN] == outcome.run_id), None)
        if collection is None:  # it was undone or deleted, or is in another scene, so it is not reported here
            return
        box = layout.box()
        box.label(text=group_words(collection), icon="CHECKMARK" if not outcome.notes else "INFO")
        draw_notes(box, outcome, context)
        draw_paragraph(box, outcome.summary, context)
    elif isinstance(outcome, Ended) and window.was_asked_for("run"):
        draw_ended(layout.box(), outcome, context)


def draw_notes(layout, outcome, context):
    """What to know before the groups are trusted."""
    for note in outcome.notes:
        if note not in outcome.summary:  # the summary contains the gravest one when it held the colors back
            draw_paragraph(layout, note, context)


def draw_waiting(layout, context):
    draw_paragraph(layout.box(), "The colors come as soon as you are back in Object Mode.", context)


def draw_ended(layout, outcome, context):
    if not outcome.was_cancelled_here:
        layout.label(text="Not done", icon="ERROR")
    draw_paragraph(layout, outcome.sentence, context)


def group_words(collection):
    """`5 groups: 9, 8, 8, 8, 7`, the largest first."""
    sizes = sorted(collection[GROUP_SIZES], reverse=True)
    shown = ", ".join(str(size) for size in sizes[:8])
    return f"{len(sizes)} groups: {shown}{' ...' if len(sizes) > 8 else ''}"


def draw_colors(layout, scene):
    column = layout.column()
    column.operator(operators.SHAPEKIN_OT_apply_colors.bl_idname, icon="COLOR")
    if len(find_grouped(scene)) > 1:
        column.menu(SHAPEKIN_MT_runs.bl_idname)
    column.operator(operators.SHAPEKIN_OT_restore_colors.bl_idname, icon="LOOP_BACK")
    column.operator(operators.SHAPEKIN_OT_frame_shapes.bl_idname, icon="VIEWZOOM")


CLASSES = (SHAPEKIN_MT_runs, SHAPEKIN_PT_run, SHAPEKIN_PT_run_advanced)
