import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { Random } from '../../shared/random.js'
import type { LiveRun } from '../../shared/schema/liveEvent.js'
import { findBlender } from '../support/findBlender.js'
import { blendersWith, processesWith } from '../support/processes.js'
import { KILLABLE, startCli, type RunningCli } from '../support/runCli.js'
import { resultOf } from '../support/runResult.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

/** SHAPEKIN_TEST_KILLS=100 SHAPEKIN_TEST_SEED=1 npx vitest run test/e2e/kills.test.ts takes 20 to 40 minutes. */
const KILLS = Number(process.env['SHAPEKIN_TEST_KILLS'] ?? 4)
const SEED = Number(process.env['SHAPEKIN_TEST_SEED'] ?? 20)
const MINUTES = 60_000

const COUNT = 24
const REQUEST = { count: COUNT, seed: 5, groups: 5 }
const ARGS = ['--count', String(COUNT), '--seed', '5', '--groups', '5']
/** Those in which a run of this size can be met, in their order. */
const STAGES = ['blender', 'shapes', 'train', 'check', 'picture', 'scene'] as const
type Stage = (typeof STAGES)[number]
const IN_CHILD: readonly Stage[] = ['train', 'check']
const ON_THREAD: readonly Stage[] = ['shapes', 'check', 'picture']

type Victim = 'server' | 'stop' | 'child' | 'thread' | 'blender' | 'socket'
interface Kill {
  readonly victim: Victim
  readonly stage: Stage
  /** After the stage was seen. Milliseconds. */
  readonly delay: number
}

/**
 * Up to four kills of one run, in the order of the stages. A thread and a process are killed once: work that is killed twice
 * is given up, and so is a run that has ended three Blenders.
 */
function planKills(random: Random, most: number): Kill[] {
  const victims: Victim[] = ['server', 'server', 'stop', 'child', 'thread', 'blender', 'socket']
  const kills = Array.from({ length: Math.min(4, most) }, (): Kill => {
    const [victim] = victims.splice(random.below(victims.length), 1)
    const stages = victim === 'child' ? IN_CHILD : victim === 'thread' ? ON_THREAD : STAGES
    return { victim, stage: stages[random.below(stages.length)], delay: 800 * random.uniform() ** 2 }
  })
  return kills.sort((a, b) => STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage))
}

/** A server in a process of its own, of which everything can be killed. */
class Victims {
  private constructor(
    readonly home: string,
    private readonly cli: RunningCli,
    private readonly address: string,
  ) {}

  static async start(home: string): Promise<Victims> {
    const cli = startCli(['serve', '--port', '0', '--json'], { SHAPEKIN_HOME: home, ...KILLABLE })
    const [, address] = await cli.waitFor(/"address":"([^"]+)"/)
    return new Victims(home, cli, address)
  }

  /** Asks until it is answered: sockets are cut here. */
  async call<Answer>(path: string, body?: object): Promise<Answer> {
    const authorization = `Bearer ${readFileSync(join(this.home, 'token'), 'utf8')}`
    const headers = { authorization, 'content-type': 'application/json' }
    const options = body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers }
    for (;;)
      try {
        return (await (await fetch(this.address + path, options)).json()) as Answer
      } catch {
        await sleep(20)
      }
  }

  /** @returns whether there was anything to kill */
  async kill(victim: Victim): Promise<boolean> {
    const pid = this.cli.child.pid ?? -1
    switch (victim) {
      case 'server':
        return process.kill(pid, 'SIGKILL')
      case 'stop':
        return process.kill(pid, 'SIGTERM')
      case 'child':
        return endAll(processesWith('answerChild.js', this.home))
      case 'blender':
        return endAll(blendersWith(this.home))
      case 'thread':
        process.kill(pid, 'SIGUSR2')
        return Number((await this.cli.waitFor(/threads: (\d+)/))[1]) > 0
      case 'socket':
        process.kill(pid, 'SIGHUP')
        return Number((await this.cli.waitFor(/sockets: (\d+)/))[1]) > 0
    }
  }

  async ended(): Promise<void> {
    await this.cli.ended
  }
}

function endAll(pids: readonly number[]): boolean {
  for (const pid of pids)
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      return false // it has just ended by itself
    }
  return pids.length > 0
}

interface View {
  readonly id: string
  readonly status: string
  readonly stage: string | null
}

const hasEnded = ({ status }: View) => status !== 'queued' && status !== 'running'

describe(`runs that are disturbed, seed ${SEED}`, () => {
  it(
    `RUN-11: give the same bytes after ${KILLS} kills of server, process, thread, Blender and sockets`,
    { timeout: KILLS * MINUTES + 5 * MINUTES },
    async ({ skip }) => {
      if ((await findBlender()) === undefined) skip('no Blender here')
      const other = temporaryFolder()
      const undisturbed = await startCli(['run', ...ARGS, '--out', join(other, 'out')], { SHAPEKIN_HOME: other }).ended
      expect(undisturbed).toMatchObject({ code: 0 })
      const expected = await resultOf(join(other, 'out'))
      const [otherId] = readdirSync(join(other, 'runs'))
      const shapesNote = readFileSync(join(other, 'runs', otherId, 'shapes.json'), 'utf8')

      const random = Random.of(SEED, 'sampling')
      const home = temporaryFolder()
      let server = await Victims.start(home)
      const killed: string[] = []
      /** How long a server took that was asked to end. Milliseconds. */
      const stops: number[] = []
      const asked: string[] = []
      while (killed.length < KILLS) {
        const { id } = await server.call<View>('/api/runs', REQUEST)
        asked.push(id)
        const view = () => server.call<View>(`/api/runs/${id}`)
        for (const { victim, stage, delay } of planKills(random, KILLS - killed.length)) {
          let now = await view()
          while (!hasEnded(now) && STAGES.indexOf((now.stage ?? '') as Stage) < STAGES.indexOf(stage)) {
            await sleep(10)
            now = await view()
          }
          await sleep(delay)
          now = await view()
          if (hasEnded(now)) break
          if (!(await server.kill(victim))) continue
          killed.push(`${victim} in ${now.stage}`)
          if (victim !== 'server' && victim !== 'stop') continue
          const asked = performance.now()
          await server.ended()
          if (victim === 'stop') stops.push(Math.round(performance.now() - asked))
          server = await Victims.start(home)
        }
        while (!hasEnded(await view())) await sleep(50)
        const words = `seed ${SEED}: ${killed.join(', ')}`
        expect(await view(), words).toMatchObject({ status: 'done' })
        expect(await resultOf(join(home, 'runs', id, 'files')), words).toEqual(expected)
        expect(readdirSync(join(home, 'runs', id)).sort(), words).toEqual(['files', 'run.json', 'shapes.json'])
        expect(readFileSync(join(home, 'runs', id, 'shapes.json'), 'utf8'), words).toBe(shapesNote)
        const { epochs, shapes: live } = await server.call<LiveRun>(`/api/runs/${id}/live`)
        expect(new Set(epochs.map(({ epoch }) => epoch)).size, words).toBe(epochs.length)
        expect(new Set(live.map(({ index }) => index)).size, words).toBe(live.length)
      }
      const listed = await server.call<View[]>('/api/runs')
      expect(listed.map(({ id }) => id).sort()).toEqual(asked.sort())
      await server.kill('stop')
      await server.ended()
      while (blendersWith(home).length > 0) await sleep(50)
      console.log(`seed ${SEED}: ${killed.join(', ')}; ended when asked in ${stops.join(', ')} ms`)
    },
  )
})
