import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Option } from '@commander-js/extra-typings'
import { parse } from '../../shared/parse.js'
import { ShapekinError, toShapekinError } from '../../shared/errors.js'
import type { GenerateRequest } from '../../shared/schema/generateRequest.js'
import { readConfig } from '../config.js'
import type { Mesh } from '../mesh/mesh.js'
import type { SourcedShape } from '../mesh/meshSource.js'
import { FORMATS, meshFormatOf, WRITTEN_FORMATS, type WrittenFormat } from '../mesh/formats.js'
import type { Drawing } from '../recipe/drawing.js'
import { printRecipes, RECIPES_FILE } from '../recipe/recipesFile.js'
import { command, runAtEdge, type CommandResult } from './command.js'
import { checkReplaceable } from './checkOutput.js'
import { redisOption, storeOption, withQueue, type GivenQueue } from './queueOptions.js'
import { exportFolder } from '../run/exportFolder.js'
import { writeWhole } from '../system/writeWhole.js'
import { FIELDS } from './generated/fields.js'
import { schemaOptions } from './schemaOptions.js'
import type { WorkContext } from '../../shared/progress.js'

/**
 * Whether a folder holds only generated shapes. The folder of a run has recipes, too, and much that must not be lost.
 */
const isGenerated = (names: readonly string[]): boolean =>
  names.includes(RECIPES_FILE) && names.every((name) => name === RECIPES_FILE || meshFormatOf(name) !== undefined)

export const generateCommand = command('generate')
for (const option of schemaOptions(FIELDS.GenerateRequest)) generateCommand.addOption(option)
generateCommand
  .addOption(
    new Option(
      '--recipes <file>',
      'make the shapes of these recipes instead, as `shapekin variety --more` writes them, say',
    ).conflicts(['preset', 'count', 'seed', 'bases', 'modifiers']),
  )
  .addOption(new Option('--format <name>', 'of the files').choices(WRITTEN_FORMATS).default('stl' as const))
  .addOption(redisOption())
  .addOption(storeOption())
  .requiredOption('--out <folder>', `folder for the shapes and ${RECIPES_FILE}`)
  .action(({ json, out, format, recipes, redis, store, ...request }) =>
    runAtEdge({ json }, async (context) => {
      const { GenerateRequest } = await import('../../shared/schema/generateRequest.js') // heavy, see openDrawing
      const asked = recipes === undefined ? parse(GenerateRequest, request) : { recipes: resolve(recipes) }
      return generate(asked, { format, queue: { redis, store } }, resolve(out), context)
    }),
  )

interface GenerateManner {
  readonly format: WrittenFormat
  readonly queue: GivenQueue
}

async function generate(
  request: GenerateRequest | { readonly recipes: string },
  { format, queue }: GenerateManner,
  out: string,
  context: WorkContext,
): Promise<CommandResult> {
  checkReplaceable(out, isGenerated)
  const drawing = await openDrawing(request)
  const temporary = await mkdtemp(join(tmpdir(), 'shapekin-generate-'))
  const folder = join(temporary, 'shapes') // the folder of mkdtemp stays closed to other users
  try {
    await mkdir(folder)
    const refused = await buildFiles(drawing, { format, queue }, folder, context)
    const { recipes, redrawn } = drawing
    if (refused.length === recipes.length) throw new ShapekinError('recipe.notBuilt', { ...refused[0] })
    const built = recipes.filter(({ id }) => !refused.some((shape) => shape.id === id))
    await writeWhole(join(folder, RECIPES_FILE), printRecipes(built))
    await exportFolder(folder, out)
    const lines = [
      ...redrawn.map(({ id, reason }) => `redrawn   ${id}: ${reason}`),
      ...refused.map(({ id, reason }) => `refused   ${id}: ${reason}`),
    ]
    return {
      json: { ...request, format, redrawn, refused, out },
      text: [...lines, `written   ${built.length} shapes to ${out}`].join('\n'),
    }
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

async function openDrawing(request: GenerateRequest | { readonly recipes: string }): Promise<Drawing> {
  const { Drawing } = await import('../recipe/drawing.js') // heavy: `--help` and wrong use answer without it
  if ('recipes' in request) {
    const { readRecipes } = await import('../recipe/readRecipes.js')
    return Drawing.ofRecipes(await readRecipes(request.recipes))
  }
  const { readChoice } = await import('../recipe/recipeChoice.js')
  return Drawing.ofSeed(request.preset, request.count, request.seed, readChoice(request))
}

interface RefusedShape {
  readonly id: string
  readonly reason: string
}

/** Has Blender build the shapes; each mesh becomes a file in the folder, named by its id. A bad shape stops nothing. */
async function buildFiles(
  drawing: Drawing,
  { format, queue }: GenerateManner,
  folder: string,
  { signal, progress }: WorkContext,
): Promise<RefusedShape[]> {
  const { startShapekin } = await import('../main.js') // heavy: `--help` and wrong use answer without it
  const shapekin = await startShapekin(readConfig(withQueue(process.env, queue), 0), 'guest')
  try {
    return await shapekin.withShapes(drawing, signal, async (shapes) => {
      const refused: RefusedShape[] = []
      let done = 0
      for await (const { id, shape } of shapes) {
        const path = join(folder, `${id}.${FORMATS[format].extensions[0]}`)
        const reason = await writeShape(path, id, format, shape)
        if (reason !== undefined) refused.push({ id, reason })
        progress({ stage: 'shapes', done: ++done, total: shapes.count })
      }
      return refused
    })
  } finally {
    await shapekin.close()
  }
}

/** Writes one shape to a file. @returns why it could not be written */
async function writeShape(
  path: string,
  id: string,
  format: WrittenFormat,
  shape: SourcedShape['shape'],
): Promise<string | undefined> {
  if ('refused' in shape) return shape.refused.message
  const { toMesh } = await import('../mesh/toMesh.js')
  let mesh: Mesh
  try {
    mesh = await toMesh(shape)
  } catch (cause) {
    return toShapekinError(cause).message
  }
  await writeWhole(path, await FORMATS[format].write(mesh, id))
}
