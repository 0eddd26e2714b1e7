import { stemOf } from '../../shared/objectNames.js'
import type { SceneObject } from '../../shared/schema/messages.js'
import type { SceneSortRequest } from '../../shared/schema/sceneRequest.js'

/** The collection that a new file of Blender begins with, and those that it makes: they tell nothing of what is in them. */
const NEW_COLLECTION = 'collection'
/** What Blender, and most exporters, call an object that nobody has named. */
const NEW_OBJECTS = new Set(
  'cube plane circle sphere icosphere cylinder cone torus grid suzanne mesh object text curve beziercurve beziercircle nurbscurve nurbscircle nurbspath surface surfcurve surfcircle surfpatch surfcylinder surfsphere surftorus mball metaball group node geometry polysurface'.split(
    ' ',
  ),
)

/**
 * The kind of each object that a person has sorted; '' = it is to be sorted.
 *
 * - collections: the first collection that it is in. None is the scene's own, one called as Blender calls new ones, and the one
 *   that is said to hold the rest.
 * - names: the name without its number, where two objects at least have it and it is none that nobody gave.
 */
export function kindsOfObjects(
  objects: readonly SceneObject[],
  { classes, unsorted }: Pick<SceneSortRequest, 'classes' | 'unsorted'>,
): string[] {
  if (classes === 'collections')
    return objects.map(({ collection }) =>
      collection === unsorted || stemOf(collection).toLowerCase() === NEW_COLLECTION ? '' : collection,
    )
  const stems = objects.map(({ name }) => stemOf(name))
  const counts = new Map<string, number>()
  for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1)
  const isKind = (stem: string) =>
    (counts.get(stem) ?? 0) > 1 &&
    stem !== stemOf(unsorted) &&
    !NEW_OBJECTS.has(stem.toLowerCase().replace(/[\s._-]/g, ''))
  return stems.map((stem) => (isKind(stem) ? stem : ''))
}
