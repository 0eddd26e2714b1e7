import { describe, expect, it, vi } from 'vitest'
import { Blenders } from '../../server/session/blenders.js'
import { RunColors } from '../../server/session/runColors.js'
import { SILENCE_MS } from '../../shared/protocol.js'
import { HandSocket, stopClock } from '../support/handDriven.js'

const [RUN, OTHER] = ['0123456789abcdef', 'fedcba9876543210']
const GROUPS = Int32Array.of(1, 0, -1)
const PALETTE = [[1, 0, 0] as const, [0, 0, 1] as const]

function setUp() {
  stopClock()
  const blenders: Blenders = new Blenders((link, message) => {
    if (message.type === 'colored_again') colors.hear(link, message)
  })
  const colors = new RunColors(blenders)
  const window = (name: string) => new HandSocket(blenders).hello(`window-${name}`, 'window')
  const show = () => colors.show(RUN, GROUPS, PALETTE)
  const answer = (socket: HandSocket, count: number, problem = '', run = RUN) =>
    socket.say({ type: 'colored_again', made_by: run, count, problem })
  return { blenders, window, show, answer }
}

describe('RunColors', () => {
  it('asks every window, and counts the shapes of those that have some', async () => {
    const { blenders, window, show, answer } = setUp()
    const worker = new HandSocket(blenders).hello('a-worker', 'worker')
    const [one, two] = [window('one'), window('two')]
    const shown = show()
    expect(one.of('color_again')).toEqual([
      { type: 'color_again', made_by: RUN, groups: [1, 0, -1], palette: PALETTE.map((each) => [...each]) },
    ])
    expect(worker.of('color_again')).toEqual([])
    answer(two, 7, '', OTHER) // of what was not asked
    answer(one, 2)
    answer(one, 5) // twice counts once
    answer(two, 0)
    expect(await shown).toEqual({ blenders: 1, colored: 2 })
  })

  it('says why nothing was colored: nobody there, none with the shapes, one that can not now', async () => {
    const { window, show, answer } = setUp()
    const refusal = (reason: string) => ({ code: 'run.notColored', values: { id: RUN, reason } })
    await expect(show()).rejects.toMatchObject(refusal('no Blender is connected'))
    const [one, two] = [window('one'), window('two')]
    const [first, second] = [show(), show()]
    for (const socket of [one, two]) answer(socket, 0)
    await expect(first).rejects.toMatchObject(refusal('no Blender that is connected has them open'))
    answer(one, 0)
    answer(two, 0, 'Blender is not in Object Mode')
    await expect(second).rejects.toMatchObject(refusal('Blender is not in Object Mode'))
  })

  it('waits no longer for a window than until it counts as gone', async () => {
    const { window, show, answer } = setUp()
    const [one] = [window('one'), window('mute')]
    const shown = show()
    answer(one, 3)
    vi.advanceTimersByTime(SILENCE_MS)
    expect(await shown).toEqual({ blenders: 1, colored: 3 })
    const again = show()
    vi.advanceTimersByTime(SILENCE_MS)
    await expect(again).rejects.toMatchObject({ code: 'run.notColored' })
  })
})
