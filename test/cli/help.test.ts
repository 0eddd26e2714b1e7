import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { COMMAND_GROUPS } from '../../server/cli/commandGroups.js'
import { SUMMARIES } from '../../server/cli/summaries.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import { runCli } from '../support/runCli.js'

/** Fails on every package but commander, which alone is needed to print help. */
const RESOLVE = `export async function resolve(name, context, next) {
  if (/^[a-z@]/.test(name) && !/commander|^node:|^file:/.test(name) && !/commander/.test(context.parentURL)) throw new Error('loads ' + name)
  return next(name, context)
}`
const asUrl = (code: string): string => `data:text/javascript,${encodeURIComponent(code)}`
const ONLY_COMMANDER = asUrl(`import { register } from 'node:module'; register(${JSON.stringify(asUrl(RESOLVE))})`)

const inOneLine = (text: string): string => text.replace(/\s+/g, ' ')

describe('shapekin --help', () => {
  it('lists every command with what it does, and loads nothing but commander', () => {
    const words = ['--import', ONLY_COMMANDER, 'scripts/shapekin.js']
    const help = spawnSync(process.execPath, [...words, '--help'], { cwd: PROJECT_ROOT, encoding: 'utf8' })
    expect(help.stderr).toBe('')
    for (const [name, summary] of Object.entries(SUMMARIES))
      expect(inOneLine(help.stdout)).toContain(` ${name} ${summary} `)
    const headings = Object.keys(COMMAND_GROUPS)
    expect(help.stdout.match(/^[A-Z][\w ]+:$/gm)).toEqual(['Options:', ...headings, 'Commands:', 'First steps:'])
    expect(Object.values(COMMAND_GROUPS).flat().sort()).toEqual(Object.keys(SUMMARIES).sort())
    const loaded = spawnSync(process.execPath, [...words, 'sort', '--help'], { cwd: PROJECT_ROOT, encoding: 'utf8' })
    expect(loaded.stderr).toContain('loads zod') // the hook is at work
  })

  it.each(Object.entries(SUMMARIES))('of %s: its own options, by both ways to ask', async (name, summary) => {
    const [asked, helped] = await Promise.all([runCli([name, '--help']), runCli(['help', name])])
    expect(inOneLine(asked.stdout)).toContain(`Usage: shapekin ${name} [options] `)
    expect(inOneLine(asked.stdout)).toContain(summary)
    expect(asked.stdout).toContain('--json')
    expect(helped.stdout).toBe(asked.stdout)
  })

  it('names the command that a misspelt one is near to', async () => {
    const { code, stderr } = await runCli(['clustr'])
    expect([code, stderr]).toEqual([2, expect.stringContaining('Did you mean cluster?')])
  })
})
