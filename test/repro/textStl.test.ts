import { describe, expect, it } from 'vitest'
import { parseMesh } from '../../server/mesh/parseMesh.js'
import { cubeFacets } from '../support/cubeFiles.js'
import { surfaceOf } from '../support/surfaceOf.js'

/** Text STL that was refused, or taken for a damaged binary file, though all its triangles are complete and plain. */

const facets = cubeFacets().join('')
const cube = `solid a\n${facets}endsolid a\n`
const wide = (text: string, mark: string): Buffer => Buffer.from(mark + text, 'utf16le')

const READ: readonly [string, string | Buffer, repairs?: string[]][] = [
  ['end loop and end facet in two words', cube.replaceAll('endloop', 'end loop').replaceAll('endfacet', 'end facet')],
  ['end solid in two words', cube.replace('endsolid a', 'end solid a')],
  ['endsolid glued to the name', cube.replace('endsolid a', 'endsolida')],
  ['solid twice, endsolid twice', `solid a\n${cube}endsolid a\n`, ['missingEnds']],
  ['no endsolid', cube.replace('endsolid a\n', ''), ['missingEnds']],
  ['no endsolid and no last line end', cube.replace('\nendsolid a\n', ''), ['missingEnds']],
  ['two solids, endsolid after the second only', `solid b\n${cube.replace('solid a', 'solid c')}`, ['missingEnds']],
  ['no solid', facets, ['missingEnds']],
  ['a color behind endfacet', cube.replaceAll('endfacet', 'endfacet color 32767'), ['foreignWords']],
  ['a comment first', `# written by hand\n${cube}`],
  ['a comment of another kind first', `; written by hand\n// twice\n${cube}`, ['foreignWords']],
  ['a line of words first', `Exported on Monday\n${cube}`, ['foreignWords']],
  ['comments between and behind', cube.replaceAll('outer loop', 'outer loop # here\n# there')],
  ['text after endsolid', `${cube}12 facets\n`, ['foreignWords']],
  ['the whole on one line', `solid a\n${facets.replaceAll('\n', ' ')}endsolid`],
  ['a control character in the name', cube.replace('solid a', 'solid a\x01b')],
  ['NUL padding behind the name', cube.replace('solid a', `solid a${'\0'.repeat(300)}`)],
  ['NUL padding at the end', cube + '\0'.repeat(300)],
  ['Ctrl-Z at the end', `${cube}\x1a`],
  ['a name in another language', cube.replace('solid a', 'solid W\xfcrfel')],
  ['UTF-16 with a mark', wide(cube, '\ufeff'), ['wideText']],
  ['UTF-16, high byte first', wide(cube, '\ufeff').swap16(), ['wideText']],
  ['UTF-16 without a mark', wide(cube, ''), ['wideText']],
  ['UTF-8 with a mark', Buffer.from(`\ufeff${cube}`)],
  ['mixed case and tabs', cube.replaceAll('facet normal', '\tFacet\tNORMAL').replaceAll('vertex', '\tVertex')],
  ['vertex glued to its first number', cube.replaceAll('vertex ', 'vertex')],
  ['facets without loops', cube.replaceAll('outer loop\n', '').replaceAll('endloop\n', '')],
  ['facets without a normal', cube.replaceAll('facet normal 0 0 0', 'facet')],
  ['normals that are no numbers', cube.replaceAll('normal 0 0 0', 'normal nan -nan(ind) 1.#QNAN')],
  ['exponents', cube.replaceAll(' 1', ' 1.E+000').replaceAll(' 0', ' -.0e-3')],
  ['exponents of Fortran', cube.replaceAll(' 1', ' 0.1D+01')],
  ['CR line ends', cube.replaceAll('\n', '\r')],
  ['CR LF line ends and trailing blanks', cube.replaceAll('\n', '  \r\n')],
]

const REFUSED: readonly [string, string, code: string, says: string][] = [
  ['a decimal comma', cube.replace('vertex 0 0 0', 'vertex 0,5 0 0'), 'mesh.syntax', 'not a comma'],
  ['a polygon', cube.replace('endloop', 'vertex 9 9 9\nendloop'), 'mesh.syntax', 'vertex instead of endloop'],
  ['two coordinates', cube.replace('vertex 0 0 0', 'vertex 0 0'), 'mesh.syntax', 'a coordinate'],
  ['a file cut in a triangle', cube.slice(0, -60), 'mesh.truncated', 'incomplete'],
  ['words', 'solid advice for '.repeat(20), 'mesh.empty', 'no triangles'],
  ['another kind of text in UTF-16', 'a letter to nobody, '.repeat(20), 'mesh.syntax', 'instead of solid'],
]

describe('text STL', () => {
  it.each(READ)('is read: %s', (_, content, repairs = []) => {
    const mesh = parseMesh(Buffer.from(content as string, 'latin1'), 'stl')
    expect(mesh.positions.map((x) => x + 0)).toEqual(parseMesh(Buffer.from(cube), 'stl').positions)
    expect(surfaceOf(mesh)).toMatchObject({ triangles: 12, area: 6 })
    expect(mesh.repairs?.map(({ kind }) => kind)).toEqual(repairs)
  })

  it('is read from two triangles that Ctrl-Z ends', () => {
    const two = `solid a\n${cubeFacets().slice(0, 2).join('')}endsolid a\n\x1a`
    expect(surfaceOf(parseMesh(Buffer.from(two), 'stl'))).toMatchObject({ triangles: 2, area: 1 })
  })

  it.each(REFUSED)('is refused, and told why: %s', (_, text, code, says) => {
    const read = () => parseMesh(Buffer.from(text), 'stl')
    expect(read).toThrow(expect.objectContaining({ code }))
    expect(read).toThrow(says)
  })
})
