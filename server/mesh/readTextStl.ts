import { ShapekinError } from '../../shared/errors.js'
import { MAX_TRIANGLES } from './limits.js'
import type { Mesh } from './mesh.js'
import { meshOfCorners } from './meshOfCorners.js'
import { groupCorners, makeParts, type MeshPart, type Segment } from './meshParts.js'
import { NumberList } from './numberList.js'
import { readCoordinate } from './readCoordinate.js'
import { repairsOf } from './repairs.js'
import { roundAroundCenter } from './roundAroundCenter.js'
import { WordScanner } from './wordScanner.js'

/** The most words between `facet` and `vertex`: `normal`, three numbers, `outer` and `loop`. */
const WORDS_BEFORE_VERTEX = 6

/**
 * Reads a text STL in one pass, word by word. Each triangle must be complete. Between triangles anything may stand:
 * comments, colors, any number of `solid` and `endsolid`, or none.
 *
 * three's STLLoader is not used: it takes quadratic time for unfinished text, drops a file without `endsolid`
 * silently, and rounds before the mesh can be moved to the origin. For everything that it reads, the corners are the
 * same bit for bit.
 *
 * @param text   one byte a character
 * @param isWide the file has two bytes a character
 * @throws `mesh.empty`, `mesh.tooLarge`, `mesh.truncated`, `mesh.syntax`, `mesh.nonFinite`, `mesh.noExtent`
 */
export function readTextStl(text: Uint8Array, isWide: boolean): Mesh {
  const facets = new FacetReader(text)
  const corners = facets.read()
  return meshOfCorners(
    roundAroundCenter(corners),
    repairsOf({ wideText: isWide ? 1 : 0, foreignWords: facets.foreignLines, missingEnds: facets.missingEnds }),
  )
}

/** Splits a text STL into its solids. @throws as readTextStl */
export function splitTextStl(text: Uint8Array): MeshPart[] {
  const facets = new FacetReader(text)
  const corners = facets.read()
  return makeParts(
    'solid',
    groupCorners(corners, [], facets.solids, false).map(({ name, corners: own }) => ({
      name,
      make: () => meshOfCorners(roundAroundCenter(own), []),
    })),
  )
}

class FacetReader {
  /** Where solids begin. */
  readonly solids: Segment[] = []
  foreignLines = 0
  missingEnds = 0
  private readonly scanner: WordScanner
  private readonly coordinates = new NumberList()
  private isInSolid = false
  /** The error for a file without any triangle. */
  private fault: ShapekinError | undefined

  constructor(text: Uint8Array) {
    this.scanner = new WordScanner(text)
  }

  /** (9T) corners of the triangles. */
  read(): Float64Array {
    const { scanner } = this
    let hasSolid = false
    let more = scanner.next()
    while (more) {
      if (scanner.is('facet')) {
        if (!hasSolid && this.fault) throw this.fault
        hasSolid = true
        this.isInSolid = true
        this.readFacet()
        more = this.passLine()
      } else if (scanner.startsWith('solid')) {
        if (this.isInSolid) this.missEnd()
        hasSolid = true
        this.isInSolid = true
        this.solids.push({ name: scanner.restOfLine(), firstTriangle: this.coordinates.length / 9 })
        more = scanner.endLine() && scanner.next()
      } else if (this.isEnd('solid')) {
        this.isInSolid = false
        more = scanner.endLine() && scanner.next()
      } else {
        this.foreignLines++
        this.fault ??= scanner.fault(hasSolid ? 'facet or endsolid' : 'solid')
        more = scanner.endLine() && scanner.next()
      }
    }
    if (this.coordinates.length === 0) throw this.fault ?? new ShapekinError('mesh.empty')
    if (this.isInSolid) this.missingEnds++
    return this.coordinates.values()
  }

  private missEnd(): void {
    this.missingEnds++
    this.fault ??= this.scanner.fault('facet or endsolid')
  }

  /** Skips words after `endfacet`, such as a color, up to the next line or facet; false at the end of the text. */
  private passLine(): boolean {
    const { scanner } = this
    let isForeign = false
    while (scanner.nextInLine()) {
      if (scanner.is('facet') || scanner.is('end') || scanner.startsWith('endsolid')) return true
      if (!isForeign) this.foreignLines++
      isForeign = true
    }
    return scanner.next()
  }

  /**
   * Reads the rest of one facet, after its first word. The normal may be anything, even `nan`, because it follows from
   * the corners.
   */
  private readFacet(): void {
    const { scanner, coordinates } = this
    this.passNormal()
    for (let corner = 0; corner < 3; corner++) {
      if (corner > 0) this.nextMust('vertex')
      if (!scanner.startsWith('vertex')) throw scanner.fault('vertex')
      // Some programs leave out the blank: `vertex1.0 2.0 3.0`.
      if (!scanner.is('vertex')) scanner.reread('vertex'.length)
      for (let i = 0; i < 3; i++) {
        this.nextMust('a coordinate')
        const value = readCoordinate(scanner)
        if (Number.isNaN(value)) throw new ShapekinError('mesh.nonFinite', { place: scanner.place() })
        coordinates.push(value)
      }
    }
    this.nextMust('endloop')
    const hasEndLoop = this.isEnd('loop')
    if (hasEndLoop) this.nextMust('endfacet')
    if (!this.isEnd('facet')) throw scanner.fault(hasEndLoop ? 'endfacet' : 'endloop')
    const count = coordinates.length / 9
    if (count > MAX_TRIANGLES)
      throw new ShapekinError('mesh.tooLarge', { count, what: 'triangles', limit: MAX_TRIANGLES })
  }

  /** Skips to the first vertex: `normal x y z outer loop`, any part of which may be missing. */
  private passNormal(): void {
    const { scanner } = this
    this.nextMust('vertex')
    for (let words = 0; !scanner.startsWith('vertex'); words++) {
      if (words === WORDS_BEFORE_VERTEX || scanner.is('facet') || scanner.startsWith('end'))
        throw scanner.fault(words === 0 ? 'normal' : 'vertex')
      this.nextMust('vertex')
    }
  }

  private nextMust(expected: string): void {
    if (!this.scanner.next()) throw this.scanner.fault(expected)
  }

  /** Whether the current word is an end such as `endloop`, which may be one word or two. */
  private isEnd(what: string): boolean {
    const { scanner } = this
    if (what === 'solid' ? scanner.startsWith('endsolid') : scanner.is(`end${what}`)) return true
    if (!scanner.is('end')) return false
    this.nextMust(`end${what}`)
    return what === 'solid' ? scanner.startsWith('solid') : scanner.is(what)
  }
}
