import type { SeenShape } from '../../shared/schema/liveEvent.js'
import type { MeshSource } from '../mesh/meshSource.js'
import { writeWhole } from '../system/writeWhole.js'
import { pictureShapes, type Pictured } from './pictureShapes.js'

interface Kept extends Pick<Pictured, 'pool' | 'store' | 'signal'> {
  /** File that says which picture each shape has; written when all are drawn. */
  readonly path: string
  /** Called when a shape's picture is there. */
  readonly onShape?: (shape: SeenShape) => void
}

/** Passes the shapes of a source on unchanged, draws each, and records which picture belongs to which shape. */
export function keepPictures(source: MeshSource, { path, onShape, ...pictured }: Kept): MeshSource {
  const seen: SeenShape[] = []
  return pictureShapes(source, {
    ...pictured,
    onShape: (shape) => {
      seen.push(shape)
      onShape?.(shape)
    },
    onEnd: () => writeWhole(path, JSON.stringify(seen.sort((a, b) => a.index - b.index))),
  })
}
