import type { UpAxis } from '../descriptor/shape/sample/standUpright.js'
import { lookingFrom } from './standardViews.js'
import type { Vector, ViewFrame } from './viewFrame.js'

/** Some 30 degrees to the right of the front and 25 degrees above, as in catalogs. */
const FROM_FRONT_RIGHT = lookingFrom([0.45, 0.42, 0.78])

/** Turns y up with the front at z, as in glTF, into z up with the front at -y, as in Blender. */
const yToBlender = ([x, y, z]: Vector): Vector => [x, -z, y]

/** The view in which a mesh is shown to people. An unknown up axis is taken for z. */
export function thumbnailView(up: UpAxis): ViewFrame {
  if (up === 'y') return FROM_FRONT_RIGHT
  const { right, up: above, toward } = FROM_FRONT_RIGHT
  return { right: yToBlender(right), up: yToBlender(above), toward: yToBlender(toward) }
}
