"""The panel that finds what is like the active object."""

import bpy

from . import similar_operators, window
from .kept_grouping import kept_grouping
from .panel import draw_ended, draw_notes, draw_progress, draw_waiting
from .paragraph import draw_paragraph
from .states import Done, Ended, NoRun


class SHAPEKIN_UL_found(bpy.types.UIList):
    """Name and how alike"""

    bl_idname = "SHAPEKIN_UL_found"

    def draw_item(self, _context, layout, _data, item, _icon, _active_data, _active_name):
        row = layout.row(align=True)
        row.label(text=item.name, icon="FILE_3D" if item.is_in_library else "NONE")
        figure = row.row()
        figure.ui_units_x = 1.9
        figure.alignment = "RIGHT"
        figure.label(text=f"{item.likeness:.0f} %")


class SHAPEKIN_PT_similar(bpy.types.Panel):
    bl_idname = "SHAPEKIN_PT_similar"
    bl_label = "Find Similar"
    bl_category = "Shapekin"
    bl_space_type, bl_region_type = "VIEW_3D", "UI"
    bl_order = 2
    bl_options = {"DEFAULT_CLOSED"}

    @classmethod
    def poll(cls, context):
        return window.session() is not None or kept_grouping(context.scene) is not None

    def draw(self, context):
        layout, settings, session = self.layout, context.scene.shapekin_groups, window.session()
        layout.row().prop(settings, "find_by", expand=True)
        by_number = settings.find_by == "NUMBER"
        layout.prop(settings, "find_count" if by_number else "find_percent", slider=not by_number)
        if session and session.is_busy and window.was_asked_for("similar"):
            draw_progress(layout, session, context)
        else:
            layout.operator(similar_operators.SHAPEKIN_OT_find_similar.bl_idname, icon="VIEWZOOM")
        if session and window.was_asked_for("similar"):
            if session.is_waiting_for_object_mode:
                draw_waiting(layout, context)
            draw_end(layout, session.own, context)
        if settings.found:
            layout.template_list("SHAPEKIN_UL_found", "", settings, "found", settings, "found_active", rows=4)
            item = settings.found[min(settings.found_active, len(settings.found) - 1)]
            draw_paragraph(layout, f"{item.name}: distance {item.distance:.3f}", context)
            row = layout.row(align=True)
            step = similar_operators.SHAPEKIN_OT_step_similar.bl_idname
            row.operator(step, text="Previous", icon="TRIA_LEFT").step = -1
            row.operator(step, text="Next", icon="TRIA_RIGHT").step = 1


def draw_end(layout, own, context):
    """How the last search ended."""
    outcome = own.outcome if isinstance(own, NoRun) else None
    if isinstance(outcome, Ended):
        draw_ended(layout.box(), outcome, context)
    elif isinstance(outcome, Done):
        box = layout.box()
        draw_paragraph(box, outcome.summary, context)
        draw_notes(box, outcome, context)


CLASSES = (SHAPEKIN_UL_found, SHAPEKIN_PT_similar)
