import { readFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { z } from 'zod'
import { ShapekinError } from '../../shared/errors.js'
import { problemOf } from '../../shared/parse.js'
import { DescribeOptions } from '../../shared/schema/describeOptions.js'
import { describedBy, DescriptorId } from '../../shared/schema/descriptorId.js'
import { InputTransform, type InputScaling } from './inputScaling.js'
import type { Network } from './network.js'
import { readNetwork, writeNetwork } from './networkFiles.js'
import { tapsWithLayers, VIEW_TAPS, type ViewBlock } from './viewBlock.js'
import { loadViewBlock, printViewBlock } from './viewBlockFiles.js'
import { writeAllWhole } from '../system/writeWhole.js'
import { TrainOptions } from '../../shared/schema/trainOptions.js'
import { VIEWS_ID } from '../views/viewsId.js'
import { WhiteningOptions } from '../../shared/schema/whiteningOptions.js'

/** A trained network with all that is needed to use it, to judge it and to make it again. */
export interface Checkpoint {
  /** Name of its folder, for people. */
  readonly name: string
  /** Descriptor that it was trained on: tables of another one are refused. */
  readonly expects: DescriptorId
  readonly network: Network
  readonly scaling: InputScaling
  readonly record: CheckpointRecord
  /** Present in a checkpoint that also compares what meshes look like. */
  readonly views?: ViewBlock | undefined
  /** Whether its view block was for other views than this program draws, and so was left out. */
  readonly hasOtherViews?: boolean
}

const Figures = z.record(z.string(), z.unknown())
const Versions = z.record(z.string(), z.string())

/** How the checkpoint came about. */
export const CheckpointRecord = z.discriminatedUnion('kind', [
  /** By steps of gradient descent: see trainNetwork. */
  z.object({
    kind: z.literal('network'),
    options: TrainOptions,
    backend: z.string(),
    versions: Versions,
    metrics: Figures,
  }),
  /** In closed form, from meshes: see fitWhitening. */
  z.object({
    kind: z.literal('whitening'),
    options: WhiteningOptions,
    versions: Versions,
    metrics: Figures,
  }),
])
export type CheckpointRecord = z.infer<typeof CheckpointRecord>

/**
 * A whitening has millions of weights, stored in 16 bits each, which changes no measured figure. The weights of a
 * network are stored exactly.
 */
const STORAGE = { network: 'float32', whitening: 'uint16' } as const

const FORMAT = 'shapekin-checkpoint'
const FORMAT_VERSION = 3

const Columns = { shift: z.array(z.number()), factor: z.array(z.number()) }

/** Older files hold a boolean `root` in place of the transform. */
const ScalingFile = z.union([
  z.object({ transform: InputTransform, ...Columns }),
  z
    .object({ root: z.boolean(), ...Columns })
    .transform(({ root, ...columns }) => ({ transform: root ? ('root' as const) : ('none' as const), ...columns })),
])

const RecordFile = z.object({
  format: z.literal(FORMAT),
  formatVersion: z.literal(FORMAT_VERSION),
  expects: DescriptorId,
  record: CheckpointRecord,
  scaling: ScalingFile,
  /** VIEWS_ID of the views that the view block was made for; absent where there is no view block. */
  views: z.string().optional(),
  /** Names of the taps that the view block has a layer for. */
  viewTaps: z.array(z.enum(VIEW_TAPS.map(({ name }) => name))).default([]),
})

/** Older files hold the name of what is expected, with the options beside it where they were known. */
const OlderFile = RecordFile.omit({ expects: true })
  .extend({ formatVersion: z.literal(2), describe: DescribeOptions.optional() })
  .transform(({ describe, ...file }) => ({ ...file, expects: describe ? describedBy(describe) : UNSAID }))

const UNSAID: DescriptorId = { kind: 'foreign', numbers: 'histogram' }

const CheckpointFile = z.discriminatedUnion('formatVersion', [RecordFile, OlderFile])

/**
 * Writes a checkpoint. `model.json` and `weights.bin` are a LayersModel for `tf.loadLayersModel`, whose caller has to
 * scale the rows before and divide them by their length after. `checkpoint.json` holds the rest. Where there is a view
 * block, see printViewBlock for its files.
 */
export async function saveCheckpoint(folder: string, checkpoint: Checkpoint): Promise<void> {
  const { model, weights } = writeNetwork(checkpoint.network, STORAGE[checkpoint.record.kind])
  const { transform, shift, factor } = checkpoint.scaling
  const record: z.input<typeof RecordFile> = {
    format: FORMAT,
    formatVersion: FORMAT_VERSION,
    expects: checkpoint.expects,
    record: checkpoint.record,
    scaling: { transform, shift: [...shift], factor: [...factor] },
    ...(checkpoint.views
      ? { views: VIEWS_ID, viewTaps: tapsWithLayers(checkpoint.views.taps).map(({ name }) => name) }
      : {}),
  }
  await writeAllWhole([
    ...(checkpoint.views ? printViewBlock(folder, checkpoint.views) : []),
    [join(folder, 'weights.bin'), new Uint8Array(weights)],
    [join(folder, 'model.json'), JSON.stringify(model)],
    [join(folder, 'checkpoint.json'), JSON.stringify(record, null, 1) + '\n'],
  ])
}

/**
 * Reads what saveCheckpoint wrote.
 *
 * @throws ShapekinError `checkpoint.notFound`, `checkpoint.broken`
 */
export async function loadCheckpoint(folder: string): Promise<Checkpoint> {
  const read = (name: string) =>
    readFile(join(folder, name)).catch((cause: unknown) => {
      throw new ShapekinError('checkpoint.notFound', { path: folder, file: name }, { cause })
    })
  const [recordBytes, modelBytes, weights] = [
    await read('checkpoint.json'),
    await read('model.json'),
    await read('weights.bin'),
  ]
  try {
    const { expects, scaling, record, views, viewTaps } = checked(JSON.parse(`${recordBytes}`))
    const model = JSON.parse(`${modelBytes}`) as unknown
    const network = readNetwork({ model, weights: new Uint8Array(weights).buffer })
    if (scaling.shift.length !== network[0].inputs || scaling.factor.length !== network[0].inputs)
      throw new Error('the scaling does not fit the network')
    return {
      name: basename(resolve(folder)),
      expects,
      network,
      scaling: {
        transform: scaling.transform,
        shift: Float32Array.from(scaling.shift),
        factor: Float32Array.from(scaling.factor),
      },
      record,
      ...(views === VIEWS_ID ? { views: await loadViewBlock(folder, viewTaps) } : {}),
      // The numbers of such a block would mean nothing.
      ...(views !== undefined && views !== VIEWS_ID ? { hasOtherViews: true } : {}),
    }
  } catch (cause) {
    throw new ShapekinError('checkpoint.broken', { path: folder, reason: firstLine(cause) }, { cause })
  }
}

function checked(file: unknown): z.infer<typeof CheckpointFile> {
  const parsed = CheckpointFile.safeParse(file)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Error(`${issue.path.join('.')}: ${problemOf(issue)}`)
}

const firstLine = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause)).split('\n', 1)[0]
