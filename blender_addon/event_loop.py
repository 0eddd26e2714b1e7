"""The add-on's asyncio loop. It runs only while it is turned, between two pieces of Blender's own work. No bpy.

No thread: each would take Python's lock from Blender by turns, which costs a tenth of the time that a mesh of 1,000
triangles takes to be read and sent, and runs beside operators that look at data without the lock.
"""

import asyncio

# Steps from a byte at a socket to what it is for: socket, reader, the coroutine that reads, those that wait for it.
STEPS = 8

_loop = None
_is_interrupted = False


def start(coroutine):
    """The task that the coroutine becomes. It goes on whenever the loop is turned."""
    return _get_loop().create_task(coroutine)


def turn():
    """Does what can be done without waiting."""
    for _ in range(STEPS):
        _get_loop().call_soon(wake)
        _run()


def wait(seconds):
    """Does what comes up until `wake` is called, for at most so many seconds."""
    timer = _get_loop().call_later(seconds, wake)
    try:
        _run()
    finally:
        timer.cancel()


def wake():
    """Ends a `wait` that is under way. Only for what the loop runs."""
    _get_loop().stop()


def run(coroutine):
    """The result of a coroutine, waited for. Raises what it raises."""
    task = start(coroutine)
    try:
        _wait_for(task)
    finally:
        end(task)
    return task.result()


def end(task):
    """Cancels a task and waits until it has tidied up."""
    task.cancel()
    _wait_for(task)


async def within(seconds, coroutine):
    """What the coroutine gives. Raises what it raises, and asyncio.TimeoutError when it takes longer.

    asyncio.wait_for, up to Python 3.11, loses a cancellation that comes while the coroutine ends: `end` would then wait
    for ever.
    """
    task = asyncio.ensure_future(coroutine)
    try:
        await asyncio.wait([task], timeout=seconds)
        if not task.done():
            raise asyncio.TimeoutError
        return task.result()
    finally:
        if not task.done():
            task.cancel()
            await asyncio.wait([task])
        task.cancelled() or task.exception()  # which is asked for, or asyncio prints it


def interrupt():
    """Raises KeyboardInterrupt for a signal: in no coroutine, as it would end there, but in who waits for the loop."""
    global _is_interrupted
    if _loop is None or not _loop.is_running():
        raise KeyboardInterrupt
    _is_interrupted = True
    _loop.call_soon_threadsafe(wake)  # which ends its waiting for sockets, too


def close():
    """Frees what the loop holds. The next task makes a new one."""
    global _loop
    if _loop:
        _loop.close()
        _loop = None


def _get_loop():
    global _loop
    if _loop is None:
        _loop = asyncio.new_event_loop()
    return _loop


def _run():
    global _is_interrupted
    _get_loop().run_forever()
    if _is_interrupted:
        _is_interrupted = False
        raise KeyboardInterrupt


def _wait_for(task):
    task.add_done_callback(lambda _: wake())
    while not task.done():
        _run()
