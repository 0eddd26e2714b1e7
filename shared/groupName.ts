import type { ShownShapes } from './schema/shownShapes.js'

/** What a group is called: as a person named it, else as was proposed; '' = neither. */
export const groupName = ({ named }: Pick<ShownShapes, 'named'>, group: number): string =>
  named[group]?.name || named[group]?.proposed || ''
