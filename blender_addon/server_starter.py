"""Starts a server on this computer for a session that finds none. No bpy."""

from .local_server import Failed, LocalServer, Ready
from .states import Connected, NoServer


class ServerStarter:
    """The owner must call `follow` again and again, and `give_up` at the end. It tries once, until `retry` is
    called.
    """

    def __init__(self):
        self._server = None
        self._started_for = None  # the (address, token) for which a server is being started
        self._has_tried = False

    def follow(self, session, target, start):
        """target: the (address, token) that is wanted; start: (project, port) for starting a server, None = do not
        start one.
        """
        if isinstance(session.link, Connected):
            self._has_tried = False
        if self._server is None:
            if isinstance(session.link, NoServer) and start and not self._has_tried:
                self._has_tried = True
                self._started_for = target
                self._server = LocalServer(*start)
                session.note_starting()
            return
        state = self._server.state
        if not isinstance(state, Ready | Failed):
            if isinstance(session.link, NoServer):
                session.note_starting()
            return
        self._server = None
        if target[0] != self._started_for[0]:  # another address was entered meanwhile
            return
        if isinstance(state, Failed):
            session.note_no_server(state.sentence)
        elif not isinstance(session.link, Connected):
            session.connect(state.address, state.token)

    def retry(self):
        self._has_tried = False

    def give_up(self):
        """Ends a server that is not ready yet."""
        if self._server:
            self._server.give_up()
            self._server = None
