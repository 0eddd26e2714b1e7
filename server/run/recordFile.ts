import { RunRecord } from '../../shared/schema/run.js'
import { ProcessIdentity } from '../system/processIdentity.js'

/** `run.json`: a record, with the process that wrote it. */
const RecordFile = RunRecord.extend({ owner: ProcessIdentity.optional() })

export interface KeptRecord {
  readonly record: RunRecord
  readonly owner?: ProcessIdentity | undefined
}

export const printRecord = ({ record, owner }: KeptRecord): string => JSON.stringify({ ...record, owner })

/** @throws Error with the reason in a few words: it is no JSON, or of another form */
export function parseRecord(text: string): KeptRecord {
  const parsed = RecordFile.safeParse(parseJson(text))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new Error([issue.path.join('.'), issue.message].filter(Boolean).join(': '))
  }
  const { owner, ...record } = parsed.data
  return { record, owner }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(text === '' ? 'it is empty' : 'it is not JSON')
  }
}
