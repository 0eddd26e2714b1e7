import { z } from 'zod'
import { ProcessIdentity } from '../system/processIdentity.js'

/** What is stored in the file beside the record: what a server needs to continue work that another has left. */
const Keeper = z.object({
  /** The process that works on it. */
  owner: ProcessIdentity.optional(),
  /** How many servers have started it. */
  starts: z.int().default(1),
  /** The Shapekin that makes its files; another version may have other forms. */
  version: z.string().optional(),
})

export interface KeptRecord<R> extends z.infer<typeof Keeper> {
  readonly record: R
}

export const printRecord = <R extends object>({ record, ...rest }: KeptRecord<R>): string =>
  JSON.stringify({ ...record, ...rest })

/** Parses the text of a record. @throws Error with the reason in a few words: it is not JSON, or has another form */
export function parseRecord<R>(schema: z.ZodType<R>, text: string): KeptRecord<R> {
  const value = parseJson(text)
  return { record: take(schema, value), ...take(Keeper, value) }
}

function take<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Error([issue.path.join('.'), issue.message].filter(Boolean).join(': '))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(text === '' ? 'it is empty' : 'it is not JSON')
  }
}
