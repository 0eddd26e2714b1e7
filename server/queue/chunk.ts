import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Digest, type BlobKey } from './store/blobStore.js'
import { WORK_NAMES, WORK_VERSIONS, type WorkName } from './queuedWork.js'

/**
 * Shapes that are sent together: Redis is asked once for all of them, and a worker that is killed loses no more than
 * these.
 */
export const CHUNK_SHAPES = 8

/** One mesh of a chunk by the names of its blobs: see meshBlob, resultBlob. */
const Task = z.strictObject({ mesh: Digest, result: Digest })
export type Task = z.infer<typeof Task>

/** What is stored in Redis: names of blobs and how to make the results, but no mesh and no numbers of one. */
export const Chunk = z.strictObject({
  versions: z.record(z.string(), z.union([z.string(), z.number()])),
  work: z.enum(WORK_NAMES),
  /** Checked by the work's own schema. */
  options: z.custom<object>((value) => typeof value === 'object' && value !== null),
  tasks: z.array(Task).min(1).max(CHUNK_SHAPES),
})
export type Chunk = z.infer<typeof Chunk>

export const meshBlob = ({ mesh }: Pick<Task, 'mesh'>): BlobKey => `mesh/${mesh}`
export const resultBlob = ({ result }: Pick<Task, 'result'>): BlobKey => `result/${result}`

/**
 * The task for a mesh. The same mesh and options give the same task, so that it is done once.
 *
 * @param blob    the packed mesh
 * @param options as parsed by the work's schema, so that their fields are in its order
 */
export function taskOf(work: WorkName, options: object, blob: Uint8Array): Task {
  const mesh = digest(blob)
  return { mesh, result: digest(JSON.stringify([WORK_VERSIONS, work, options, mesh])) }
}

/** The id of a chunk's job, made from its content. BullMQ does not accept a colon, nor digits only. */
export const chunkId = ({ tasks }: Pick<Chunk, 'tasks'>): string =>
  `chunk-${digest(
    tasks
      .map(({ result }) => result)
      .sort()
      .join(),
  )}`

const digest = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')
