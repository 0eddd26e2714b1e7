/** Numbers both sides agree on; Python's copy is generated. */

/** Raised when a message or frame changes its meaning: older and newer then refuse each other with a clear word. */
export const PROTOCOL_VERSION = 6

/** The server's usual port; the address is `http://127.0.0.1:8642`. */
export const DEFAULT_PORT = 8642

/** WebSocket path of Blender. */
export const BLENDER_PATH = '/blender'

/** 256 MiB: five million triangles and their vertices; far beyond what the histograms take (2 million). */
export const MAX_FRAME_BYTES = 256 * 1024 * 1024

/** 1 MiB: a page of a scene's objects takes some 50 kB, and 700 kB with the longest names and paths that Blender has. */
export const MAX_TEXT_BYTES = 1024 * 1024

/** Objects of a selection that is shared with the page: their names and paths fit into a text, and into a blink. */
export const MOST_SELECTED = 5000

/** Recipes under way at once: enough to hide the socket's latency, few enough that cancel stops within 1 s. */
export const BUILD_WINDOW = 32

/** A server answers within 8 s on the slowest machine tried; twice that and a margin. Milliseconds. */
export const SILENCE_MS = 20_000

/** Blender answers nothing while it is busy with one long step, a heavy modifier or a rendering, say. Milliseconds. */
export const BUSY_MS = 600_000

/** How long a new socket may take to say hello: the add-on does at once, a busy machine lets it wait. Milliseconds. */
export const HELLO_MS = 10_000
/** A Blender tells its selection for so long after somebody has last asked for it. Seconds. */
export const WATCH_SECONDS = 60

/** How long a run waits for its Blender to come back after a dropped socket. Milliseconds. */
export const RECONNECT_MS = 15_000
