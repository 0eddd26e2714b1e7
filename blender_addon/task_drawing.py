"""What the panels of tasks on a scene share: the source of objects, the button, and how the task ended."""

import bpy

from . import window
from .panel import draw_ended, draw_notes, draw_progress, draw_waiting
from .paragraph import draw_paragraph
from .states import Done, Ended, NoRun


def draw_source(layout, session, groups):
    """Draws which objects are used. groups: SceneGroups, which has this setting for every task. Returns the column,
    for further settings.
    """
    column = layout.column()
    column.use_property_split = True
    column.use_property_decorate = False
    column.enabled = not session.is_busy
    column.prop(groups, "source")
    if groups.source == "collection":
        column.prop_search(groups, "collection", bpy.data, "collections")
        if not groups.collection:
            column.label(text="Empty: the active collection", icon="INFO")
    return column


def draw_work(layout, session, context, task, draw_button):
    """Draws the task's button or, while the task is under way, its progress in place of the button."""
    if session.is_busy and window.was_asked_for(task):
        # In place of the button, because a button under the mouse stays grey until the mouse has left it.
        draw_progress(layout, session, context)
    else:
        draw_button(layout)
    if session.is_waiting_for_object_mode and window.was_asked_for(task):
        draw_waiting(layout, context)


def draw_end(layout, own, context, task, is_shown):
    """Draws how the task ended, where that is news. is_shown: for a Done, whether its result is what the panel
    shows.
    """
    outcome = own.outcome if isinstance(own, NoRun) else None
    if isinstance(outcome, Ended) and window.was_asked_for(task):
        draw_ended(layout.box(), outcome, context)
    elif isinstance(outcome, Done) and is_shown(outcome):
        box = layout.box()
        draw_paragraph(box, outcome.summary, context)
        draw_notes(box, outcome, context)
