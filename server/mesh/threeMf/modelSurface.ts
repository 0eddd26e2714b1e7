import { ShapekinError } from '../../../shared/errors.js'
import { MAX_TRIANGLES } from '../limits.js'
import type { Models } from './loadModels.js'
import type { ModelObject, Placed } from './modelParser.js'

/** Most levels of components inside components; real files have a few. */
const MAX_DEPTH = 256

interface Found {
  readonly object: ModelObject
  /** Name of the part that the object lies in. */
  readonly part: string
}

/** Product of 4x3 matrices by rows, for points that are rows: p · first, then · second. */
function multiply(first: readonly number[], second: readonly number[]): number[] {
  const product: number[] = []
  for (let row = 0; row < 4; row++)
    for (let column = 0; column < 3; column++) {
      let sum = row === 3 ? second[9 + column] : 0
      for (let k = 0; k < 3; k++) sum += first[3 * row + k] * second[3 * k + column]
      product.push(sum)
    }
  return product
}

/** The triangles of what is built, or of all objects where nothing is built. */
export class ModelSurface {
  private readonly counts = new Map<ModelObject, number>()
  private readonly open = new Set<ModelObject>()
  /** The objects on the build plate. */
  readonly items: readonly Placed[]

  constructor(private readonly models: Models) {
    const root = models.parts.get(models.root)
    this.items = root && root.items.length > 0 ? root.items : this.topObjects()
  }

  /** Number of triangles of items, before any is made. @throws `mesh.invalid`, `mesh.tooLarge` */
  triangles(items: readonly Placed[]): number {
    const count = items.reduce((sum, item) => sum + this.count(this.find(item, this.models.root), item), 0)
    if (count > MAX_TRIANGLES)
      throw new ShapekinError('mesh.tooLarge', { count, what: 'triangles', limit: MAX_TRIANGLES })
    return count
  }

  /** (9 count) in millimetres. @throws `mesh.nonFinite` */
  corners(items: readonly Placed[], count: number): Float64Array {
    const corners = new Float64Array(9 * count)
    const unit = this.models.parts.get(this.models.root)?.unit ?? 1
    const scale = [unit, 0, 0, 0, unit, 0, 0, 0, unit, 0, 0, 0]
    let at = 0
    for (const item of items)
      at = this.write(this.find(item, this.models.root), multiply(item.transform, scale), item, corners, at)
    return corners
  }

  /** Name of an item's object; '' = it has none. */
  nameOf(item: Placed): string {
    return this.find(item, this.models.root)
      .object.name.replace(/\p{Cc}/gu, ' ')
      .trim()
  }

  private write(
    { object, part }: Found,
    m: readonly number[],
    from: Placed,
    corners: Float64Array,
    at: number,
  ): number {
    const vertices = object.vertices.values()
    // A mirroring transform would turn the surface inside out, so its triangles are reversed.
    const isMirrored =
      m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6]) + m[2] * (m[3] * m[7] - m[4] * m[6]) < 0
    let end = at
    const triangles = object.triangles.values()
    for (let i = 0; i < triangles.length; i++) {
      const v = 3 * triangles[isMirrored ? i - (i % 3) + 2 - (i % 3) : i]
      for (let column = 0; column < 3; column++) {
        const value =
          vertices[v] * m[column] + vertices[v + 1] * m[3 + column] + vertices[v + 2] * m[6 + column] + m[9 + column]
        if (!Number.isFinite(Math.fround(value))) throw new ShapekinError('mesh.nonFinite', { place: from.place })
        corners[end++] = value
      }
    }
    for (const component of object.components) {
      const found = this.find(component, part)
      // An object without triangles is not entered: there may be a billion placements of it.
      if (this.count(found, component) > 0)
        end = this.write(found, multiply(component.transform, m), component, corners, end)
    }
    return end
  }

  private count({ object, part }: Found, { place, objectId }: Placed): number {
    const known = this.counts.get(object)
    if (known !== undefined) return known
    if (this.open.has(object)) throw invalid(place, `object ${objectId.slice(0, 32)} is a component of itself`)
    if (this.open.size >= MAX_DEPTH) throw invalid(place, `components nested deeper than ${MAX_DEPTH}`)
    this.open.add(object)
    const count = object.components.reduce(
      (sum, component) => sum + this.count(this.find(component, part), component),
      object.triangles.length / 3,
    )
    this.open.delete(object)
    this.counts.set(object, count)
    return count
  }

  private find({ objectId, part, place }: Placed, from: string): Found {
    const name = part || from
    const object = this.models.parts.get(name)?.objects.get(objectId)
    if (!object) throw invalid(place, `there is no object ${objectId.slice(0, 32)} in ${name}`)
    return { object, part: name }
  }

  private topObjects(): Placed[] {
    const { root, parts } = this.models
    const objects = parts.get(root)?.objects ?? new Map<string, ModelObject>()
    const used = new Set([...objects.values()].flatMap(({ components }) => components.map(({ objectId }) => objectId)))
    return [...objects.keys()].flatMap((objectId) =>
      used.has(objectId)
        ? []
        : [{ objectId, part: '', transform: [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0], place: `Object ${objectId}` }],
    )
  }
}

const invalid = (place: string, problem: string) => new ShapekinError('mesh.invalid', { place, problem })
