import type { EpochFigures } from '../../shared/schema/liveEvent.js'
import { call } from '../api/call.js'

/** Reads the curves of a run, one epoch a line. @throws CallError */
export async function readCurves(id: string): Promise<EpochFigures[]> {
  const text = await (await call(`/api/runs/${id}/files/curves.jsonl`)).text()
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as EpochFigures)
}
