import { useEffect, useRef, useState } from 'preact/hooks'
import { actOnKeys } from '../parts/actOnKeys.js'
import { readMesh } from './readMesh.js'
import { ViewerStage } from './viewerStage.js'

interface ViewerProps {
  /** Its address below `/api/`; '' = there is none. */
  readonly mesh: string
  readonly name: string
  /** `#rrggbb` */
  readonly color: string
}

/** A shape in three dimensions. */
export default function Viewer({ mesh: address, name, color }: ViewerProps) {
  const place = useRef<HTMLCanvasElement>(null)
  const stage = useRef<ViewerStage | undefined>(undefined)
  const [message, setMessage] = useState('')
  useEffect(() => {
    let isHere = true
    let observer: ResizeObserver | undefined
    const show = async () => {
      const mesh = await readMesh(address)
      const canvas = place.current
      if (!isHere || canvas === null) return
      const made = new ViewerStage(canvas, mesh, color)
      stage.current = made
      observer = new ResizeObserver(() => made.resize())
      observer.observe(canvas)
      setMessage(`${(mesh.triangles.length / 3).toLocaleString('en')} triangles`)
    }
    show().catch((error: Error) => setMessage(address === '' ? 'Its mesh was not kept.' : error.message))
    return () => {
      isHere = false
      observer?.disconnect()
      stage.current?.dispose()
      stage.current = undefined
    }
  }, [address, color])
  return (
    <figure class="viewer">
      <canvas
        key={address + color}
        ref={place}
        tabIndex={0}
        role="img"
        aria-label={`${name} in three dimensions. Arrow keys turn it, 0 shows it as at first.`}
        onKeyDown={actOnKeys(KEYS, () => stage.current)}
      />
      <figcaption class="small muted">{message || 'Reading the mesh …'}</figcaption>
    </figure>
  )
}

const KEYS: Record<string, (stage: ViewerStage) => void> = {
  ArrowLeft: (stage) => stage.turn(-1, 0),
  ArrowRight: (stage) => stage.turn(1, 0),
  ArrowUp: (stage) => stage.turn(0, -1),
  ArrowDown: (stage) => stage.turn(0, 1),
  '0': (stage) => stage.showAll(),
}
