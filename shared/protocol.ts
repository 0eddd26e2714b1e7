/** Numbers that server and add-on must agree on; Python's copy is generated. */

/**
 * Must be raised when a message or frame changes its meaning. Older and newer versions then refuse each other with a
 * clear message.
 */
export const PROTOCOL_VERSION = 7

/** The server's usual port; the address is `http://127.0.0.1:8642`. */
export const DEFAULT_PORT = 8642

/** Path of the WebSocket for Blender. */
export const BLENDER_PATH = '/blender'

/** 256 MiB: five million triangles with their vertices, far more than the 2 million that descriptors accept. */
export const MAX_FRAME_BYTES = 256 * 1024 * 1024

/**
 * 1 MiB: a page of a scene's objects takes some 50 kB, or 700 kB with the longest names and paths that Blender
 * allows.
 */
export const MAX_TEXT_BYTES = 1024 * 1024

/**
 * Most objects in a selection that is shared with the page. Their names and paths fit into one text, and selecting
 * them takes no noticeable time.
 */
export const MOST_SELECTED = 5000

/**
 * Most recipes under way: enough to hide the latency of the socket, few enough that cancelling takes less than 1 s.
 */
export const BUILD_WINDOW = 32

/**
 * Milliseconds without an answer after which the server counts as gone. It answers within 8 s on the slowest machine
 * tried; this is twice that and a margin.
 */
export const SILENCE_MS = 20_000

/**
 * Milliseconds that Blender may be silent. It answers nothing while it does one long step, such as a heavy modifier or
 * a rendering.
 */
export const BUSY_MS = 600_000

/** Milliseconds in which a new socket must say hello. The add-on does so at once, but a busy machine may delay it. */
export const HELLO_MS = 10_000
/** Seconds for which a Blender reports its selection after somebody last asked for it. */
export const WATCH_SECONDS = 60

/** Milliseconds that a run waits for its Blender to connect again after a dropped socket. */
export const RECONNECT_MS = 15_000
