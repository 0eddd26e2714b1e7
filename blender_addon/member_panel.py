"""The objects of the group that is active in the list, odd ones first."""

import bpy

from . import wish_operators
from .draw_card import draw_card, draw_cards
from .paragraph import draw_paragraph
from .shown_groups import MOST_LISTED


class SHAPEKIN_UL_members(bpy.types.UIList):
    """A card of each object: picture, name, how alike it is to the most typical one"""

    bl_idname = "SHAPEKIN_UL_members"

    def draw_item(self, _context, layout, _data, item, _icon, _active_data, _active_name):
        draw_card(layout, item.picture, f"{item.likeness:.0f} % alike").label(text=item.name)


class SHAPEKIN_PT_members(bpy.types.Panel):
    bl_idname = "SHAPEKIN_PT_members"
    bl_label = "Odd Ones Out"
    bl_parent_id = "SHAPEKIN_PT_groups"
    bl_category = "Shapekin"
    bl_space_type, bl_region_type = "VIEW_3D", "UI"
    bl_options = {"DEFAULT_CLOSED"}

    @classmethod
    def poll(cls, context):
        return len(context.scene.shapekin_groups.members) > 0

    def draw(self, context):
        layout, settings = self.layout, context.scene.shapekin_groups
        draw_cards(layout, "SHAPEKIN_UL_members", settings, "members", "members_active", rows=4)
        size = settings.items[settings.active].size if settings.active < len(settings.items) else 0
        if size > MOST_LISTED:
            draw_paragraph(layout, f"and {size - MOST_LISTED} more that are more alike", context)
        column = layout.column(align=True)
        column.operator(wish_operators.SHAPEKIN_OT_not_of_group.bl_idname, icon="REMOVE")
        column.operator(wish_operators.SHAPEKIN_OT_belong_together.bl_idname, icon="ADD")
        layout.operator(wish_operators.SHAPEKIN_OT_forget_wishes.bl_idname, icon="TRASH")


CLASSES = (SHAPEKIN_UL_members, SHAPEKIN_PT_members)
