"""The operators for what a person says about groups: what belongs together, and what does not. Each only calls
functions of other modules.
"""

import bpy

from .colored import keeps_properties
from .group_wishes import forget_wishes, has_wishes, say_apart, say_together
from .notes_changed import note_change
from .shown_groups import find_groups, hand_on_words, show_groups
from .task_operators import OnGroups


class OnSelection(OnGroups):
    """Base of operators on selected objects that were grouped."""

    bl_options = {"REGISTER", "UNDO"}
    fewest = 1

    @classmethod
    def poll(cls, context):
        if not super().poll(context):
            return False
        if len(context.view_layer.objects.selected) < cls.fewest:
            cls.poll_message_set("Select the object first" if cls.fewest == 1 else "Select two or more objects first")
        elif context.mode != "OBJECT":
            cls.poll_message_set("Go back to Object Mode first")
        else:
            return True
        return False

    def find(self, context):
        """[(slot, selected objects, the others)] of each group with selected objects, the largest first. Tells the
        person what can not be remembered.
        """
        selected = set(context.view_layer.objects.selected)
        if not all(map(keeps_properties, selected)):
            self.report({"WARNING"}, "Nothing is remembered about objects of libraries: they keep no properties")
        parts = []
        for group in find_groups(context.scene):
            rows = {row for each, row in zip(group.objects, group.rows) if each in selected}
            if rows:  # copies of a mesh are always in one group
                own = [each for each, row in zip(group.objects, group.rows) if row in rows]
                others = [each for each, row in zip(group.objects, group.rows) if row not in rows]
                parts.append((group.slot, own, others))
        if not parts:
            self.report({"WARNING"}, "None of them was grouped: press Group Objects with them among the objects")
        return parts


class SHAPEKIN_OT_not_of_group(OnSelection, bpy.types.Operator):
    """Take the selected objects out of their group. It is remembered in the file and the next time, too"""

    bl_idname = "shapekin.not_of_group"
    bl_label = "Not of This Group"

    def execute(self, context):
        parts = self.find(context)
        apart = [(own, others) for _, own, others in parts if others]
        for own, others in apart:
            say_apart(own, others)
        if apart:
            note_change(context.scene)
        show_groups(context.scene)
        if apart:
            count = sum(len(own) for own, _ in apart)
            copies = count - len(context.view_layer.objects.selected)
            words = f", copies of the same mesh among them: {copies}" if copies > 0 else ""
            self.report({"INFO"}, f"{count} objects are out of their group{words}")
        elif parts:
            self.report({"WARNING"}, "The whole group is selected: select only what does not belong to it")
        return {"FINISHED"} if apart else {"CANCELLED"}


class SHAPEKIN_OT_belong_together(OnSelection, bpy.types.Operator):
    """Put the selected objects, and so their groups, together. It is remembered in the file and the next time, too"""

    bl_idname = "shapekin.belong_together"
    bl_label = "These Belong Together"
    fewest = 2

    def execute(self, context):
        parts = self.find(context)
        if not parts:
            return {"CANCELLED"}
        objects = [each for _, own, _ in parts for each in own]
        say_together(objects, context.scene.objects)
        hand_on_words(context.scene, objects, [slot for slot, _, _ in parts])
        note_change(context.scene)
        show_groups(context.scene)
        self.report({"INFO"}, f"{len(objects)} objects are in one group")
        return {"FINISHED"}


class SHAPEKIN_OT_forget_wishes(OnGroups, bpy.types.Operator):
    """Forget all that was said about groups of this scene's objects: what belongs together, and what does not"""

    bl_idname = "shapekin.forget_wishes"
    bl_label = "Forget What I Said"
    bl_options = {"REGISTER", "UNDO"}

    @classmethod
    def poll(cls, context):
        if not super().poll(context):
            return False
        if not has_wishes(context.scene.objects):
            cls.poll_message_set("Nothing was said yet about what belongs together")
            return False
        return True

    def execute(self, context):
        count = forget_wishes(context.scene.objects)
        note_change(context.scene)
        show_groups(context.scene)
        self.report({"INFO"}, f"Forgot what was said about {count} object{'' if count == 1 else 's'}")
        return {"FINISHED"}


CLASSES = (SHAPEKIN_OT_not_of_group, SHAPEKIN_OT_belong_together, SHAPEKIN_OT_forget_wishes)
