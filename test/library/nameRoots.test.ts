import { sep } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nameRoots } from '../../server/library/nameRoots.js'
import { Random } from '../../shared/random.js'

describe('nameRoots', () => {
  it.each([
    [['/lib'], ['']],
    [
      ['/lib/chairs', '/lib/tables'],
      ['chairs/', 'tables/'],
    ],
    [
      ['/a/kit', '/b/kit', '/c/town'],
      ['a/kit/', 'b/kit/', 'c/town/'],
    ],
    [['/lib', '/lib/chairs/a.obj', '/lib/'], ['']],
    [
      ['/lib', '/library'],
      ['lib/', 'library/'],
    ],
    [
      ['/kit', '/a/kit'],
      ['kit/', 'a/kit/'],
    ],
  ])('of %j: ids begin with %j', (paths, prefixes) => {
    expect(nameRoots(paths).map(({ prefix }) => prefix)).toEqual(prefixes)
  })

  it('never gives two files one id, whatever is given', () => {
    const seed = 1
    const random = new Random(seed)
    const name = () => random.pick(['a', 'b'])
    for (let round = 0; round < 500; round++) {
      const paths = Array.from({ length: 2 + random.below(4) }, () =>
        Array.from({ length: 1 + random.below(4) }, () => sep + name()).join(''),
      )
      const ids = new Map<string, string>()
      for (const { path, prefix } of nameRoots(paths))
        for (const below of ['f', 'a/f', 'b/f', 'a/a/f', 'a/b/f', 'b/a/f', 'b/b/f', 'a/a/a/f', 'b/a/b/f']) {
          const file = `${path}/${below}`
          const known = ids.get(prefix + below)
          expect(known ?? file, `seed ${seed}: ${paths.join(' ')}`).toBe(file)
          ids.set(prefix + below, file)
        }
    }
  })
})
