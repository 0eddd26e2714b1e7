import { useEffect, useRef } from 'preact/hooks'
import { WATCH_SECONDS } from '../../shared/protocol.js'
import { linkedBlenders, selection, watchSelection } from './selection.js'

/** Milliseconds between two requests; two of them may be lost before Blender stops reporting. */
const WATCH_AGAIN_MS = (1000 * WATCH_SECONDS) / 3

/**
 * Follows the selection in Blender while a view is shown.
 *
 * @param onSelect called with the ids of the selected objects
 * @returns number of Blender windows that are connected; 0 where nothing is followed
 */
export function useBlenderSelection(isFollowed: boolean, onSelect: (ids: readonly string[]) => void): number {
  const told = useRef(selection.value)
  useEffect(() => {
    if (!isFollowed) return
    const watch = () => void watchSelection().catch(() => undefined) // the page's top says that the server is away
    watch()
    const timer = setInterval(watch, WATCH_AGAIN_MS)
    return () => clearInterval(timer)
  }, [isFollowed])
  const now = selection.value
  useEffect(() => {
    if (!isFollowed || now === undefined || now === told.current) return
    told.current = now
    onSelect(now.objects)
  }, [now])
  return isFollowed ? linkedBlenders.value : 0
}
