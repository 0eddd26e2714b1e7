import { z } from 'zod'
import { DescribeOptions } from '../../shared/schema/describeOptions.js'
import { Recipe } from '../../shared/schema/recipe.js'
import { ShapeFacts } from '../catalog/contentRows.js'
import { CHORDS_VERSION } from '../descriptor/chords/chordsVersion.js'
import type { Description } from '../descriptor/describeMesh.js'
import { SHAPE_VERSION } from '../descriptor/shape/shapeVersion.js'
import type { Study, StudyOptions } from '../library/kept/studyWorker.js'
import type { Mesh } from '../mesh/mesh.js'
import type { MeshInput } from '../mesh/meshSource.js'
import { READING_VERSION } from '../mesh/parseMesh.js'
import { RepairSchema } from '../mesh/repairSchema.js'
import { RECIPES_VERSION } from '../recipe/recipesVersion.js'
import type { BuildOptions } from '../session/shapeBuilder.js'
import type { ViewOptions } from '../views/renderViews.js'
import { VIEWS_ID } from '../views/viewsId.js'
import { MeshInputSchema } from './meshInputSchema.js'

/** A kind of work that workers do, with the schemas for sending it. */
export interface QueuedWork<Input, Options, Result> {
  readonly name: WorkName
  readonly input: z.ZodType<Input>
  readonly options: z.ZodType<Options>
  readonly result: z.ZodType<Result>
  /** Whether a result stays in the store for somebody who asks the same again, see BlobStore.tidy. */
  readonly isKept: boolean
}

/** Work on meshes. */
interface MeshWork<Options, Result> extends QueuedWork<MeshInput, Options, Result> {
  /** Module that a thread runs, see MeshPool. */
  readonly module: string
}

/**
 * What a worker is for, which is also the name of its queue. `generate` has a Blender; `embed` also looks at meshes,
 * and holds the network for that.
 */
export const ROLES = ['generate', 'describe', 'embed'] as const
export type Role = (typeof ROLES)[number]

const numbers = z.instanceof(Float32Array)

/**
 * A schema that must name every field of a type, including optional ones, because a field that it does not name is not
 * sent.
 */
const whole =
  <Type>() =>
  <Shape extends Record<keyof Type, z.ZodType>>(shape: Shape) =>
    z.strictObject(shape)

/** Describes a mesh, for experiments and tables. */
export const DESCRIBING: MeshWork<DescribeOptions, Description> = {
  name: 'describe',
  module: 'server/descriptor/describeWorker.js',
  input: MeshInputSchema,
  isKept: true,
  options: DescribeOptions,
  result: whole<Description>()({
    values: numbers,
    hitFraction: z.number().optional(),
    oddParityChords: z.number().optional(),
    leakFraction: z.number().optional(),
    repairs: z.array(RepairSchema),
    seconds: z.number(),
  }),
}

/** Computes everything that a library keeps of a mesh. */
export const STUDYING: MeshWork<StudyOptions, Study> = {
  name: 'study',
  module: 'server/library/kept/studyWorker.js',
  input: MeshInputSchema,
  isKept: true,
  options: whole<StudyOptions>()({
    describe: DescribeOptions,
    view: whole<ViewOptions>()({
      up: DescribeOptions.shape.up.unwrap(),
      count: z.literal([6, 12]).exactOptional(),
      size: z.int().min(1).exactOptional(),
    }).optional(),
  }),
  result: whole<Study>()({ facts: ShapeFacts, values: numbers, sight: numbers.optional() }),
}

/**
 * Builds the shapes of recipes in a Blender. Their meshes are not kept: they are large, and are built again as fast as
 * they are read.
 */
export const GENERATING: QueuedWork<Recipe, BuildOptions, Mesh> = {
  name: 'generate',
  input: Recipe,
  options: whole<BuildOptions>()({ blender: z.string() }),
  result: z.strictObject({ positions: numbers, triangles: z.instanceof(Uint32Array) }),
  isKept: false,
}

export const WORK_NAMES = ['generate', 'describe', 'study'] as const
export type WorkName = (typeof WORK_NAMES)[number]
export const WORKS: Readonly<Record<WorkName, QueuedWork<unknown, unknown, unknown>>> = {
  generate: GENERATING,
  describe: DESCRIBING,
  study: STUDYING,
}

/** The role whose queue the work goes to. */
export function roleOf(work: WorkName, options: object): Role {
  if (work === 'generate') return 'generate'
  return 'view' in options && options.view !== undefined ? 'embed' : 'describe'
}

/** Must be raised when the form of chunks or blobs changes. */
const QUEUE_VERSION = 3

/**
 * Everything that decides a result besides mesh and options. Programs with different versions never work together.
 */
export const WORK_VERSIONS = {
  queue: QUEUE_VERSION,
  recipes: RECIPES_VERSION,
  reading: READING_VERSION,
  chords: CHORDS_VERSION,
  shape: SHAPE_VERSION,
  views: VIEWS_ID,
}

/** The versions for an error: `queue 1, reading 2, ...`. */
export const nameVersions = (versions: object): string =>
  Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ')
