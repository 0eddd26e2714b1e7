import { counted } from '../../../shared/counted.js'
import type { countShapes } from '../../catalog/shapeRows.js'
import type { AddedFolders } from '../../library/kept/addFolders.js'

/** One line of counts: what a look at the folders found. */
export const countLine = ({
  described,
  known,
  moved,
  unchanged,
  gone,
  refused,
}: Pick<AddedFolders, 'described' | 'known' | 'moved' | 'unchanged' | 'gone' | 'refused'>): string => {
  if (described + known + unchanged + gone + refused.length === 0)
    return 'files     none: no mesh file of a format that is read lies below what was given'
  const unseen = refused.length > 0 ? `, ${refused.length} could not be looked at` : ''
  const found = `${described} read, ${known} known by their content (${moved} of them moved)`
  return `files     ${found}, ${unchanged} as they were, ${gone} gone${unseen}`
}

/** One line of what the library holds. @param path of the catalog */
export const heldLine = ({ shapes, files, refused }: ReturnType<typeof countShapes>, path: string): string =>
  `library   ${counted(shapes, 'shape')} in ${counted(files, 'file')}, ${refused} without numbers; ${path}`
