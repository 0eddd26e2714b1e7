import { useEffect, useRef, useState } from 'preact/hooks'
import { fileUrl } from '../api/fileUrls.js'

/** One watcher for all thumbnails: what is far out of sight is not fetched. */
const seen = new WeakMap<Element, () => void>()
const watcher = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) if (isIntersecting) seen.get(target)?.()
  },
  { rootMargin: '300px' },
)

interface ThumbnailProps {
  /** Its address below `/api/`; empty = it has no picture. */
  readonly picture: string
  readonly name: string
}

/** The small picture of a shape, fetched when it comes into sight. */
export function Thumbnail({ picture, name }: ThumbnailProps) {
  const place = useRef<HTMLImageElement>(null)
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    const element = place.current
    if (element === null || picture === '') return
    let isHere = true
    seen.set(element, () => {
      watcher.unobserve(element)
      fileUrl(`/api/${picture}`).then(
        (found) => isHere && setUrl(found),
        () => undefined, // without a picture its name stays
      )
    })
    watcher.observe(element)
    return () => {
      isHere = false
      watcher.unobserve(element)
    }
  }, [picture])
  return <img ref={place} src={url} alt={name} draggable={false} width={80} height={80} />
}
