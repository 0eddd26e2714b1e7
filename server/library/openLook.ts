import type { Look } from '../descriptor/describeSource.js'
import type { ViewOptions } from '../views/renderViews.js'
import { ViewPool } from '../views/viewPool.js'
import { SightCache } from './sightCache.js'

/** How to look at the meshes of a source. */
export interface LookPlan {
  readonly view: ViewOptions
  /** Turns the packed sight of a mesh into its look. */
  readonly place: (sight: Float32Array) => Float32Array
}

export interface OpenLook {
  readonly look: Look
  /** Ends the threads. */
  readonly close: () => Promise<void>
}

/**
 * Looks at meshes on a pool of its own, and keeps the sights by the meshes' content.
 *
 * @param home    see SHAPEKIN_HOME
 * @param workers number of threads; default one per core
 */
export function openLook({ view, place }: LookPlan, home: string, workers?: number): OpenLook {
  const pool = new ViewPool({ workers })
  return {
    look: async (mesh, key, up, signal) => {
      const own = { ...view, up }
      const cache = new SightCache(home, own)
      const kept = await cache.get(key)
      if (kept) return place(kept)
      const sight = await pool.look(mesh, own, signal)
      await cache.put(key, sight)
      return place(sight)
    },
    close: () => pool.close(),
  }
}
