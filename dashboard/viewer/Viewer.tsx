import { useEffect, useRef, useState } from 'preact/hooks'
import { actOnKeys } from '../parts/actOnKeys.js'
import { readMesh } from './readMesh.js'
import type { Body } from './bodyLayer.js'
import { ViewerStage } from './viewerStage.js'

/** A mesh to fetch, and how to show it. */
export interface ViewedMesh extends Omit<Body, 'mesh'> {
  /** Address of the mesh below `/api/`; '' = there is none. The color may be a variable of the page's style. */
  readonly address: string
}

interface ViewerProps {
  readonly meshes: readonly ViewedMesh[]
  /** Text for readers who can not see it. */
  readonly name: string
}

/** Shows a shape in three dimensions, or several laid on each other. */
export default function Viewer({ meshes, name }: ViewerProps) {
  const place = useRef<HTMLCanvasElement>(null)
  const stage = useRef<ViewerStage | undefined>(undefined)
  const [message, setMessage] = useState('')
  const content = JSON.stringify(meshes)
  useEffect(() => {
    let isHere = true
    let observer: ResizeObserver | undefined
    const show = async () => {
      const bodies = await Promise.all(
        meshes.map(async ({ address, ...look }): Promise<Body> => ({ mesh: await readMesh(address), ...look })),
      )
      const canvas = place.current
      if (!isHere || canvas === null) return
      const style = getComputedStyle(canvas)
      const colored = bodies.map((body) => ({
        ...body,
        color: style.getPropertyValue(body.color).trim() || body.color,
      }))
      const counts = bodies.map(({ mesh }) => (mesh.triangles.length / 3).toLocaleString('en'))
      const made = new ViewerStage(canvas, colored, setMessage)
      stage.current = made
      observer = new ResizeObserver(() => made.draw())
      observer.observe(canvas)
      setMessage(`${counts.join(' and ')} triangles`)
    }
    const isKept = meshes.every(({ address }) => address !== '')
    show().catch((error: Error) => setMessage(isKept ? error.message : 'Its mesh was not kept.'))
    return () => {
      isHere = false
      observer?.disconnect()
      stage.current?.dispose()
      stage.current = undefined
    }
  }, [content])
  return (
    <figure class="viewer">
      <canvas
        key={content}
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
