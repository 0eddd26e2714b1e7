import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import { nameObjectGroups, stemOf } from '../../shared/objectNames.js'

/** Held by the add-on, too: test/blender/group_checks.py. */
const CASES = JSON.parse(readFileSync(join(PROJECT_ROOT, 'test/golden/objectNames.json'), 'utf8')) as {
  readonly stems: readonly (readonly [name: string, stem: string])[]
  readonly groups: readonly { readonly objects: readonly (readonly string[])[]; readonly names: readonly string[] }[]
}

describe('names by the names of objects', () => {
  it.each(CASES.stems)('%s without its number is %s', (name, stem) => expect(stemOf(name)).toBe(stem))

  it.each(CASES.groups)('$objects are called $names', ({ objects, names }) =>
    expect(nameObjectGroups(objects)).toEqual(names),
  )
})
