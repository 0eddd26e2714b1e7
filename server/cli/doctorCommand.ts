import { styleText } from 'node:util'
import { ShapekinError } from '../../shared/errors.js'
import { readConfig } from '../config.js'
import type { Diagnosis } from '../doctor/diagnosis.js'
import { command, EXIT, runAtEdge } from './command.js'

const COLOR = { ok: 'green', warning: 'yellow', failed: 'red' } as const

/**
 * Width of the column of subjects: that of the longest, because each line is written before the next subject is
 * known.
 */
const WIDTH = 'disk of SHAPEKIN_HOME'.length

/** `ok       Blender   3.4.1 (program) at /usr/bin/blender`, and on the next line what to do. */
const tell = ({ subject, state, found, todo }: Diagnosis): string => {
  const mark = state.padEnd(8)
  const line = `${process.stdout.isTTY ? styleText(COLOR[state], mark) : mark} ${subject.padEnd(WIDTH)}  ${found}`
  return todo ? `${line}\n${' '.repeat(8 + WIDTH + 3)}-> ${todo}` : line
}

export const doctorCommand = command('doctor')
  .addHelpText('after', '\nExit code 1 when something is missing that Shapekin needs.')
  .action(({ json }) =>
    runAtEdge({ json }, async ({ signal }) => {
      const { examine } = await import('../doctor/examine.js') // heavy: `--help` and wrong use answer without it
      const { sendShape } = await import('./sendShape.js')
      const findings: Diagnosis[] = []
      for await (const finding of examine(readConfig(process.env), sendShape)) {
        if (signal.aborted) throw new ShapekinError('cancelled')
        findings.push(finding)
        if (!json) process.stdout.write(`${tell(finding)}\n`)
      }
      if (findings.some(({ state }) => state === 'failed')) process.exitCode = EXIT.failed
      return { json: { findings }, text: verdict(findings) }
    }),
  )

/** One line that sums up all findings. */
function verdict(findings: readonly Diagnosis[]): string {
  const count = (wanted: Diagnosis['state']) => findings.filter(({ state }) => state === wanted).length
  const [failed, warnings] = [count('failed'), count('warning')]
  if (failed > 0) return `Shapekin can not work like this: ${failed} failed, ${warnings} to be looked at.`
  return warnings > 0 ? `Shapekin works; ${warnings} to be looked at.` : 'All of it works.'
}
