import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { ShapekinError } from '../../shared/errors.js'
import type { RunShapes, ShapeDetail } from '../../shared/schema/runShapes.js'
import { onThread } from '../executor/onThread.js'
import { writeWhole } from '../system/writeWhole.js'
import type gather from './gatherShapesWorker.js'
import type { RunFolder } from './runFolder.js'
import type { Runs } from './runs.js'
import type detail from './shapeDetailWorker.js'

/** Files beside those of a run: which picture each shape has; what people call its groups. */
export const SHAPES_NOTE = 'shapes.json'
const NAMES_NOTE = 'names.json'
const Names = z.record(z.string(), z.string())

/** Of so many runs and cuts the shapes are kept at hand: some MB each for the largest. */
const KEPT_RUNS = 8

/** What the page shows of finished runs. */
export class RunResults {
  private readonly gathered = new Map<string, Promise<RunShapes>>()

  constructor(private readonly runs: Runs) {}

  /**
   * @param groups cut the run's tree anew into so many groups; default: the groups that the run made, with their names
   * @throws ShapekinError `run.unknown`, `run.noFile` while it is not done, `cluster.groupsRange`
   */
  async shapes(id: string, groups?: number): Promise<RunShapes> {
    const run = this.folderOf(id)
    const key = `${id} ${groups ?? ''}`
    let gathered = this.gathered.get(key)
    if (gathered === undefined) {
      gathered = onThread<typeof gather>('server/run/gatherShapesWorker.js', { run, groups })
      gathered.catch(() => this.gathered.delete(key))
      this.gathered.set(key, gathered)
      for (const oldest of [...this.gathered.keys()].slice(0, -KEPT_RUNS)) this.gathered.delete(oldest)
    }
    const shapes = await gathered
    if (groups !== undefined) return shapes
    const names = await this.namesOf(id)
    return { ...shapes, named: shapes.named.map((group, i) => ({ ...group, name: names[i] ?? '' })) }
  }

  /** @throws ShapekinError as `shapes`, and `shape.unknown` */
  shape(id: string, shape: string): Promise<ShapeDetail> {
    return onThread<typeof detail>('server/run/shapeDetailWorker.js', { run: this.folderOf(id), shape })
  }

  /** @throws ShapekinError as `shapes`, and `run.noGroup`, `output.*` */
  async nameGroup(id: string, group: number, name: string): Promise<void> {
    const { named } = await this.shapes(id)
    if (!(group in named)) throw new ShapekinError('run.noGroup', { id, group })
    const names = { ...(await this.namesOf(id)), [group]: name }
    await writeWhole(this.runs.noteOf(id, NAMES_NOTE), JSON.stringify(names))
  }

  private async namesOf(id: string): Promise<Record<string, string>> {
    const text = await readFile(this.runs.noteOf(id, NAMES_NOTE), 'utf8').catch(() => '{}')
    return Names.parse(JSON.parse(text))
  }

  private folderOf(id: string): RunFolder {
    const { state, request } = this.runs.get(id)
    if (state.status !== 'done') throw new ShapekinError('run.noFile', { id, name: 'labels.tsv' })
    const { folder } = this.runs.filesOf(id)
    return { folder, shapesNote: this.runs.noteOf(id, SHAPES_NOTE), isRaw: request.colors === 'raw' }
  }
}
