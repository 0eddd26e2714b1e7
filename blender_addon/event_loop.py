"""The add-on's asyncio loop. It runs only while it is turned, between two pieces of Blender's own work. No bpy.

It is not a thread. A thread would take turns with Blender at Python's lock, which costs a tenth of the time in which a
mesh of 1,000 triangles is read and sent, and it would run while operators look at data without holding the lock.
"""

import asyncio

# Turns that a byte at a socket takes to reach its purpose: socket, reader, the coroutine that reads, and those that
# wait for it.
STEPS = 8

_loop = None
_is_interrupted = False


def start(coroutine):
    """Starts a coroutine as a task, which is returned. It goes on whenever the loop is turned."""
    return _get_loop().create_task(coroutine)


def turn():
    """Does what can be done without waiting."""
    for _ in range(STEPS):
        _get_loop().call_soon(wake)
        _run()


def wait(seconds):
    """Handles what comes, until `wake` is called, for at most this many seconds."""
    timer = _get_loop().call_later(seconds, wake)
    try:
        _run()
    finally:
        timer.cancel()


def wake():
    """Ends a `wait` that is under way. Call it only from within the loop."""
    _get_loop().stop()


def run(coroutine):
    """Runs a coroutine to its end and returns its result. Raises what it raises."""
    task = start(coroutine)
    try:
        _wait_for(task)
    finally:
        end(task)
    return task.result()


def end(task):
    """Cancels a task and waits until it has cleaned up."""
    task.cancel()
    _wait_for(task)


async def within(seconds, coroutine):
    """The result of a coroutine. Raises what it raises, and asyncio.TimeoutError when it takes longer.

    asyncio.wait_for is not used: up to Python 3.11 it loses a cancellation that comes while the coroutine ends, and
    `end` would then wait for ever.
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
        task.cancelled() or task.exception()  # reads the exception, because asyncio prints one that nobody has read


def interrupt():
    """Raises KeyboardInterrupt for a signal, in the code that waits for the loop. In a coroutine it would end only
    that.
    """
    global _is_interrupted
    if _loop is None or not _loop.is_running():
        raise KeyboardInterrupt
    _is_interrupted = True
    _loop.call_soon_threadsafe(wake)  # also ends the waiting for sockets


def close():
    """Frees what the loop holds. The next task makes a new loop."""
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
