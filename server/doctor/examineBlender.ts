import { toShapekinError } from '../../shared/errors.js'
import type { Recipe } from '../../shared/schema/recipe.js'
import { searchBlender, type BrokenBlender } from '../blender/findBlender.js'
import { findForeignPython } from '../blender/findForeignPython.js'
import type { BlenderInstall } from '../blender/blenderInstall.js'
import { startTrial } from '../blender/probeBlender.js'
import { drawRecipe } from '../recipe/drawRecipes.js'
import { PROJECT_ROOT } from '../system/projectRoot.js'
import type { Diagnosis } from './diagnosis.js'

const KIND = { program: 'program', wheel: 'Python module, no window' } as const

/** Every Blender that is there, the one that is used first: each builds a shape as it does in a run. */
export async function examineBlender(): Promise<Diagnosis[]> {
  const [every, broken] = [[] as BlenderInstall[], [] as BrokenBlender[]]
  try {
    for await (const found of searchBlender(process.env, (each) => broken.push(each)))
      if (!every.some(({ path }) => path === found.path)) every.push(found)
  } catch (error) {
    const { message } = toShapekinError(error)
    return [{ subject: 'Blender', state: 'failed', found: message, todo: 'Correct or unset SHAPEKIN_BLENDER.' }]
  }
  const todo = 'Run `npm run setup`, which installs one, or name yours with SHAPEKIN_BLENDER.'
  const none: Diagnosis[] = every.length > 0 ? [] : [{ subject: 'Blender', state: 'failed', found: 'none', todo }]
  const working: Diagnosis[] = []
  for (const [index, install] of every.entries())
    working.push(await examineInstall(install, index === 0 ? 'Blender' : 'Blender, spare'))
  return [
    ...none,
    ...working,
    ...broken.map(({ error }): Diagnosis => ({ subject: 'Blender, broken', state: 'warning', found: error.message })),
    ...(every.length > 0 ? await examineWindow(every[0]) : []),
  ]
}

async function examineInstall(install: BlenderInstall, subject: string): Promise<Diagnosis> {
  const { version, kind, path } = install
  const found = `${version} (${KIND[kind]}) at ${path}`
  try {
    return { subject, state: 'ok', found: `${found}: builds a shape of ${await buildShape(install)} triangles` }
  } catch (error) {
    const todo = 'Name another Blender with SHAPEKIN_BLENDER, or report this.'
    return { subject, state: 'failed', found: `${found}: ${toShapekinError(error).message}`, todo }
  }
}

/** Has the add-on build a shape with modifiers in this Blender, and read its mesh. @returns its triangles */
async function buildShape(install: BlenderInstall): Promise<number> {
  const { kind, path, env } = install
  const output = await startTrial(kind, path, env, trialOf(drawRecipe('modifiers', 0, 0)))
  const [, triangles] = /^TRIANGLES (\d+)$/m.exec(output) ?? []
  if (!(Number(triangles) > 0)) throw new Error(`it built no shape: ${output.trim().split('\n').at(-1)}`)
  return Number(triangles)
}

/** One line: `--python-expr` takes no more on every version. */
const trialOf = (recipe: Recipe): string =>
  [
    'import json, os, sys',
    `sys.dont_write_bytecode = True; sys.path.append(${JSON.stringify(PROJECT_ROOT)})`,
    'from blender_addon.shape_builder import build_shape, read_shape',
    `recipe = json.loads(${JSON.stringify(JSON.stringify(recipe))})`,
    `positions, triangles, offset = read_shape(build_shape(recipe, "${'0'.repeat(16)}"), recipe)`,
    'os.write(1, f"\\nTRIANGLES {triangles.size // 3}\\n".encode()); os._exit(0)',
  ].join('; ')

/** We give Blender its own Python; whoever starts it by hand from this terminal may give it another. */
async function examineWindow(install: BlenderInstall): Promise<Diagnosis[]> {
  const error = await findForeignPython(install)
  if (!error) return []
  return [{ subject: 'Blender by hand', state: 'warning', found: error.message }]
}
