import { describe, expect, it } from 'vitest'
import { drawInWorker } from '../../server/picture/drawInWorker.js'
import { drawPicture } from '../../server/picture/drawPicture.js'
import { palette } from '../../server/picture/palette.js'
import { blobTable } from '../support/blobTable.js'

describe('drawInWorker', () => {
  const embedding = blobTable(80, 4, 1)
  const groups = Int32Array.from({ length: 80 }, (_, i) => i % 4)
  const task = { picture: 'map', embedding, groups, palette: palette(4), title: '80', subtitle: 'seed 1' } as const

  const tasks = [task, { ...task, title: 'another' }]

  it('draws what drawPicture draws, byte for byte, in the order of the tasks', async () => {
    const there = await drawInWorker(tasks)
    const here = await Promise.all(tasks.map(drawPicture))
    expect(there.map(({ svg }) => svg)).toEqual(here.map(({ svg }) => svg))
    expect(there.map(({ png }, k) => Buffer.from(png).equals(Buffer.from(here[k].png)))).toEqual([true, true])
  })

  it('is cancelled', async () => {
    const drawn = drawInWorker(tasks, AbortSignal.abort())
    await expect(drawn).rejects.toMatchObject({ code: 'cancelled' })
  })
})
