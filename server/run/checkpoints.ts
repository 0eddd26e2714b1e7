import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ShapekinError } from '../../shared/errors.js'
import type { CheckpointView } from '../../shared/schema/checkpoint.js'
import { loadCheckpoint } from '../checkpoint/checkpoint.js'
import { hashCheckpoint } from '../checkpoint/hashCheckpoint.js'
import { nameDescriptor } from '../table/compareDescriptors.js'
import { listFiles } from './listFiles.js'
import type { Runs } from './runs.js'

/** Prefix of the files of a run's checkpoint. */
const OF_RUN = 'checkpoint/'

/** The trained networks that can be used: those shipped with Shapekin, then those of finished runs, newest first. */
export class Checkpoints {
  private readonly known = new Map<string, Promise<CheckpointView>>()

  /** @param shipped folder of the shipped checkpoints */
  constructor(
    private readonly shipped: string,
    private readonly runs: Runs,
  ) {}

  /** Lists all. A damaged one is left out; `get` says what is wrong with it. */
  async list(): Promise<CheckpointView[]> {
    const made = this.runs.list().flatMap(({ id, state }) => (state.status === 'done' ? [id] : []))
    const found = await Promise.allSettled([...this.shippedNames(), ...made].map((name) => this.get(name)))
    return found.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
  }

  /** @throws ShapekinError `checkpoint.unnamed`, `checkpoint.notFound`, `checkpoint.broken` */
  async get(name: string): Promise<CheckpointView> {
    const { folder, names } = await this.filesOf(name) // the run may have been removed since
    const run = this.shippedNames().includes(name) ? null : name
    const known = this.known.get(name) ?? viewOf(folder, { name, run, files: [...names] })
    known.catch(() => this.known.delete(name))
    this.known.set(name, known)
    return known
  }

  /** Folder of a checkpoint, and the names of its files. @throws ShapekinError `checkpoint.unnamed` */
  async filesOf(name: string): Promise<{ folder: string; names: readonly string[] }> {
    if (this.shippedNames().includes(name)) {
      const folder = join(this.shipped, name)
      return { folder, names: await listFiles(folder) }
    }
    const { folder, names } = this.runs.has(name) ? this.runs.filesOf(name) : { folder: '', names: [] }
    const own = names.filter((each) => each.startsWith(OF_RUN)).map((each) => each.slice(OF_RUN.length))
    if (own.length === 0) throw new ShapekinError('checkpoint.unnamed', { name })
    return { folder: join(folder, OF_RUN), names: own }
  }

  private shippedNames(): string[] {
    return readdirSync(this.shipped, { withFileTypes: true })
      .filter((each) => each.isDirectory())
      .map(({ name }) => name)
      .sort()
  }
}

async function viewOf(folder: string, named: Pick<CheckpointView, 'name' | 'run' | 'files'>): Promise<CheckpointView> {
  const checkpoint = await loadCheckpoint(folder)
  const { expects, network, record, views } = checkpoint
  return {
    ...named,
    kind: record.kind,
    expects: nameDescriptor(expects),
    inputs: network[0].inputs,
    outputs: network[network.length - 1].outputs,
    views: views !== undefined,
    hash: hashCheckpoint(checkpoint),
    versions: record.versions,
    metrics: record.metrics,
  }
}
