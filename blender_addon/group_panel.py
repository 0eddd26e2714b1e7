"""The panels that group a scene's own objects."""

import bpy

from . import group_operators, operators, window
from .draw_card import draw_card, draw_cards
from .generated.properties import draw_fields
from .kept_grouping import cut_settings, kept_grouping
from .left_out_words import left_out_words
from .panel import draw_link
from .paragraph import draw_paragraph
from .task_drawing import draw_end, draw_source, draw_work


class SHAPEKIN_PT_group(bpy.types.Panel):
    bl_idname = "SHAPEKIN_PT_group"
    bl_label = "Group Objects"
    bl_category = "Shapekin"
    bl_space_type, bl_region_type = "VIEW_3D", "UI"
    bl_order = 0

    def draw(self, context):
        layout, session, settings = self.layout, window.session(), context.scene.shapekin_groups
        if session is None:
            return
        draw_link(layout, session.link, context)
        column = draw_source(layout, session, settings)
        ways = column.row(align=True)
        ways.use_property_split = False
        ways.prop(settings, "cut_by", expand=True)
        by_number = settings.cut_by == "NUMBER"
        column.prop(settings, "groups" if by_number else "similar", slider=not by_number)
        draw_work(layout, session, context, "groups", draw_button)
        kept = kept_grouping(context.scene)
        # The remarks are about the groups that were asked for, until the tree is cut in another place.
        is_as_asked = kept and kept.first_cut == cut_settings(settings)
        draw_end(layout, session.own, context, "groups", lambda done: is_as_asked and kept.run_id == done.run_id)


class SHAPEKIN_PT_group_advanced(bpy.types.Panel):
    bl_idname = "SHAPEKIN_PT_group_advanced"
    bl_label = "Advanced"
    bl_parent_id = "SHAPEKIN_PT_group"
    bl_category = "Shapekin"
    bl_space_type, bl_region_type = "VIEW_3D", "UI"
    bl_options = {"DEFAULT_CLOSED"}

    def draw(self, context):
        layout = self.layout
        layout.use_property_split = True
        layout.use_property_decorate = False
        draw_fields(layout, context.scene.shapekin_groups, ("up", "scale", "views", "numbers"))
        layout.operator(group_operators.SHAPEKIN_OT_color_renders.bl_idname, icon="MATERIAL")
        layout.operator(group_operators.SHAPEKIN_OT_collect_every_group.bl_idname, icon="OUTLINER_COLLECTION")
        layout.operator(group_operators.SHAPEKIN_OT_mark_assets.bl_idname, icon="ASSET_MANAGER")


class SHAPEKIN_UL_groups(bpy.types.UIList):
    """A card of each group: color, picture of the most typical object, name, how many objects and how alike"""

    bl_idname = "SHAPEKIN_UL_groups"

    def draw_item(self, _context, layout, _data, item, _icon, _active_data, _active_name):
        row = layout.row(align=True)
        swatch = row.row()
        swatch.ui_units_x = 0.8
        swatch.prop(item, "color", text="")
        words = f"{item.size}, {item.likeness:.0f} %" if item.size > 1 else "alone"
        draw_card(row, item.picture, words).prop(item, "name", text="", emboss=False)


class SHAPEKIN_PT_groups(bpy.types.Panel):
    bl_idname = "SHAPEKIN_PT_groups"
    bl_label = "Groups"
    bl_category = "Shapekin"
    bl_space_type, bl_region_type = "VIEW_3D", "UI"
    bl_order = 1

    @classmethod
    def poll(cls, context):
        return kept_grouping(context.scene) is not None

    def draw(self, context):
        layout, settings = self.layout, context.scene.shapekin_groups
        draw_paragraph(layout, group_words([item.size for item in settings.items]), context)
        session = window.session()
        if session and session.notes.words:
            draw_paragraph(layout.box(), session.notes.words, context)
        draw_cards(layout, "SHAPEKIN_UL_groups", settings, "items", "active", rows=4)
        column = layout.column(align=True)
        row = column.row(align=True)
        row.operator(group_operators.SHAPEKIN_OT_select_group.bl_idname, icon="RESTRICT_SELECT_OFF")
        row.operator(group_operators.SHAPEKIN_OT_isolate_group.bl_idname, icon="ZOOM_SELECTED")
        row = column.row(align=True)
        row.operator(group_operators.SHAPEKIN_OT_hide_group.bl_idname, icon="HIDE_OFF")
        row.operator(group_operators.SHAPEKIN_OT_collect_group.bl_idname, icon="OUTLINER_COLLECTION")
        column = layout.column(align=True)
        column.operator(group_operators.SHAPEKIN_OT_color_groups.bl_idname, icon="COLOR")
        column.operator(operators.SHAPEKIN_OT_restore_colors.bl_idname, icon="LOOP_BACK")
        words = linked_words(context.scene)
        if words:
            draw_paragraph(layout.box(), words, context)


class SHAPEKIN_PT_left_out(bpy.types.Panel):
    bl_idname = "SHAPEKIN_PT_left_out"
    bl_label = "Left Out"
    bl_parent_id = "SHAPEKIN_PT_groups"
    bl_category = "Shapekin"
    bl_space_type, bl_region_type = "VIEW_3D", "UI"
    bl_options = {"DEFAULT_CLOSED"}

    @classmethod
    def poll(cls, context):
        return bool(kept_grouping(context.scene).left_out)

    def draw_header_preset(self, context):
        self.layout.label(text=f"{len(kept_grouping(context.scene).left_out)}")

    def draw(self, context):
        for words in left_out_words(kept_grouping(context.scene).left_out):
            draw_paragraph(self.layout, words, context)


def draw_button(layout):
    row = layout.row()
    row.scale_y = 1.4
    row.operator(group_operators.SHAPEKIN_OT_group.bl_idname, icon="OUTLINER_OB_GROUP_INSTANCE")


def group_words(sizes):
    """`5 groups, 3 alone`: a single line, as the list needs the space."""
    alone = sum(size == 1 for size in sizes)
    groups = len(sizes) - alone
    words = f"{groups} group{'' if groups == 1 else 's'}"
    return f"{words}, {alone} alone" if alone else words


def linked_words(scene):
    """A remark about what is not stored for colored objects of libraries; '' if there are none."""
    count = sum(1 for _, _, is_override in kept_grouping(scene).linked if not is_override)
    if count == 0 or not scene.shapekin_groups.is_shown:
        return ""
    whose = "color of a linked object is" if count == 1 else f"colors of {count} linked objects are"
    return f"The {whose} not saved with this file: Color Groups shows them again"


CLASSES = (
    SHAPEKIN_PT_group,
    SHAPEKIN_PT_group_advanced,
    SHAPEKIN_UL_groups,
    SHAPEKIN_PT_groups,
    SHAPEKIN_PT_left_out,
)
