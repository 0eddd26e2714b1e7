import { cosineMatrix } from '../metrics/cosineMatrix.js'
import { measureRetrieval, type Retrieval } from '../metrics/retrieval.js'
import { row, type Table } from '../table/table.js'
import { VERSIONS } from '../system/versions.js'
import type { Checkpoint } from '../checkpoint/checkpoint.js'
import { plainScaling, scaleInputs } from '../checkpoint/inputScaling.js'
import { runNetwork } from '../checkpoint/network.js'
import { joinLooks } from '../checkpoint/joinLooks.js'
import { placeViews } from '../checkpoint/viewBlock.js'
import { selectRows } from '../table/splitTable.js'
import { fitViewBlock } from './fitViewBlock.js'
import { fitWhitening, membersByClass, type Lesson } from './fitWhitening.js'
import { holdOutKits } from './holdOutKits.js'
import { tapsToLearn } from './tapsToLearn.js'
import { usefulRows } from './usefulRows.js'
import type { WhiteningOptions } from '../../shared/schema/whiteningOptions.js'

/** What is learned from; all shapes are described in the same way. */
export interface PretrainSources {
  /** Real shapes with classes. */
  readonly labelled: Table
  /** (rows of `labelled`) kit of each row; the rows of a kit are held out together. */
  readonly kits: readonly string[]
  /** Changed copies of labelled shapes, with the same ids: the differences that a change makes do not matter. */
  readonly copies?: Table
  /** Shapes of our own generator, with their family as class. */
  readonly generated?: Table
  /** (rows of `labelled`) packed sight of each; without them, the checkpoint does not learn views. */
  readonly looks?: readonly Float32Array[] | undefined
}

/**
 * Weights of copies and of generated shapes; labelled shapes have weight 1. Twice as much gives about the same
 * figures.
 */
const SAY = { copies: 0.3, generated: 0.3 }

const FOLDS = 5

/** How well the learned space does on kits that it has not seen, compared with raw numbers by L1. */
interface HeldOut {
  readonly kits: readonly string[]
  readonly shapes: number
  readonly learned: Retrieval
  /** The learned space together with views that were learned from the same kits. */
  readonly withViews?: Retrieval
  readonly raw: Retrieval
}

/**
 * Makes a checkpoint that embeds any mesh from its `shape` descriptor, and evaluates it by folds: the rows of each
 * fold of kits are queries to a space that was learned from the others. The checkpoint itself is learned from all.
 *
 * Rows that repeat others, have no class, or are of a class of one or two rows are left out.
 *
 * @param onFit called before each of the `total` fits, which take up to a minute each on a large library; may throw to
 *   end it
 * @throws ShapekinError `input.invalid` when no class is left
 */
export async function pretrain(
  sources: PretrainSources,
  options: WhiteningOptions,
  onFit: (done: number, total: number) => Promise<void>,
): Promise<Checkpoint> {
  const kept = usefulRows(sources.labelled)
  const labelled = selectRows(sources.labelled, kept)
  const kits = kept.map((i) => sources.kits[i])
  const { looks: allLooks } = sources
  const looks = allLooks && kept.map((i) => allLooks[i])
  const scaling = plainScaling('spiral', labelled.dimension)
  const scale = (table: Table): Table => ({
    ...table,
    dimension: scaling.shift.length,
    values: scaleInputs(table.values, scaling),
  })
  const [scaled, copies, generated] = [
    scale(labelled),
    sources.copies && scale(sources.copies),
    sources.generated && scale(sources.generated),
  ]
  const fit = (rows: readonly number[]) => ({
    layer: fitWhitening(lessonsOf(selectRows(scaled, rows), copies, generated), options),
    views:
      looks &&
      fitViewBlock(
        rows.map((i) => looks[i]),
        rows.map((i) => labelled.classes[i]),
        tapsToLearn(labelled.descriptor),
      ),
  })

  const folds = holdOutKits(kits, labelled.classes, FOLDS)
  const heldOut: HeldOut[] = []
  const rows = [...labelled.ids.keys()]
  for (const [index, asking] of folds.entries()) {
    await onFit(index, folds.length + 1)
    const asked = rows.filter((i) => asking.has(kits[i]))
    const { layer, views } = fit(rows.filter((i) => !asking.has(kits[i])))
    const raw = selectRows(labelled, asked)
    const learned = { dimension: layer.outputs, values: runNetwork([layer], selectRows(scaled, asked).values) }
    const measure = (space: typeof learned) =>
      measureRetrieval(cosineMatrix(space.values, space.dimension), raw.classes)
    heldOut.push({
      kits: [...asking],
      shapes: asked.length,
      learned: measure(learned),
      ...(looks && views
        ? {
            withViews: measure(
              joinLooks(
                learned.values,
                learned.dimension,
                asked.map((i) => placeViews(views, looks[i])),
              ),
            ),
          }
        : {}),
      raw: measureRetrieval(negativeL1(raw), raw.classes),
    })
  }
  await onFit(folds.length, folds.length + 1)
  const { layer, views } = fit(rows)
  return {
    name: 'checkpoint',
    expects: labelled.descriptor,
    network: [layer],
    scaling,
    ...(views ? { views } : {}),
    record: {
      kind: 'whitening',
      options,
      versions: VERSIONS,
      metrics: {
        shapes: labelled.ids.length,
        classes: membersByClass(labelled.classes).size,
        copies: copies?.ids.length ?? 0,
        generated: generated?.ids.length ?? 0,
        heldOut,
      },
    },
  }
}

function lessonsOf(labelled: Table, copies: Table | undefined, generated: Table | undefined): Lesson[] {
  const lessons: Lesson[] = [{ table: labelled, weight: 1 }]
  const pairs = copies && pairWithCopies(labelled, copies)
  if (pairs && pairs.ids.length > 0) lessons.push({ table: pairs, weight: SAY.copies })
  if (generated && generated.ids.length > 0) lessons.push({ table: generated, weight: SAY.generated })
  return lessons
}

/** Every labelled row that has a copy, followed by its copy; each such pair is a class of its own. */
function pairWithCopies(labelled: Table, copies: Table): Table {
  const copyOf = new Map(copies.ids.map((id, i) => [id, i]))
  const pairs = labelled.ids.flatMap((id, i) => {
    const copy = copyOf.get(id)
    return copy === undefined ? [] : [row(labelled, i), row(copies, copy)]
  })
  const values = new Float32Array(pairs.length * labelled.dimension)
  pairs.forEach((numbers, i) => values.set(numbers, i * labelled.dimension))
  const classes = pairs.map((_, i) => `pair ${i >> 1}`)
  return { ...labelled, ids: classes.map((name, i) => `${name}.${i & 1}`), classes, values }
}

function negativeL1(table: Table): Float32Array {
  const count = table.ids.length
  const similarities = new Float32Array(count * count)
  for (let i = 0; i < count; i++)
    for (let j = 0; j < i; j++) {
      const [a, b] = [row(table, i), row(table, j)]
      let sum = 0
      for (let k = 0; k < a.length; k++) sum += Math.abs(a[k] - b[k])
      similarities[i * count + j] = similarities[j * count + i] = -sum
    }
  return similarities
}
