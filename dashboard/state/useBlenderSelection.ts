import { useEffect, useRef } from 'preact/hooks'
import { linkedBlenders, selection, watchSelection } from './selection.js'

/** Well within the minute for which Blender tells its selection. Milliseconds. */
const WATCH_AGAIN_MS = 20_000

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
