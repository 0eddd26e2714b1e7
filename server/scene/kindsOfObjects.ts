import { stemOf } from '../../shared/objectNames.js'
import type { SceneObject } from '../../shared/schema/messages.js'
import type { SceneSortRequest } from '../../shared/schema/sceneRequest.js'

/** Names of Blender's default collections begin with this; they say nothing about what is in them. */
const NEW_COLLECTION = 'collection'
/** Names that Blender and most exporters give to objects which nobody has named. */
const NEW_OBJECTS = new Set(
  'cube plane circle sphere icosphere cylinder cone torus grid suzanne mesh object text curve beziercurve beziercircle nurbscurve nurbscircle nurbspath surface surfcurve surfcircle surfpatch surfcylinder surfsphere surftorus mball metaball group node geometry polysurface'.split(
    ' ',
  ),
)

/**
 * The kind of each object that a person has sorted; '' = it is to be sorted.
 *
 * - collections: the first collection that the object is in. The scene's own collection, those with a default name,
 *   and the one that `unsorted` names do not count.
 * - names: the object's name without its number, where at least two objects have that name and it is not a default
 *   name.
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
