import { useEffect, useRef } from 'preact/hooks'
import { WATCH_SECONDS } from '../../shared/protocol.js'
import { linkedBlenders, selection, watchSelection } from './selection.js'

/** Two answers may be lost before Blender stops telling. Milliseconds. */
const WATCH_AGAIN_MS = (1000 * WATCH_SECONDS) / 3

/**
 * While a view is shown: follows what is selected in Blender.
 *
 * @param onSelect ids of the objects that are selected now
 * @returns how many windows of Blender are connected; 0 where nothing is to be followed
 */
export function useBlenderSelection(isFollowed: boolean, onSelect: (ids: readonly string[]) => void): number {
  const told = useRef(selection.value)
  useEffect(() => {
    if (!isFollowed) return
    const watch = () => void watchSelection().catch(() => undefined) // the server is away: said at the top
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
