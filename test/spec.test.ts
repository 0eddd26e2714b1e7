import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PROJECT_ROOT } from '../server/system/projectRoot.js'

const FOLDER = join(PROJECT_ROOT, 'test')
const rules = Array.from(
  readFileSync(join(FOLDER, 'spec.md'), 'utf8').matchAll(/^- \*\*(\w+-\d+)\*\* /gm),
  ([, id]) => id,
)

/** Rule -> files with a test whose name begins with it. */
const held = new Map<string, string[]>()
for (const name of readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.test.ts'),
))
  for (const [, id] of readFileSync(join(FOLDER, name), 'utf8').matchAll(/\(\s*['`]([A-Z]+-\d+): /g))
    held.set(id, [...(held.get(id) ?? []), name])

describe('the rules of test/spec.md', () => {
  it.each(rules)('%s has a test', (rule) => {
    expect(held.get(rule)).toBeDefined()
  })

  it('are all that tests name', () => {
    expect([...held].filter(([id]) => !rules.includes(id))).toEqual([])
  })

  it('are numbered from 1 on in each part', () => {
    const parts = new Map<string, number>()
    const numbered = rules.map((rule) => {
      const [part] = rule.split('-')
      parts.set(part, (parts.get(part) ?? 0) + 1)
      return `${part}-${parts.get(part)}`
    })
    expect(rules).toEqual(numbered)
    expect([...parts.keys()]).toEqual(['WIRE', 'SESS', 'RUN', 'LIB'])
  })
})
