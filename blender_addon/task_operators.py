"""What operators on tasks share: when they can be used, and why not."""

from . import window
from .kept_grouping import kept_grouping
from .why_not_ready import why_not_ready


class AsksServer:
    """Base of operators that let the server work on the objects of the scene."""

    when_nothing_is_selected = "Nothing is selected: select the objects, or choose Visible above"

    @classmethod
    def poll(cls, context):
        reason = why_not_ready(window.session())
        if reason:
            cls.poll_message_set(reason)
        elif context.scene.shapekin_groups.source == "selection" and not context.selected_objects:
            cls.poll_message_set(cls.when_nothing_is_selected)
        else:
            return True
        return False


class OnGroups:
    """Base of operators on the groups of the scene."""

    @classmethod
    def poll(cls, context):
        if kept_grouping(context.scene) is None:
            cls.poll_message_set("No groups in this scene yet: press Group Objects first")
            return False
        return True


class OnList:
    """Base of operators on the list that a task found. `settings_of` returns the settings that hold the list as
    `items`.
    """

    when_empty = ""

    @classmethod
    def poll(cls, context):
        if not cls.settings_of(context.scene).items:
            cls.poll_message_set(cls.when_empty)
        elif context.mode != "OBJECT":
            cls.poll_message_set("Go back to Object Mode first")
        else:
            return True
        return False

    @classmethod
    def active_item(cls, context):
        settings = cls.settings_of(context.scene)
        return settings.items[min(settings.active, len(settings.items) - 1)]
