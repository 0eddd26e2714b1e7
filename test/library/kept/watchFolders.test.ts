import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Progress } from '../../../shared/progress.js'
import type { AddedFolders } from '../../../server/library/kept/addFolders.js'
import { watchFolders } from '../../../server/library/kept/watchFolders.js'
import { listShapes } from '../../../server/catalog/shapeRows.js'
import { putBallsAndBoards, putMesh, testCatalog } from '../../support/keptLibrary.js'
import { cube } from '../../support/meshes.js'
import { temporaryFolder } from '../../support/temporaryFolder.js'

describe('watchFolders', () => {
  it('adds what is new in old folders and new ones, forgets what is gone, and ends when it is told to', async () => {
    const home = temporaryFolder()
    const kit = join(home, 'kit')
    putBallsAndBoards(kit, 1)
    const sql = testCatalog(home)
    const ending = new AbortController()
    const counts: number[][] = []
    const steps = [
      () => putMesh(join(kit, 'ball', 'new.obj'), cube()),
      () => putMesh(join(kit, 'crate', 'deep', 'copy.obj'), cube()), // of a folder that was not there
      () => rmSync(join(kit, 'ball', 'ball_0.obj')),
      () => ending.abort(),
    ]
    const onAdded = ({ described, known, gone }: AddedFolders) => {
      counts.push([described, known, gone])
      steps.shift()?.()
    }
    const work = { signal: ending.signal, progress: () => undefined }
    await watchFolders(sql, { paths: [kit], views: 'off' }, work, onAdded)
    expect(counts).toEqual([
      [2, 0, 0],
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ])
    expect(listShapes(sql).shapes.map(({ id }) => id)).toEqual([
      'kit/ball/new.obj',
      'kit/board/board_0.obj',
      'kit/crate/deep/copy.obj',
    ])
  })

  it('adds at once what came while it added the folder for the first time', async () => {
    const home = temporaryFolder()
    const kit = join(home, 'kit')
    putBallsAndBoards(kit, 1)
    const sql = testCatalog(home)
    const ending = new AbortController()
    const counts: number[] = []
    const progress = ({ stage, done }: Progress) => {
      if (stage === 'describe' && done === 1 && counts.length === 0) putMesh(join(kit, 'late.obj'), cube())
    }
    const onAdded = ({ described }: AddedFolders) => {
      if (counts.push(described) === 2) ending.abort()
    }
    await watchFolders(sql, { paths: [kit], views: 'off' }, { signal: ending.signal, progress }, onAdded)
    expect(counts).toEqual([2, 1])
  }, 30_000)
})
