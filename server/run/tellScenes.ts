import { isLive } from './isLive.js'
import type { Scenes } from './scenes.js'
import { tellChanges } from './tellChanges.js'

/**
 * Calls `tell` when work on a scene has come farther.
 * @param now milliseconds
 */
export function tellScenes(scenes: Scenes, tell: (id: string) => void, now: () => number): void {
  const tellers = new Map<string, ReturnType<typeof tellChanges>>()
  scenes.onChange(({ id, state }) => {
    const tellIt = tellers.get(id) ?? tellChanges(() => tell(id), now)
    if (state.status === 'running') tellIt(state)
    else tellIt({ stage: state.status, done: 0, total: 0 })
    if (isLive(state)) tellers.set(id, tellIt)
    else tellers.delete(id)
  })
}
