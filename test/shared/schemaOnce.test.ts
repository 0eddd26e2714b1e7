import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import { jsonSchema } from '../../shared/codegen/jsonSchema.js'
import { DescribeOptions } from '../../shared/schema/describeOptions.js'
import { GenerateRequest } from '../../shared/schema/generateRequest.js'
import { RunRequest } from '../../shared/schema/runRequest.js'
import { TrainOptions } from '../../shared/schema/trainOptions.js'
import { runCli } from '../support/runCli.js'

const fieldsOf = (schema: z.ZodObject) => Object.entries(jsonSchema(schema).properties ?? {})
const flat = (text: string) => text.replace(/\s+/g, ' ')
const TRAIN = TrainOptions.pick({
  seed: true,
  epochs: true,
  scaling: true,
  inputDropout: true,
  keep: true,
  groups: true,
})

/** The line of an option in a help text, up to the next option. */
const lineOf = (help: string, name: string): string => {
  const flag = name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)
  return new RegExp(`--${flag} .*?(?= --[a-z]|$)`).exec(flat(help))?.[0] ?? 'no such option'
}

describe('a field of a schema', () => {
  it.each([
    ['run', RunRequest],
    ['generate', GenerateRequest],
    ['describe', DescribeOptions],
    ['train', TRAIN],
  ] as const)('is told by `%s --help` as it stands: help, range or choices, default', async (command, schema) => {
    const { stdout } = await runCli([command, '--help'])
    for (const [name, field] of fieldsOf(schema)) {
      const line = lineOf(stdout, name)
      expect(line).toContain(field.description)
      expect(line).toContain(`default: ${JSON.stringify(field.default)}`)
      if (field.enum) expect(line).toContain(`choices: ${field.enum.map((each) => `"${each}"`).join(', ')}`)
      else if (field.several) expect(line).toContain(`of ${Object.keys(field.several).join(', ')})`)
      else expect(line).toContain(`(${field.minimum} to ${field.maximum})`)
    }
  })

  it('is told by `npm start -- --help`, and by headless.py', () => {
    const { stdout } = spawnSync(process.execPath, ['scripts/start.js', '--help'], {
      cwd: PROJECT_ROOT,
      encoding: 'utf8',
    })
    const python = readFileSync(join(PROJECT_ROOT, 'blender_addon/generated/fields.py'), 'utf8')
    for (const [name, field] of fieldsOf(RunRequest)) {
      const several = field.several && `of ${Object.keys(field.several).join(', ')}; all`
      const range = `${field.enum ? field.enum.join(', ') : `${field.minimum} to ${field.maximum}`}; ${field.default}`
      expect(lineOf(stdout, name)).toContain(`${field.description} (${several ?? range})`)
      expect(python).toContain(`"${name}": {"help": ${JSON.stringify(field.description)}`)
    }
  })

  it('has its numbers nowhere else: not in the page, the scripts, the commands, the add-on', () => {
    const numbers = fieldsOf(RunRequest).flatMap(([, { minimum, maximum, default: value }]) => [
      minimum,
      maximum,
      value,
    ])
    const telling = numbers.filter((value) => typeof value === 'number' && value > 100)
    expect(telling.length).toBeGreaterThanOrEqual(3)
    const written = new RegExp(`(?<![\\d_.])(${telling.map((value) => spell(Number(value))).join('|')})(?![\\d_.])`)
    for (const folder of ['dashboard', 'scripts', 'server/cli', 'server/http', 'server/session', 'blender_addon'])
      for (const path of readdirSync(join(PROJECT_ROOT, folder), { recursive: true, encoding: 'utf8' })) {
        if (!/\.(ts|js|html|py)$/.test(path) || /generated|assembly/.test(path)) continue
        const lines = readFileSync(join(PROJECT_ROOT, folder, path), 'utf8').split('\n')
        const code = lines.filter((line) => !/^\s*(\/?\*|\/\/|#)|status|'401'/i.test(line))
        expect([path, code.filter((line) => written.test(line))]).toEqual([path, []])
      }
  })
})

/** 20000, 20_000, 20,000 and, for the largest seed, as a power. */
const spell = (value: number): string =>
  value === 2 ** 31 - 1
    ? '2147483647|2 \\*\\* 31 - 1|2 ?\\*\\* ?31 ?- ?1'
    : String(value).replace(/\B(?=(\d{3})+$)/g, '[_,]?')
