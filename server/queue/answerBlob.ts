import { z } from 'zod'
import { ERRORS, type ErrorCode } from '../../shared/errorTable.js'
import type { Answer } from '../executor/answer.js'
import { resultBlob, type Task } from './chunk.js'
import { packBlob, unpackBlob } from './packBlob.js'
import type { BlobStore } from './store/blobStore.js'

const Refused = z.object({
  type: z.literal('refused'),
  code: z.custom<ErrorCode>((code) => typeof code === 'string' && code in ERRORS),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
})

export const writeAnswer = (store: BlobStore, task: Task, answer: Answer<unknown>): Promise<void> =>
  store.put(resultBlob(task), packBlob(answer))

/**
 * Reads what a worker has made of a mesh, or why it refused the mesh.
 *
 * @returns undefined when there is no answer yet, or it is damaged
 */
export async function readAnswer<Result>(
  store: BlobStore,
  task: Task,
  result: z.ZodType<Result>,
): Promise<Answer<Result> | undefined> {
  const bytes = await store.get(resultBlob(task))
  if (bytes === undefined) return undefined
  return formOf(result).safeParse(unpackBlob(bytes)).data as Answer<Result> | undefined
}

const forms = new WeakMap<z.ZodType, z.ZodType>()

/** The form of an answer with such a result. It is kept: to make it takes longer than to read an answer by it. */
function formOf(result: z.ZodType): z.ZodType {
  const known = forms.get(result)
  if (known) return known
  const form = z.discriminatedUnion('type', [z.object({ type: z.literal('done'), result }), Refused])
  forms.set(result, form)
  return form
}
