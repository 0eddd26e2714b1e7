import { describe, expect, it } from 'vitest'
import { crc32c } from '../../../server/training/curves/crc32c.js'
import { tensorBoardEvents } from '../../../server/training/curves/tensorBoardEvents.js'

/** Written by tensorboard.summary.writer.record_writer.RecordWriter of TensorBoard 2.21.0. */
const FROM_TENSORBOARD =
  '1800000000000000a37f4b220900001040fc54d9411a0d627261696e2e4576656e743a32338d2fe9200000000000000029ed' +
  'a9500900001040fc54d94110012a130a110a0a6c6f73732f747261696e150000003fd3101c6d2100000000000000017becf6' +
  '0900001040fc54d94110ac022a130a110a0a6c6f73732f76616c696415000010c00c89aaf0'

describe('crc32c', () => {
  // RFC 3720, appendix B.4.
  it.each([
    ['8a9136aa', new Uint8Array(32)],
    ['62a8ab43', new Uint8Array(32).fill(255)],
    ['46dd794e', Uint8Array.from({ length: 32 }, (_, i) => i)],
    ['e3069283', Buffer.from('123456789')],
  ])('is %s', (expected, bytes) => {
    expect(crc32c(bytes).toString(16)).toBe(expected)
  })
})

describe('tensorBoardEvents', () => {
  it('writes the bytes of TensorBoard itself', () => {
    const points = [
      { tag: 'loss/train', step: 1, value: 0.5 },
      { tag: 'loss/valid', step: 300, value: -2.25 },
    ]
    expect(Buffer.from(tensorBoardEvents(points, 1_700_000_000.25)).toString('hex')).toBe(FROM_TENSORBOARD)
  })
})
