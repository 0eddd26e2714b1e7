"""The panel that finds duplicates in a scene and links their meshes."""

import bpy

from . import duplicate_operators, window
from .found_duplicates import LINKED
from .paragraph import draw_paragraph
from .task_drawing import draw_end, draw_source, draw_work


class SHAPEKIN_UL_duplicates(bpy.types.UIList):
    """Tick, object, the one with the same mesh, and whether it was linked"""

    bl_idname = "SHAPEKIN_UL_duplicates"

    def draw_item(self, _context, layout, _data, item, _icon, _active_data, _active_name):
        row = layout.row(align=True)
        if item.outcome == LINKED:
            row.label(text="", icon="LINKED")
        else:
            row.prop(item, "is_chosen", text="")
        words = row.row(align=True)
        words.active = item.is_chosen
        words.label(text=item.name)
        words.label(text=item.of)
        if item.outcome not in {"", LINKED}:
            row.label(text="", icon="INFO")


class SHAPEKIN_PT_duplicates(bpy.types.Panel):
    bl_idname = "SHAPEKIN_PT_duplicates"
    bl_label = "Duplicates"
    bl_category = "Shapekin"
    bl_space_type, bl_region_type = "VIEW_3D", "UI"
    bl_order = 4
    bl_options = {"DEFAULT_CLOSED"}

    def draw(self, context):
        layout, session = self.layout, window.session()
        settings, groups = context.scene.shapekin_duplicates, context.scene.shapekin_groups
        if session is None:
            return
        draw_source(layout, session, groups).prop(settings, "tolerance", text="Apart (%)")
        draw_work(layout, session, context, "duplicates", draw_button)
        draw_end(layout, session.own, context, "duplicates", lambda done: settings.run_id == done.run_id)
        if settings.items:
            draw_list(layout, settings, context)


def draw_button(layout):
    layout.operator(duplicate_operators.SHAPEKIN_OT_find_duplicates.bl_idname, icon="VIEWZOOM")


def draw_list(layout, settings, context):
    linked = sum(item.outcome == LINKED for item in settings.items)
    if linked:
        layout.label(text=f"{len(settings.items) - linked} not linked, {linked} linked")
    layout.template_list("SHAPEKIN_UL_duplicates", "", settings, "items", settings, "active", rows=5)
    item = settings.items[min(settings.active, len(settings.items) - 1)]
    box = layout.box()
    for line in evidence_of(item):
        draw_paragraph(box, line, context)
    row = layout.row(align=True)
    row.operator(duplicate_operators.SHAPEKIN_OT_look_at_duplicate.bl_idname, icon="HIDE_OFF")
    row.operator(duplicate_operators.SHAPEKIN_OT_select_duplicates.bl_idname, icon="RESTRICT_SELECT_OFF")
    layout.operator(duplicate_operators.SHAPEKIN_OT_link_duplicates.bl_idname, icon="LINKED")


def evidence_of(item):
    """Lines with the evidence that an item of the list is a duplicate, and with what was done about it."""
    own, other = item.triangles
    lines = [
        f"{item.name}, like {item.of}: {item.changes or 'the very same'}",
        f"{item.residual:.3g} apart at most, {100 * item.share:.4f} % of the size",
        f"{own} and {other} triangles" if own != other else f"{own} triangles each",
    ]
    return [*lines, item.outcome] if item.outcome else lines


CLASSES = (SHAPEKIN_UL_duplicates, SHAPEKIN_PT_duplicates)
