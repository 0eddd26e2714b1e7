import type { EpochFigures } from '../../shared/schema/liveEvent.js'
import { call } from '../api/call.js'

/** The curves that a run has kept, one epoch a line. @throws CallError */
export async function readCurves(id: string): Promise<EpochFigures[]> {
  const text = await (await call(`/api/runs/${id}/files/curves.jsonl`)).text()
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as EpochFigures)
}
