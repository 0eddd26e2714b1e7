import { describe, expect, it } from 'vitest'
import { drawInWorker } from '../../server/picture/drawInWorker.js'
import { drawPicture } from '../../server/picture/drawPicture.js'
import { palette } from '../../server/picture/palette.js'
import { blobTable } from '../support/blobTable.js'

describe('drawInWorker', () => {
  const embedding = blobTable(80, 4, 1)
  const groups = Int32Array.from({ length: 80 }, (_, i) => i % 4)
  const task = { picture: 'map', embedding, groups, palette: palette(4), title: '80', subtitle: 'seed 1' } as const

  it('draws what drawPicture draws, byte for byte', async () => {
    const [there, here] = [await drawInWorker(task), await drawPicture(task)]
    expect(there.svg).toBe(here.svg)
    expect(Buffer.from(there.png).equals(Buffer.from(here.png))).toBe(true)
  })

  it('is cancelled', async () => {
    const drawn = drawInWorker(task, AbortSignal.abort())
    await expect(drawn).rejects.toMatchObject({ code: 'cancelled' })
  })
})
