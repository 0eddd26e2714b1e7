"""The panel that sorts the unsorted objects of a scene by those that are sorted."""

import bpy

from . import sort_operators, window
from .paragraph import draw_paragraph
from .sorted_objects import is_moved
from .task_drawing import draw_end, draw_source, draw_work


class SHAPEKIN_UL_sorted(bpy.types.UIList):
    """Tick, object, where it belongs and how sure that is"""

    bl_idname = "SHAPEKIN_UL_sorted"

    def draw_item(self, _context, layout, data, item, _icon, _active_data, _active_name):
        row = layout.row(align=True)
        row.prop(item, "is_chosen", text="")
        words = row.row(align=True)
        words.active = is_moved(data, item)
        names = words.split(factor=0.62, align=True)
        names.label(text=item.name)
        names.label(text=item.kind)
        figure = words.row()
        figure.ui_units_x = 1.7
        figure.alignment = "RIGHT"
        figure.label(text=f"{item.percent:.0f} %")


class SHAPEKIN_PT_sort(bpy.types.Panel):
    bl_idname = "SHAPEKIN_PT_sort"
    bl_label = "Sort the Rest"
    bl_category = "Shapekin"
    bl_space_type, bl_region_type = "VIEW_3D", "UI"
    bl_order = 3
    bl_options = {"DEFAULT_CLOSED"}

    def draw(self, context):
        layout, session = self.layout, window.session()
        settings, groups = context.scene.shapekin_sorting, context.scene.shapekin_groups
        if session is None:
            return
        column = draw_source(layout, session, groups)
        column.prop(settings, "classes")
        if settings.classes == "collections":
            column.prop_search(settings, "unsorted", bpy.data, "collections")
        else:
            column.prop(settings, "unsorted")
        draw_work(layout, session, context, "sorting", draw_button)
        is_listed = bool(settings.items)  # what was said is of no use once all has moved
        draw_end(layout, session.own, context, "sorting", lambda done: is_listed and settings.run_id == done.run_id)
        if is_listed:
            draw_list(layout, settings, context)
        elif settings.run_id:
            draw_paragraph(layout, "All that was listed is sorted", context)


def draw_button(layout):
    layout.operator(sort_operators.SHAPEKIN_OT_sort.bl_idname, icon="VIEWZOOM")


def draw_list(layout, settings, context):
    layout.label(text=f"{len(settings.items)}, the doubtful first")
    layout.template_list("SHAPEKIN_UL_sorted", "", settings, "items", settings, "active", rows=6)
    item = settings.items[min(settings.active, len(settings.items) - 1)]
    draw_paragraph(layout, words_of(item), context)
    layout.operator(sort_operators.SHAPEKIN_OT_look_at_sorted.bl_idname, icon="HIDE_OFF")
    layout.prop(settings, "sure", slider=True)
    column = layout.column(align=True)
    column.operator(sort_operators.SHAPEKIN_OT_move_sorted.bl_idname, icon="OUTLINER_COLLECTION")
    if settings.by_names:
        column.operator(sort_operators.SHAPEKIN_OT_rename_sorted.bl_idname, icon="SORTALPHA")


def words_of(item):
    """An item of the list in full: its row has no room for a long name."""
    return f"{item.name}: {item.kind}, {item.percent:.0f} % sure, most like {item.nearest}"


CLASSES = (SHAPEKIN_UL_sorted, SHAPEKIN_PT_sort)
