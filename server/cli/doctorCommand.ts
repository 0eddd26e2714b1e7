import { styleText } from 'node:util'
import { readConfig } from '../config.js'
import { examine } from '../doctor/examine.js'
import type { Diagnosis } from '../doctor/diagnosis.js'
import { command, EXIT, runAtEdge } from './command.js'
import { sendShape } from './sendShape.js'

const COLOR = { ok: 'green', warning: 'yellow', failed: 'red' } as const

/** `ok       Blender   3.4.1 (program) at /usr/bin/blender`, and below it what to do. */
const tell = ({ subject, state, found, todo }: Diagnosis, width: number): string => {
  const mark = state.padEnd(8)
  const line = `${process.stdout.isTTY ? styleText(COLOR[state], mark) : mark} ${subject.padEnd(width)}  ${found}`
  return todo ? `${line}\n${' '.repeat(8 + width + 3)}-> ${todo}` : line
}

export const doctorCommand = command('doctor')
  .addHelpText('after', '\nExit code 1 when something is missing that Shapekin needs.')
  .action(({ json }) =>
    runAtEdge({ json }, async () => {
      const findings = await examine(readConfig(process.env), sendShape)
      if (findings.some(({ state }) => state === 'failed')) process.exitCode = EXIT.failed
      const width = Math.max(...findings.map(({ subject }) => subject.length))
      return { json: { findings }, text: findings.map((finding) => tell(finding, width)).join('\n') }
    }),
  )
