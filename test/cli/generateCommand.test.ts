import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findBlender } from '../support/findBlender.js'
import { readMeshFile } from '../support/readMeshFile.js'
import { drawRecipe, drawRecipes } from '../../server/recipe/drawRecipes.js'
import { blendersWith } from '../support/processes.js'
import { runCli, startCli } from '../support/runCli.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

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
        expect(JSON.parse(stdout)).toEqual({
          preset: 'modifiers',
          count: 6,
          seed: 4,
          bases: '',
          modifiers: '',
          format,
          redrawn: [],
          refused: [],
          out,
        })
        const names = recipes.map(({ id }) => `${id}.${format}`)
        expect(readdirSync(out).sort()).toEqual([...names, 'recipes.jsonl'].sort())
        const lines = readFileSync(join(out, 'recipes.jsonl'), 'utf8').trimEnd().split('\n')
        expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(recipes)
        meshes.push(await Promise.all(names.map(async (name) => (await readMeshFile(join(out, name))).positions)))
      }
      expect(meshes[0]).toEqual(meshes[1])
    },
  )

  it.skipIf(blender === undefined)('draws open shapes of the families again, and says so', async () => {
    const home = temporaryFolder()
    const out = join(home, 'out')
    const options = ['--preset', 'families', '--count', '60', '--seed', '0', '--out', out]
    const { code, stdout } = await runCli(['generate', ...options, '--json'], { SHAPEKIN_HOME: home })
    expect(code).toBe(0)
    const { redrawn, refused } = JSON.parse(stdout) as { redrawn: { id: string; times: number }[]; refused: unknown[] }
    expect(refused).toEqual([])
    const lines = readFileSync(join(out, 'recipes.jsonl'), 'utf8').trimEnd().split('\n')
    const first = drawRecipes('families', 60, 0)
    const changed = lines.flatMap((line, i) => (line === JSON.stringify(first[i]) ? [] : [i]))
    expect(changed.map((i) => first[i].id)).toEqual(redrawn.map(({ id }) => id))
    expect(redrawn.length).toBeGreaterThan(0)
    for (const { id } of redrawn) {
      const { positions } = await readMeshFile(join(out, `${id}.stl`))
      expect(positions.length, id).toBeGreaterThan(0)
    }
    const again = join(home, 'again')
    const made = await runCli(['generate', '--recipes', join(out, 'recipes.jsonl'), '--out', again], {
      SHAPEKIN_HOME: home,
    })
    expect([made.code, made.stdout]).toEqual([0, expect.stringContaining('60 shapes')])
    expect(readdirSync(again)).toEqual(readdirSync(out))
    for (const name of readdirSync(out))
      expect(readFileSync(join(again, name)).equals(readFileSync(join(out, name)))).toBe(true)
    changed.forEach((index, i) =>
      expect(JSON.parse(lines[index])).toEqual(drawRecipe('families', 0, index, redrawn[i].times)),
    )
  })

  it.skipIf(blender === undefined)(
    'RUN-7: goes on in another Blender when its own is killed, to the same files',
    async () => {
      const home = temporaryFolder()
      const generate = (name: string) => {
        const out = join(home, name)
        const words = ['--preset', 'families', '--count', '300', '--seed', '7', '--out', out]
        return { out, cli: startCli(['generate', ...words], { SHAPEKIN_HOME: home }) }
      }
      const expected = generate('expected')
      await expected.cli.ended
      const { cli, out } = generate('killed')
      await cli.waitFor(/shapes [1-9]/)
      const [killed, ...others] = blendersWith(home)
      process.kill(killed, 'SIGKILL')
      expect([await cli.ended, others]).toMatchObject([{ code: 0 }, []])
      expect(readdirSync(out)).toEqual(readdirSync(expected.out))
      for (const name of readdirSync(out))
        expect(readFileSync(join(out, name)).equals(readFileSync(join(expected.out, name))), name).toBe(true)
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

  it('names the line of a file that is no recipe', async () => {
    const file = join(temporaryFolder(), 'recipes.jsonl')
    writeFileSync(file, `${JSON.stringify(drawRecipe('families', 0, 0))}\n{"id":"cube-0001"}\n`)
    const { code, stderr } = await runCli(['generate', '--recipes', file, '--out', join(temporaryFolder(), 'new')])
    expect([code, stderr]).toEqual([2, expect.stringContaining('line 2 is no recipe')])
  })

  it('calls recipes beside a seed wrong use', async () => {
    const out = join(temporaryFolder(), 'new')
    expect((await runCli(['generate', '--recipes', 'recipes.jsonl', '--seed', '1', '--out', out])).code).toBe(2)
  })

  it.each([
    ['--count', '0'],
    ['--count', '1e9'],
    ['--seed', '-1'],
    ['--seed', 'x'],
    ['--preset', 'cats'],
    ['--format', 'fbx'],
  ])('calls %s %s wrong use', async (option, value) => {
    expect((await runCli(['generate', option, value, '--out', join(temporaryFolder(), 'new')])).code).toBe(2)
  })
})
