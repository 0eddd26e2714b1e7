import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { COMMAND_GROUPS } from '../../server/cli/commandGroups.js'
import { SUMMARIES } from '../../server/cli/summaries.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import { runCli, startCli } from '../support/runCli.js'

const asUrl = (code: string): string => `data:text/javascript,${encodeURIComponent(code)}`

/** Makes Node fail on every package but these. */
function onlyWith(...packages: string[]): readonly string[] {
  const allowed = packages.join('|')
  const resolve = `export async function resolve(name, context, next) {
    if (/^[a-z@]/.test(name) && !/${allowed}|^node:|^file:/.test(name) && !/${allowed}/.test(context.parentURL)) throw new Error('loads ' + name)
    return next(name, context)
  }`
  return ['--import', asUrl(`import { register } from 'node:module'; register(${JSON.stringify(asUrl(resolve))})`)]
}

const inOneLine = (text: string): string => text.replace(/\s+/g, ' ')

describe('shapekin --help', () => {
  it('lists every command with what it does, and loads nothing but commander', () => {
    const words = [...onlyWith('commander'), 'scripts/shapekin.js']
    const help = spawnSync(process.execPath, [...words, '--help'], { cwd: PROJECT_ROOT, encoding: 'utf8' })
    expect(help.stderr).toBe('')
    for (const [name, summary] of Object.entries(SUMMARIES))
      expect(inOneLine(help.stdout)).toContain(` ${name} ${summary} `)
    const headings = Object.keys(COMMAND_GROUPS)
    expect(help.stdout.match(/^[A-Z][\w ]+:$/gm)).toEqual(['Options:', ...headings, 'Commands:', 'First steps:'])
    expect(Object.values(COMMAND_GROUPS).flat().sort()).toEqual(Object.keys(SUMMARIES).sort())
    const loaded = spawnSync(process.execPath, [...words, 'run', '--out', 'out'], {
      cwd: PROJECT_ROOT,
      encoding: 'utf8',
    })
    expect(loaded.stderr).toContain('loads zod') // the hook is at work
  })

  it.each(Object.entries(SUMMARIES))('of %s: its own options, by both ways to ask', async (name, summary) => {
    const [asked, helped] = await Promise.all([runCli([name, '--help']), runCli(['help', name])])
    expect(inOneLine(asked.stdout)).toContain(`Usage: shapekin ${name} [options] `)
    expect(inOneLine(asked.stdout)).toContain(summary)
    expect(asked.stdout).toContain('--json')
    expect(helped.stdout).toBe(asked.stdout)
  })

  it.each(Object.keys(SUMMARIES))('of %s: loads nothing but commander', (name) => {
    const words = [...onlyWith('commander'), 'scripts/shapekin.js', name, '--help']
    const help = spawnSync(process.execPath, words, { cwd: PROJECT_ROOT, encoding: 'utf8' })
    expect([help.status, help.stderr]).toEqual([0, ''])
  })

  it.each(['stdout', 'stderr'] as const)('ends without a word where nobody reads its %s any more', async (name) => {
    const { child, ended } = startCli([name === 'stdout' ? '--help' : 'clustr'])
    child[name]?.destroy()
    const { code, stdout, stderr } = await ended
    expect([code, stdout, stderr]).toEqual([name === 'stdout' ? 0 : 2, '', ''])
  })

  it('names the command that a misspelt one is near to', async () => {
    const { code, stderr } = await runCli(['clustr'])
    expect([code, stderr]).toEqual([2, expect.stringContaining('Did you mean cluster?')])
  })
})
