import { useEffect, useRef, useState } from 'preact/hooks'
import { fewAtOnce } from '../api/fewAtOnce.js'
import { fileUrl } from '../api/fileUrls.js'
import { atNextConnection } from '../state/connection.js'

/** One observer for all thumbnails: a thumbnail far out of sight is not fetched. */
const told = new WeakMap<Element, (isInSight: boolean) => void>()
const watcher = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) told.get(target)?.(isIntersecting)
  },
  { rootMargin: '300px' },
)
/**
 * Connections used for thumbnails, of the six that a browser opens to a server. When hundreds of pictures used them
 * all, what a click asked for waited half a minute.
 */
const waitForTurn = fewAtOnce(3)

interface ThumbnailProps {
  /** Its address below `/api/`; empty = it has no picture. */
  readonly picture: string
  readonly name: string
}

/**
 * The small picture of a shape, fetched when it comes into sight. One that can not be had is marked, and asked for again
 * only when the server was away meanwhile.
 */
export function Thumbnail({ picture, name }: ThumbnailProps) {
  const place = useRef<HTMLImageElement>(null)
  const [url, setUrl] = useState<string>()
  const [missing, setMissing] = useState('')
  const isMissing = missing === picture
  useEffect(() => {
    const element = place.current
    if (element === null || picture === '') return
    if (isMissing) return atNextConnection(() => setMissing(''))
    let isHere = true
    let giveUp = () => {}
    const fetchPicture = () => {
      watcher.unobserve(element)
      return fileUrl(`/api/${picture}`).then(
        (found) => isHere && setUrl(found),
        () => isHere && setMissing(picture),
      )
    }
    told.set(element, (isInSight) => {
      if (isInSight) giveUp = waitForTurn(fetchPicture)
      else giveUp()
    })
    watcher.observe(element)
    return () => {
      isHere = false
      giveUp()
      watcher.unobserve(element)
    }
  }, [picture, isMissing])
  return (
    <img
      ref={place}
      class={isMissing ? 'missing' : ''}
      src={isMissing ? undefined : url}
      alt={isMissing && name !== '' ? `No picture of ${name}` : name}
      draggable={false}
      width={80}
      height={80}
    />
  )
}
