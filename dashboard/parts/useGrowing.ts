import { useEffect, useRef, useState } from 'preact/hooks'
import type { RefObject } from 'preact'

/** More items are added when the end of the list is this close to being in sight. */
const AHEAD = '800px'

/**
 * Shows only the part of a long list that has been in sight, so that thousands of pictures never block the page.
 *
 * @param count number of all items
 * @param first number of items shown at first, and added each time the end of the list comes near
 * @param key   identifies the list; another list starts again from `first`
 * @returns number of items to show, and the ref for an element after them, which is needed while there are more
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
