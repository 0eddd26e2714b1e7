import { NETWORK_SHA256 } from './network/networkFile.js'

/**
 * Raised when the same mesh gives other pictures or other numbers of them than before, or a view block places the same numbers
 * elsewhere (VIEW_TAPS, sayOfLook): older blocks are then none. Version 1 had two taps and no thinness.
 */
export const VIEWS_VERSION = 2

/** What decides the numbers of views beside the mesh and ViewOptions: taps of one are never mixed with those of another. */
export const VIEWS_ID = `efficientnet-lite0-${NETWORK_SHA256.slice(0, 16)}-v${VIEWS_VERSION}`
