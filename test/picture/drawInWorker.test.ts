import { describe, expect, it } from 'vitest'
import { drawRunMap } from '../../server/picture/drawRunMap.js'
import { palette } from '../../server/picture/palette.js'
import { runMapInWorker } from '../../server/picture/runMapInWorker.js'
import { blobTable } from '../support/blobTable.js'

describe('runMapInWorker', () => {
  const embedding = blobTable(80, 4, 1)
  const groups = Int32Array.from({ length: 80 }, (_, i) => i % 4)
  const task = { embedding, groups, palette: palette(4), title: '80 shapes', subtitle: 'seed 1' }

  it('draws what drawRunMap draws, byte for byte', async () => {
    const [there, here] = [await runMapInWorker(task), await drawRunMap(task)]
    expect(there.svg).toBe(here.svg)
    expect(Buffer.from(there.png).equals(Buffer.from(here.png))).toBe(true)
  })

  it('is cancelled', async () => {
    const drawn = runMapInWorker(task, AbortSignal.abort())
    await expect(drawn).rejects.toMatchObject({ code: 'cancelled' })
  })
})
