import { useEffect, useRef, useState } from 'preact/hooks'
import type { RefObject } from 'preact'

/** More is made this far before its place comes into sight. */
const AHEAD = '800px'

/**
 * Of a long list only what has been in sight: so that thousands of pictures hold up the page at no moment.
 *
 * @param count how many there are
 * @param first how many are shown at once, and how many more each time the end of the list comes near
 * @param key   another list begins anew
 * @returns how many to show, and the place for an element behind them, while there are more
 */
export function useGrowing(
  count: number,
  first: number,
  key: unknown,
): [shown: number, end: RefObject<HTMLDivElement | null>] {
  const [grown, setGrown] = useState({ key, most: first })
  const most = grown.key === key ? grown.most : first
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = end.current
    if (element === null) return
    const grow = ([{ isIntersecting }]: readonly IntersectionObserverEntry[]) => {
      if (isIntersecting) setGrown({ key, most: most + first })
    }
    const observer = new IntersectionObserver(grow, { rootMargin: AHEAD })
    observer.observe(element)
    return () => observer.disconnect()
  }, [key, most, most < count])
  return [Math.min(most, count), end]
}
