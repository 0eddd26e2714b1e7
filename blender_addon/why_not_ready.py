"""Why nothing, or not this, can be asked of the server now: texts for buttons that are grey."""

from .generated.properties import OF_PRESET, chosen
from .states import Connected, Connecting, NoServer, Off, Reconnecting, RefusedLink, StartingServer, unknown


def why_not_ready(session):
    """The reason for a person; None = it can be asked."""
    if session is None:
        return "Needs a window; see headless.py for work without one"
    if session.is_busy:
        return "A run is under way: wait for its end, or cancel it"
    words = _link_words(session.link)
    if words is None and session.is_ending:
        return "What was cancelled is just ending"
    return words


def why_too_few(settings):
    """Why a run can not be made with what is ticked; None = it can."""
    if len(chosen(settings, "bases")) < 2:
        return "Tick two things at least, below Advanced: a kind is told from another"
    if OF_PRESET["modifiers"][settings.preset] and not chosen(settings, "modifiers"):
        return "Tick a modifier at least, below Advanced, or take the preset Seed"
    return None


def _link_words(link):
    if isinstance(link, Connected):
        return None
    if isinstance(link, Off | Connecting):
        return "Just connecting to the server"
    if isinstance(link, StartingServer):
        return "The server is just starting"
    if isinstance(link, Reconnecting):
        return "The connection to the server broke: it is tried again"
    if isinstance(link, NoServer | RefusedLink):
        return link.sentence
    raise unknown(link)
