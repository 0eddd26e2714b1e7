import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openCatalog } from '../../../server/catalog/openCatalog.js'
import { add, contentOf, putBallsAndBoards, testCatalog } from '../../support/keptLibrary.js'
import { DISK_KINDS, smallDisk } from '../../support/smallDisk.js'
import { temporaryFolder } from '../../support/temporaryFolder.js'

describe.each(DISK_KINDS)('a library on a %s', (kind) => {
  it('LIB-20: that is full says so, keeps what it has, and is brought up to date when there is room', async ({
    skip,
  }) => {
    const disk = smallDisk(kind, 6_000_000) ?? skip('mounting needs root')
    const kit = join(temporaryFolder(), 'kit')
    putBallsAndBoards(kit, 1)
    const path = join(disk.folder, 'library.sqlite')
    const first = openCatalog(path, true)
    await add(first, [kit])
    const before = contentOf(first)
    first.close()
    putBallsAndBoards(kit, 2)

    disk.leave(0)
    const full = openCatalog(path)
    await expect(add(full, [kit])).rejects.toMatchObject({
      code: 'output.diskFull',
      message: expect.stringContaining('disk is full') as string,
    })
    expect(contentOf(full)).toEqual(before)
    full.close()

    disk.leave(Infinity)
    const again = openCatalog(path)
    await add(again, [kit])
    const undisturbed = testCatalog(temporaryFolder())
    await add(undisturbed, [kit])
    expect(contentOf(again)).toEqual(contentOf(undisturbed))
    again.close()
  })
})
