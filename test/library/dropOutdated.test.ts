import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { DescribeOptions } from '../../shared/schema/describeOptions.js'
import { CURRENT_VERSIONS } from '../../server/descriptor/currentDescriptor.js'
import { DescriptionCache } from '../../server/library/descriptionCache.js'
import { dropOutdated } from '../../server/library/dropOutdated.js'
import { SightCache } from '../../server/library/sightCache.js'
import { packSight } from '../../server/views/sight.js'
import { TAPS } from '../../server/views/network/viewNetwork.js'
import { VIEWS_VERSION } from '../../server/views/viewsId.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

it('removes what older versions kept, and nothing else', async () => {
  const home = temporaryFolder()
  const { chords, shape } = CURRENT_VERSIONS
  const sight = packSight({ thinness: 0.5, taps: new Float32Array(TAPS).fill(2) })
  const sights = new SightCache(home, { up: 'y' })
  await sights.put('abcd', sight)
  const options = (['chords', 'shape'] as const).map((descriptor) => DescribeOptions.parse({ descriptor }))
  const descriptions = new DescriptionCache(home)
  const description = { values: Float32Array.of(1, 2), seconds: 0, repairs: [] }
  for (const each of options) await descriptions.put('abcd', description, each)

  const outdated = [
    `descriptions/chords-box-model-2000-v${chords - 1}`,
    `descriptions/shape-none-v${shape - 1}`,
    'descriptions/shape-y-v0',
    `views/efficientnet-lite0-0123456789abcdef-v${VIEWS_VERSION - 1}`,
  ]
  const others = [
    `descriptions/chords-sphere-hull-500-v${chords}`,
    `descriptions/shape-y-v${shape + 1}`,
    `descriptions/shape-y-v${shape - 1}.kept`,
    'descriptions/outline-y-v0', // of a descriptor that this program does not know
    `views/efficientnet-lite0-0123456789abcdef-v${VIEWS_VERSION + 1}`,
    'views/notes',
    'runs/shape-y-v0',
  ]
  for (const folder of [...outdated, ...others]) {
    mkdirSync(join(home, folder, 'y', 'ab'), { recursive: true })
    writeFileSync(join(home, folder, 'y', 'ab', 'cd'), 'numbers')
  }
  const before = foldersOf(home)
  await dropOutdated(home)
  expect(foldersOf(home)).toEqual(before.filter((folder) => !outdated.includes(folder)))
  expect(await sights.get('abcd')).toEqual(sight)
  for (const each of options) expect(await descriptions.get('abcd', each)).toEqual(description)
  await dropOutdated(join(home, 'nothing', 'kept', 'yet'))
})

/** The folders two levels below a home. */
const foldersOf = (home: string): string[] =>
  readdirSync(home, { recursive: true, encoding: 'utf8' })
    .filter((path) => dirname(dirname(path)) === '.' && dirname(path) !== '.')
    .sort()
