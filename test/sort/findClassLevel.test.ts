import { describe, expect, it } from 'vitest'
import { classesAtLevel, findClassLevel } from '../../server/sort/findClassLevel.js'

/** Ways of files from a pattern: each {a,b} in turn. */
function ways(...patterns: string[]): string[] {
  const grow = (pattern: string): string[] => {
    const choice = /\{([^{}]*)\}/.exec(pattern)
    return choice ? choice[1].split(',').flatMap((each) => grow(pattern.replace(choice[0], each))) : [pattern]
  }
  return patterns.flatMap(grow)
}

describe('findClassLevel', () => {
  it.each([
    ['folders of classes', 1, ways('chair/{a,b,c}.obj', 'table/{d,e}.obj')],
    ['a folder for each thing', 1, ways('chair/{oak,pine}/a.obj', 'table/{round,low}/a.obj')],
    ['a folder of files in each thing', 1, ways('chair/{oak,pine}/files/a.obj', 'table/{round,low}/files/b.obj')],
    ['things that are numbered', 1, ways('{chair,table}/thing {1,2,3}/files/a.obj')],
    ['things that are only numbered', 1, ways('{chair,table}/{001,002}/model.stl')],
    ['kits with the same classes', 2, ways('{castle,pirate}/{chair,table}/{a,b}.obj')],
    ['kits with one thing in each class', 2, ways('{castle,pirate}/{chair,table}/x.obj')],
    ['kits with classes of their own', 2, ways('castle/{wall,tower}/{a,b}.obj', 'pirate/{ship,gun}/{c,d}.obj')],
    [
      'kits, classes, things',
      2,
      ways('castle/chair/{a,b}/x.obj', 'castle/table/{c,d}/x.obj', 'pirate/chair/{e,f}/x.obj'),
    ],
    ['one folder around all', 2, ways('library/{chair,table}/{a,b}.obj')],
    ['folders for formats', 1, ways('{chair,table}/{obj,stl}/{a,b}.obj')],
    ['folders for formats, in words', 1, ways('{castle,pirate}/Models/OBJ format/{a,b}.obj')],
    [
      'things with a folder for each format',
      1,
      ways('chair/{oak,pine}/{obj,stl}/x.obj', 'table/{low,high}/{obj,stl}/x.obj'),
    ],
    ['things in several formats', 1, ways('chair/{oak,pine}/x.{obj,stl}', 'table/{low,high}/x.{obj,stl}')],
    ['things in several parts', 1, ways('chair/{oak,pine}/{body,legs}.obj', 'table/{low,high}/{body,legs}.obj')],
    ['classes with files of the same names', 1, ways('{ball,board}/{1,2,3}.obj')],
    [
      'a few folders deeper',
      1,
      ways('chair/{a,b,c,d,e,f}.obj', 'table/{g,h,i,j,k}.obj', 'chair/old/{x,y}.obj', 'table/new/{v,w}.obj'),
    ],
    ['one thing in each class', 1, ways('chair/a.obj', 'table/b.obj')],
    ['no folder', 1, ways('{a,b}.obj')],
  ])('of %s: %i', (_, level, files) => {
    expect(findClassLevel(files)).toBe(level)
    expect(findClassLevel(files.toReversed())).toBe(level)
  })

  it('gives files that lie above the level no class', () => {
    expect(classesAtLevel(['a.obj', 'kit/b.obj', 'kit/chair/c.obj', 'kit/chair/files/d.obj'], 2)).toEqual([
      '',
      '',
      'chair',
      'chair',
    ])
  })
})
