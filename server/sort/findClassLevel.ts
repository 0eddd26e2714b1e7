import { parse } from 'node:path'

/** Folders with these names say how their files are written, not what they show. */
const FORMATS = new Set(
  '3ds 3mf abc blend dae fbx glb gltf lwo max obj off ply stl usd usda usdc usdz x3d format formats file files mesh meshes model models'.split(
    ' ',
  ),
)

/** Share of a level's things that share their name with another, from which on the names can be classes. */
const MOSTLY = 0.5

/**
 * Finds the level of folders whose names are classes; 1 = the folders directly in the library.
 *
 * A thing is what lies directly in a folder of a level: a file, whatever formats it is written in, or a folder with all
 * that is in it. The names of a level are classes where at least two differ by more than a number (`thing 1` and `thing
 * 2` only count) and most things share theirs with another thing: in `chair/oak chair/files/a.obj`, `files` parts
 * nothing and `oak chair` holds a single thing, so it is `chair`. Of several such levels the deepest is taken, the
 * finest classes; a level is skipped when its folders, each found in one place only, all hold files of the same
 * names, as the parts or levels of detail of one thing do. Where there is no such level, it is the first.
 *
 * @param ways of all files: below the library's folder, with `/`
 */
export function findClassLevel(ways: readonly string[]): number {
  const files = ways.map(split).filter(({ folders }) => folders.length > 0)
  const deepest = Math.max(1, ...files.map(({ folders }) => folders.length))
  const levels = Array.from({ length: deepest }, (_, i) => deepest - i).filter((level) => parts(files, level))
  return levels.find((level, i) => i === levels.length - 1 || !holdsParts(files, level)) ?? 1
}

/** The class of each file, for classes at this level; '' where the file lies above it. */
export const classesAtLevel = (ways: readonly string[], level: number): string[] =>
  ways.map((way) => way.split('/').slice(0, -1)[level - 1] ?? '')

interface Split {
  readonly folders: readonly string[]
  /** File name without ending: a chair as OBJ and as STL is one thing. */
  readonly stem: string
}

function split(way: string): Split {
  const names = way.split('/')
  return { folders: names.slice(0, -1), stem: parse(names[names.length - 1]).name }
}

/** Whether the names of a level divide the files into classes of several things. */
function parts(files: readonly Split[], level: number): boolean {
  const thingsOf = new Map<string, Set<string>>()
  const elsewhere = new Set<string>()
  for (const file of files) {
    const name = file.folders[level - 1]
    const thing = thingBelow(file, level)
    if (name === undefined || isFormat(name)) elsewhere.add(thing)
    else thingsOf.set(name, (thingsOf.get(name) ?? new Set()).add(thing))
  }
  const sizes = [...thingsOf.values()].map(({ size }) => size)
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
  const inCompany = sum(sizes.filter((size) => size > 1))
  const differs = new Set([...thingsOf.keys()].map(withoutNumbers)).size > 1
  return differs && inCompany >= MOSTLY * (sum(sizes) + elsewhere.size)
}

/**
 * Whether each folder of a level is a single thing in several files: `oak chair/{body,legs}.obj` beside
 * `bed/{body,legs}.obj`.
 */
function holdsParts(files: readonly Split[], level: number): boolean {
  const filesOf = new Map<string, Set<string>>()
  const placesOf = new Map<string, Set<string>>()
  for (const { folders, stem } of files) {
    if (folders.length < level) continue
    const folder = folders.slice(0, level).join('/')
    const file = withoutFormats(folders.slice(level)).concat(stem).join('/')
    filesOf.set(folder, (filesOf.get(folder) ?? new Set()).add(file))
    const name = folders[level - 1]
    placesOf.set(name, (placesOf.get(name) ?? new Set()).add(folder))
  }
  const isRepeated = [...placesOf.values()].some(({ size }) => size > 1)
  return !isRepeated && new Set([...filesOf.values()].map((names) => [...names].sort().join('\n'))).size === 1
}

/** The thing directly in the file's folder at a level, with the path to it. */
function thingBelow({ folders, stem }: Split, level: number): string {
  const [first = stem] = withoutFormats(folders.slice(level))
  return [...folders.slice(0, level), first].join('/')
}

const withoutFormats = (folders: readonly string[]): string[] => folders.filter((name) => !isFormat(name))

const isFormat = (name: string): boolean => wordsOf(name).every((word) => FORMATS.has(word))

const wordsOf = (name: string): string[] =>
  name
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')

const withoutNumbers = (name: string): string => wordsOf(name.replace(/\d+/g, ' ')).join(' ')
