import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { ShapekinError } from '../../../shared/errors.js'
import { MAX_TRIANGLES, MAX_VERTICES } from '../limits.js'
import { NumberList } from '../numberList.js'
import { requireAtMost } from '../polygonList.js'

/** Millimetres of each unit. */
const MILLIMETRES: Readonly<Record<string, number>> = {
  micron: 0.001,
  millimeter: 1,
  centimeter: 10,
  inch: 25.4,
  foot: 304.8,
  meter: 1000,
}
const NUMBER = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i
/**
 * Namespaces that a file may require: parts in files of their own, materials, names of triangles. They say nothing
 * about its surfaces that is not read.
 */
const READ_NAMESPACES = /\/(core|production|material|securecontent|trianglesets)\//i
/** Most levels of elements; a core model has seven. */
const MAX_DEPTH = 64

/** The place of an object in another one, or on the build plate. */
export interface Placed {
  /** Name of the package's part that holds the object; '' = the same part. */
  readonly part: string
  readonly objectId: string
  /** 4x3 by rows: three axes, then the translation. */
  readonly transform: readonly number[]
  /** Place in the file, for an error. */
  readonly place: string
}

export interface ModelObject {
  readonly name: string
  /** (3V) */
  readonly vertices: NumberList
  /** (3T) each < V */
  readonly triangles: NumberList
  readonly components: Placed[]
}

/** One model part of a 3MF package. */
export interface Model {
  /** Millimetres in a unit. */
  readonly unit: number
  readonly objects: ReadonlyMap<string, ModelObject>
  readonly items: readonly Placed[]
}

const IDENTITY: readonly number[] = [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0]

/** Parses the XML of a model part as it arrives, without building a tree. */
export class ModelParser {
  private readonly parser = new SaxesParser<{ xmlns: false; position: true }>({ xmlns: false, position: true })
  private readonly decoder = new TextDecoder('utf-8')
  private readonly objects = new Map<string, ModelObject>()
  private readonly items: Placed[] = []
  private unit = MILLIMETRES.millimeter
  private object: ModelObject | undefined
  private hasModel = false
  private depth = 0

  /** @param name of the part, for errors */
  constructor(private readonly name: string) {
    this.parser.on('opentag', (tag) => this.open(tag))
    this.parser.on('closetag', () => this.depth--)
    this.parser.on('error', (cause) => {
      const reason = cause.message.replace(/^\d+:\d+: /, '').replace(/\.$/, '')
      throw new ShapekinError('mesh.invalid', { place: this.place(), problem: reason }, { cause })
    })
  }

  /** @throws `mesh.invalid`, `mesh.indexRange`, `mesh.nonFinite`, `mesh.tooLarge`, `mesh.unsupported`, naming the line */
  write(piece: Uint8Array): void {
    this.parser.write(this.decoder.decode(piece, { stream: true }))
  }

  /** @throws as write */
  end(): Model {
    this.parser.write(this.decoder.decode()).close()
    if (!this.hasModel) throw this.invalid('it is no model')
    return { unit: this.unit, objects: this.objects, items: this.items }
  }

  private open(tag: SaxesTagPlain): void {
    if (++this.depth > MAX_DEPTH) throw this.invalid(`elements nested deeper than ${MAX_DEPTH}`)
    const { attributes } = tag
    switch (localName(tag.name)) {
      case 'model':
        return this.openModel(attributes)
      case 'object':
        return this.openObject(attributes)
      case 'vertex': {
        const { vertices } = this.current()
        for (const axis of ['x', 'y', 'z']) vertices.push(this.coordinate(attributes[axis], axis))
        return requireAtMost(MAX_VERTICES, vertices.length / 3, 'vertices')
      }
      case 'triangle': {
        const { vertices, triangles } = this.current()
        for (const corner of ['v1', 'v2', 'v3'])
          triangles.push(this.index(attributes[corner], corner, vertices.length / 3))
        return requireAtMost(MAX_TRIANGLES, triangles.length / 3, 'triangles')
      }
      case 'component':
        this.current().components.push(this.placed(attributes))
        return
      case 'item':
        this.items.push(this.placed(attributes))
    }
  }

  private openModel(attributes: Record<string, string>): void {
    this.hasModel = true
    const { unit = 'millimeter', requiredextensions = '' } = attributes
    if (!(unit in MILLIMETRES)) throw this.invalid(`there is no unit "${unit.slice(0, 32)}"`)
    this.unit = MILLIMETRES[unit]
    for (const prefix of requiredextensions.split(/\s+/).filter(Boolean)) {
      const space = attributes[`xmlns:${prefix}`] ?? prefix
      if (!READ_NAMESPACES.test(space))
        throw new ShapekinError('mesh.unsupported', { place: this.place(), feature: space.slice(0, 100) })
    }
  }

  private openObject({ id, name }: Record<string, string>): void {
    if (id === undefined) throw this.invalid('an object without an id')
    if (this.objects.has(id)) throw this.invalid(`a second object ${id.slice(0, 32)}`)
    this.object = { name: name ?? '', vertices: new NumberList(), triangles: new NumberList(), components: [] }
    this.objects.set(id, this.object)
  }

  private current(): ModelObject {
    if (!this.object) throw this.invalid('a mesh outside of an object')
    return this.object
  }

  private placed(attributes: Record<string, string>): Placed {
    const { objectid, transform } = attributes
    if (objectid === undefined) throw this.invalid('an objectid is missing')
    const path = Object.keys(attributes).find((key) => localName(key) === 'path')
    return {
      objectId: objectid,
      part: path === undefined ? '' : attributes[path],
      transform: transform === undefined ? IDENTITY : this.transform(transform),
      place: this.place(),
    }
  }

  private transform(text: string): number[] {
    const numbers = text.trim().split(/\s+/)
    if (numbers.length !== 12 || !numbers.every((word) => NUMBER.test(word) && Number.isFinite(Number(word))))
      throw this.invalid('a transform is not 12 numbers')
    return numbers.map(Number)
  }

  private coordinate(text: string | undefined, axis: string): number {
    if (text !== undefined && /^\s*[+-]?(nan|inf)/i.test(text)) throw this.nonFinite()
    if (text === undefined || !NUMBER.test(text)) throw this.invalid(`${axis} of a vertex is no number`)
    const value = Number(text)
    if (!Number.isFinite(Math.fround(value))) throw this.nonFinite()
    return value
  }

  private index(text: string | undefined, corner: string, vertices: number): number {
    if (text === undefined || !/^\s*\d+\s*$/.test(text)) throw this.invalid(`${corner} of a triangle is no number`)
    const index = Number(text)
    if (index >= vertices) throw new ShapekinError('mesh.indexRange', { place: this.place(), index, vertices })
    return index
  }

  private place(): string {
    return `Line ${this.parser.line} of ${this.name}`
  }

  private invalid(problem: string): ShapekinError {
    return new ShapekinError('mesh.invalid', { place: this.place(), problem })
  }

  private nonFinite(): ShapekinError {
    return new ShapekinError('mesh.nonFinite', { place: this.place() })
  }
}

/** The name of an element without the prefix that the file chose for its namespace. */
const localName = (name: string): string => name.slice(name.indexOf(':') + 1)
