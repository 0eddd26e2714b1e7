import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findBlender } from '../../server/blender/findBlender.js'
import { readMeshFile } from '../support/readMeshFile.js'
import { drawRecipes } from '../../server/recipe/drawRecipes.js'
import { runCli } from '../support/runCli.js'
import { temporaryFolder } from '../support/startServer.js'

const blender = await findBlender()

describe('shapekin generate', () => {
  it.skipIf(blender === undefined)(
    'writes each shape as STL or OBJ, with the same corners, beside its recipes',
    async () => {
      const home = temporaryFolder()
      const recipes = drawRecipes('modifiers', 6, 4)
      const meshes: Float32Array[][] = []
      for (const format of ['stl', 'obj']) {
        const out = join(home, format)
        const options = ['--preset', 'modifiers', '--count', '6', '--seed', '4', '--format', format, '--out', out]
        const { code, stdout } = await runCli(['generate', ...options, '--json'], { SHAPEKIN_HOME: home })
        expect(code).toBe(0)
        expect(JSON.parse(stdout)).toEqual({ preset: 'modifiers', count: 6, seed: 4, format, refused: [], out })
        const names = recipes.map(({ id }) => `${id}.${format}`)
        expect(readdirSync(out).sort()).toEqual([...names, 'recipes.jsonl'].sort())
        const lines = readFileSync(join(out, 'recipes.jsonl'), 'utf8').trimEnd().split('\n')
        expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(recipes)
        meshes.push(await Promise.all(names.map(async (name) => (await readMeshFile(join(out, name))).positions)))
      }
      expect(meshes[0]).toEqual(meshes[1])
    },
  )

  it('refuses a folder that holds something else, and touches nothing in it', async () => {
    const out = temporaryFolder()
    writeFileSync(join(out, 'thesis.txt'), 'mine')
    const { code, stderr } = await runCli(['generate', '--count', '1', '--out', out])
    expect(code).not.toBe(0)
    expect(stderr).toContain('holds other files')
    expect(readdirSync(out)).toEqual(['thesis.txt'])
  })

  it.each([
    ['--count', '0'],
    ['--count', '1e9'],
    ['--seed', '-1'],
    ['--seed', 'x'],
    ['--preset', 'cats'],
    ['--format', 'ply'],
  ])('calls %s %s wrong use', async (option, value) => {
    expect((await runCli(['generate', option, value, '--out', join(temporaryFolder(), 'new')])).code).toBe(2)
  })
})
