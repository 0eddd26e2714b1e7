import { useEffect, useRef, useState } from 'preact/hooks'
import { actOnKeys } from '../parts/actOnKeys.js'
import { useAnswer } from '../state/useAnswer.js'
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
  const isKept = meshes.every(({ address }) => address !== '')
  const { answer, error } = useAnswer(
    async () => ({ content, bodies: isKept ? await readBodies(meshes) : undefined }),
    [content],
  )
  const bodies = answer?.content === content ? answer.bodies : undefined
  useEffect(() => {
    const canvas = place.current
    if (bodies === undefined || canvas === null) return
    // The stage hands the meshes to its thread, which empties them here.
    const counts = bodies.map(({ mesh }) => (mesh.triangles.length / 3).toLocaleString('en'))
    const style = getComputedStyle(canvas)
    const colored = bodies.map((body) => ({ ...body, color: style.getPropertyValue(body.color).trim() || body.color }))
    const made = new ViewerStage(canvas, colored, setMessage)
    stage.current = made
    const observer = new ResizeObserver(() => made.draw())
    observer.observe(canvas)
    setMessage(`${counts.join(' and ')} triangles`)
    return () => {
      observer.disconnect()
      made.dispose()
      stage.current = undefined
      setMessage('')
    }
  }, [bodies])
  const trouble = isKept ? error?.message : 'Its mesh was not kept.'
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
      <figcaption class="small muted">{(message || trouble) ?? 'Reading the mesh …'}</figcaption>
    </figure>
  )
}

const readBodies = (meshes: ViewerProps['meshes']): Promise<Body[]> =>
  Promise.all(meshes.map(async ({ address, ...look }) => ({ mesh: await readMesh(address), ...look })))

const KEYS: Record<string, (stage: ViewerStage) => void> = {
  ArrowLeft: (stage) => stage.turn(-1, 0),
  ArrowRight: (stage) => stage.turn(1, 0),
  ArrowUp: (stage) => stage.turn(0, -1),
  ArrowDown: (stage) => stage.turn(0, 1),
  '0': (stage) => stage.showAll(),
}
