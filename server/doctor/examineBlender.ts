import { toShapekinError } from '../../shared/errors.js'
import type { Recipe } from '../../shared/schema/recipe.js'
import type { BlenderInstall } from '../blender/blenderInstall.js'
import { tryEveryBlender, type BrokenBlender } from '../blender/findBlender.js'
import { findForeignPython } from '../blender/findForeignPython.js'
import { tryBlender } from '../blender/probeBlender.js'
import { drawRecipe } from '../recipe/drawRecipes.js'
import type { Diagnosis } from './diagnosis.js'

const KIND = { program: 'program', wheel: 'Python module, no window' } as const

/**
 * Examines every Blender that was found, first the one that is used. Each is started once, and builds a shape as in an
 * experiment.
 */
export async function* examineBlender(): AsyncGenerator<Diagnosis> {
  const broken: BrokenBlender[] = []
  let first: BlenderInstall | undefined
  const build = [buildStatement(drawRecipe('modifiers', 0, 0))]
  const start = (path: string, env: Readonly<Record<string, string>>) => tryBlender(path, env, build)
  try {
    for await (const { install, printed } of tryEveryBlender(process.env, start, (each) => broken.push(each))) {
      yield judge(install, printed, first === undefined ? 'Blender' : 'Blender, spare')
      first ??= install
    }
  } catch (error) {
    const found = toShapekinError(error).message
    yield { subject: 'Blender', state: 'failed', found, todo: 'Correct or unset SHAPEKIN_BLENDER.' }
    return
  }
  if (first === undefined) {
    const todo = 'Run `npm run setup`, which installs one, or name yours with SHAPEKIN_BLENDER.'
    yield { subject: 'Blender', state: 'failed', found: 'none', todo }
  }
  for (const { error } of broken) yield { subject: 'Blender, broken', state: 'warning', found: error.message }
  // Shapekin gives Blender the right Python; a person who starts Blender from this terminal may give it another one.
  const foreign = first && (await findForeignPython(first))
  if (foreign) yield { subject: 'Blender by hand', state: 'warning', found: foreign.message }
}

/** The result for a Blender, from what it printed of the shape that it built or of why it built none. */
function judge({ version, kind, path }: BlenderInstall, printed: string, subject: string): Diagnosis {
  const found = `${version} (${KIND[kind]}) at ${path}`
  const [, triangles] = /^TRIANGLES (\d+)$/m.exec(printed) ?? []
  if (Number(triangles) > 0)
    return { subject, state: 'ok', found: `${found}: builds a shape of ${triangles} triangles` }
  const [, reason = 'it says nothing of it'] = /^NO SHAPE (.*)$/m.exec(printed) ?? []
  const todo = 'Name another Blender with SHAPEKIN_BLENDER, or report this.'
  return { subject, state: 'failed', found: `${found}: can not build a shape: ${reason}`, todo }
}

/** Python that has the add-on build a shape, and reads its mesh. */
function buildStatement(recipe: Recipe): string {
  const lines = [
    'try:',
    '  import json',
    '  from blender_addon.shape_builder import build_shape, read_shape',
    `  recipe = json.loads(${JSON.stringify(JSON.stringify(recipe))})`,
    `  positions, triangles, offset = read_shape(build_shape(recipe, "${'0'.repeat(16)}"), recipe)`,
    '  said = f"TRIANGLES {triangles.size // 3}"',
    'except Exception as error:',
    '  said = f"NO SHAPE {type(error).__name__}: {error}"',
    'os.write(1, f"\\n{said}\\n".encode())',
  ]
  return `exec(${JSON.stringify(lines.join('\n'))})`
}
