import { NETWORK_SHA256 } from './network/networkFile.js'

/**
 * Must be raised when the same mesh gives other pictures or other numbers of them than before, or when a view block
 * places the same numbers elsewhere (VIEW_TAPS, sayOfLook). View blocks of other versions are then ignored. Version 1
 * had two taps and no thinness, version 2 no deviations.
 */
export const VIEWS_VERSION = 3

/**
 * Identifies what decides the numbers of views besides the mesh and ViewOptions. Taps with different ids are never
 * mixed.
 */
export const VIEWS_ID = `efficientnet-lite0-${NETWORK_SHA256.slice(0, 16)}-v${VIEWS_VERSION}`
