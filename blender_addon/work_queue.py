"""The work in Blender that a session has still to do."""

from collections import deque


class WorkQueue:
    """Work in the order in which it came, and groups to be shown as soon as Blender can note an undo step.

    is_live: function from a run's id to whether its work is still wanted; fail: called with the run's id and the
    exception of work that failed.
    """

    def __init__(self, is_live, fail):
        self._is_live = is_live
        self._fail = fail
        self._work = deque()  # (run id, callable)
        self._unshown = deque()  # (RunScene or GroupedScene whose groups wait to be shown, the steps that show them)

    def __len__(self):
        """Number of pieces of work, without what waits to be shown."""
        return len(self._work)

    def add(self, run_id, work):
        """work: called again for as long as it returns something true."""
        self._work.append((run_id, work))

    def add_steps(self, run_id, steps):
        """steps: a generator; between its steps Blender handles the window."""
        self.add(run_id, lambda: next(steps, steps) is not steps)

    def add_showing(self, scene):
        """Adds the groups of this scene to what will be shown."""
        self._unshown.append((scene, scene.show_groups()))

    @property
    def has_next(self):
        return bool(self._work) or self._can_show()

    @property
    def is_showing_late(self):
        """Whether colors wait because Blender is in a mode in which showing them would break the undo steps."""
        return bool(self._unshown)

    def do_next(self):
        """Returns whether it showed something, which Blender has to evaluate and draw."""
        is_showing = self._can_show()
        if is_showing:
            self._show()
        else:
            self._do(*self._work.popleft())
        return is_showing

    def drop_work(self, run_id):
        self._work = deque(each for each in self._work if each[0] != run_id)

    def drop_showing(self, run_id):
        """Closes the steps of this run; steps that have begun may then finish what must not stay half done."""
        dropped = [steps for scene, steps in self._unshown if scene.run_id == run_id]
        self._unshown = deque(each for each in self._unshown if each[0].run_id != run_id)
        for steps in dropped:
            steps.close()

    def drop_all_work(self):
        self._work.clear()

    def drop_all_showing(self):
        self._unshown.clear()

    def _do(self, run_id, work):
        if not self._is_live(run_id):
            return
        try:
            if work():
                self._work.appendleft((run_id, work))
        except Exception as error:  # a run must end with an error message, whatever Blender raises
            self._fail(run_id, error)

    def _can_show(self):
        return bool(self._unshown) and self._unshown[0][0].can_show_groups()

    def _show(self):
        """Does one step of what is shown."""
        scene, steps = self._unshown.popleft()
        try:
            if next(steps, steps) is not steps:
                self._unshown.appendleft((scene, steps))
        except Exception as error:
            self._fail(scene.run_id, error)
