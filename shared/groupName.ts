import type { ShownShapes } from './schema/shownShapes.js'

/** Name of a group: the one that a person gave, else the proposed one; '' = neither. */
export const groupName = ({ named }: Pick<ShownShapes, 'named'>, group: number): string =>
  named[group]?.name || named[group]?.proposed || ''
