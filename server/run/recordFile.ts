import { z } from 'zod'
import { RunRecord } from '../../shared/schema/run.js'
import { ProcessIdentity } from '../system/processIdentity.js'

/** `run.json`: a record, with what a server needs to go on with a run that another has left. */
const RecordFile = RunRecord.extend({
  /** The process that wrote it. */
  owner: ProcessIdentity.optional(),
  /** How many servers have begun it. */
  starts: z.int().default(1),
  /** The Shapekin that makes its files: another may have them in another form. */
  version: z.string().optional(),
})

export interface KeptRecord {
  readonly record: RunRecord
  readonly owner?: ProcessIdentity | undefined
  readonly starts: number
  readonly version?: string | undefined
}

export const printRecord = ({ record, ...rest }: KeptRecord): string => JSON.stringify({ ...record, ...rest })

/** @throws Error with the reason in a few words: it is no JSON, or of another form */
export function parseRecord(text: string): KeptRecord {
  const parsed = RecordFile.safeParse(parseJson(text))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new Error([issue.path.join('.'), issue.message].filter(Boolean).join(': '))
  }
  const { owner, starts, version, ...record } = parsed.data
  return { record, owner, starts, version }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(text === '' ? 'it is empty' : 'it is not JSON')
  }
}
