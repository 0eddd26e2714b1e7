"""What the sidebar tab shows when the add-on could not be loaded."""

import textwrap

import bpy

# Letters in a line of the sidebar in its usual width. Nothing that could be missing, too, may be used to measure it.
LETTERS = 36

sentence = ""


class SHAPEKIN_PT_trouble(bpy.types.Panel):
    bl_idname = "SHAPEKIN_PT_trouble"
    bl_label = "Shapekin"
    bl_category = "Shapekin"
    bl_space_type, bl_region_type = "VIEW_3D", "UI"

    def draw(self, context):
        column = self.layout.column(align=True)
        column.label(text="Not loaded", icon="ERROR")
        for line in textwrap.wrap(sentence, LETTERS):
            column.label(text=line)
