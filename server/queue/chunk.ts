import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Digest, type BlobKey } from './store/blobStore.js'
import { WORK_NAMES, WORK_VERSIONS, type WorkName } from './queuedWork.js'

/** Shapes that travel together: Redis is asked once for all of them, and a worker that is killed loses no more. */
export const CHUNK_SHAPES = 8

/** One mesh of a chunk: see meshBlob, resultBlob. */
const Task = z.strictObject({ mesh: Digest, result: Digest })
export type Task = z.infer<typeof Task>

/** What lies in Redis: names of blobs and how they are to be made, never a mesh or a number of one. */
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
 * The task of a mesh: whatever is asked twice has the same one, so that it is done once.
 *
 * @param blob    the packed mesh
 * @param options as the work's schema gives them: fields in its order
 */
export function taskOf(work: WorkName, options: object, blob: Uint8Array): Task {
  const mesh = digest(blob)
  return { mesh, result: digest(JSON.stringify([WORK_VERSIONS, work, options, mesh])) }
}

/** The id of a chunk's job, from its content. BullMQ takes no colon and no digits only. */
export const chunkId = ({ tasks }: Pick<Chunk, 'tasks'>): string =>
  `chunk-${digest(
    tasks
      .map(({ result }) => result)
      .sort()
      .join(),
  )}`

const digest = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')
