import { describe, expect, it } from 'vitest'
import { ShapekinError } from '../../shared/errors.js'
import { PROTOCOL_VERSION } from '../../shared/protocol.js'
import { Random } from '../../shared/random.js'
import { RunRequest } from '../../shared/schema/runRequest.js'
import { decodeFrame, type Frame } from '../../shared/wire/frame.js'
import { HandSocket } from '../support/handDriven.js'
import { expectFlat } from '../support/expectFlat.js'
import { mutateBytes } from '../support/mutateBytes.js'
import { Blenders } from '../../server/session/blenders.js'
import { GOOD_FRAME } from './badFrames.js'

/** SHAPEKIN_TEST_MUTANTS=1000000: 3 minutes. */
const MUTANTS = Number(process.env['SHAPEKIN_TEST_MUTANTS'] ?? 3000)
const SEED = Number(process.env['SHAPEKIN_TEST_SEED'] ?? Date.now() % 2 ** 31)
const TIMEOUT = 60_000 + MUTANTS
describe(`of ${MUTANTS} damaged messages, seed ${SEED}`, () => {
  it('WIRE-1: a frame is refused by its code, or is what it was', { timeout: TIMEOUT }, async () => {
    const random = new Random(SEED)
    const { runId: _, index: __, ...whole } = decodeFrame(GOOD_FRAME) as Frame & { type: 'mesh' }
    await expectFlat(MUTANTS, () => {
      let frame: Frame
      try {
        frame = decodeFrame(mutateBytes(GOOD_FRAME, random))
      } catch (cause) {
        if (cause instanceof ShapekinError && cause.code.startsWith('wire.')) return
        throw cause
      }
      expect(frame).toEqual(expect.objectContaining(whole)) // another run's, or another shape's: dropped there
    })
  })

  it(
    'WIRE-3: a text is taken, or ends its session with a code; the next session is served',
    { timeout: TIMEOUT },
    async () => {
      const random = new Random(SEED)
      const texts = [
        {
          type: 'hello',
          protocol: PROTOCOL_VERSION,
          addon: '0.1.0',
          blender: '3.4.1',
          client_id: 'a-client',
          role: 'worker',
        },
        { type: 'start_run', request: RunRequest.parse({}) },
        { type: 'cancel_run', run_id: '0123456789abcdef' },
        { type: 'shape_failed', run_id: '0123456789abcdef', index: 3, reason: 'no mesh' },
        { type: 'colored', run_id: '0123456789abcdef', count: 20 },
        { type: 'ping', nonce: 7 },
      ].map((message) => Buffer.from(JSON.stringify(message)))
      let nth = 0
      const blenders = new Blenders(() => undefined)
      const seen = new Set<string>()
      await expectFlat(MUTANTS, () => {
        const socket = new HandSocket(blenders).hello('a-client')
        socket.session.receive(mutateBytes(texts[nth++ % texts.length], random), false, 0)
        if (socket.closed)
          expect(socket.closed).toMatchObject({
            code: 4000,
            reason: expect.stringMatching(/^(wire|session)\./) as string,
          })
        seen.add(socket.closed?.reason ?? 'taken')
        socket.drop()
      })
      expect(seen).toContain('wire.badMessage')
      expect(new HandSocket(blenders).hello('a-client').of('welcome')).toHaveLength(1)
    },
  )
})
