"""The panel that finds what is like the active object."""

import bpy

from . import similar_operators, window
from .kept_grouping import kept_grouping
from .paragraph import draw_paragraph
from .task_drawing import draw_end, draw_work


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
        if session is None:
            draw_button(layout)
        else:
            draw_work(layout, session, context, "similar", draw_button)
            draw_end(layout, session.own, context, "similar", lambda _done: window.was_asked_for("similar"))
        if settings.found:
            layout.template_list("SHAPEKIN_UL_found", "", settings, "found", settings, "found_active", rows=4)
            item = settings.found[min(settings.found_active, len(settings.found) - 1)]
            draw_paragraph(layout, f"{item.name}: distance {item.distance:.3f}", context)
            row = layout.row(align=True)
            step = similar_operators.SHAPEKIN_OT_step_similar.bl_idname
            row.operator(step, text="Previous", icon="TRIA_LEFT").step = -1
            row.operator(step, text="Next", icon="TRIA_RIGHT").step = 1


def draw_button(layout):
    layout.operator(similar_operators.SHAPEKIN_OT_find_similar.bl_idname, icon="VIEWZOOM")


CLASSES = (SHAPEKIN_UL_found, SHAPEKIN_PT_similar)
