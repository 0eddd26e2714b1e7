import { lazy, Suspense } from 'preact/compat'
import { useCallback, useMemo, useState } from 'preact/hooks'
import type { ShownMeasures, ShownShapes } from '../../shared/schema/shownShapes.js'
import { call } from '../api/call.js'
import { readColumns } from '../api/readColumns.js'
import { colorings, colorShapes, mainClasses } from '../shapes/coloring.js'
import { nameFinder } from '../shapes/nameFinder.js'
import { classSymbols, disagreement, groupNames, mapLook } from '../map/mapLook.js'
import { MapLegend } from '../map/MapLegend.js'
import { Choice } from '../parts/Choice.js'
import { SaveButtons } from '../parts/SaveButtons.js'
import { SearchField } from '../parts/SearchField.js'
import { ShapeList } from '../parts/ShapeList.js'
import { WithShapes } from '../parts/WithShapes.js'
import { howFar, shortNumber } from '../parts/words.js'
import { neighborMapOf, readNeighborMap } from '../state/neighborMaps.js'
import { go, keepSettings, route } from '../state/route.js'
import { saveExport } from '../state/saveExport.js'
import { selectInBlender } from '../state/selection.js'
import { useBlenderSelection } from '../state/useBlenderSelection.js'
import { shapeAddress, type Subject } from '../state/subject.js'
import { useAnswer } from '../state/useAnswer.js'

const MapCanvas = lazy(() => import('../map/MapCanvas.js'))

/** The map of a subject's shapes, which can be colored, searched and encircled. All settings are in the address. */
export const MapView = ({ subject }: { readonly subject: Subject }) => (
  <WithShapes subject={subject}>{(shapes) => <ShapesMap subject={subject} shapes={shapes} />}</WithShapes>
)

/** The ways to lay out the shapes. */
const PLACES = { components: 'Principal components', neighbors: 'Neighbors (UMAP)' } as const

interface ShapesMapProps {
  readonly subject: Subject
  readonly shapes: ShownShapes
}

function ShapesMap({ subject, shapes: byComponents }: ShapesMapProps) {
  const { settings } = route.value
  const isByNeighbors = settings.get('places') === 'neighbors'
  useAnswer(
    async () => (isByNeighbors ? readNeighborMap(subject) : undefined),
    [subject.api, subject.version, isByNeighbors],
  )
  const neighbors = isByNeighbors ? neighborMapOf(subject) : undefined
  const places = neighbors?.name === 'made' ? neighbors.places : undefined
  const making = neighbors?.name === 'making' && neighbors.progress ? howFar(neighbors.progress) : ''
  const shapes = useMemo(() => ({ ...byComponents, ...places }), [byComponents, places])
  const { answer: measures = NO_MEASURES } = useAnswer(() => readMeasures(subject), [subject.api, subject.version])
  const titles = useMemo(() => colorings(shapes, measures), [shapes, measures])
  const asked = settings.get('color') ?? 'group'
  const coloring = Object.hasOwn(titles, asked) ? asked : 'group'
  const [chosen, search] = [settings.get('only') ?? '', (settings.get('find') ?? '').trim()]
  const [isLasso, setLasso] = useState(false)
  const [lassoed, setLassoed] = useState<readonly number[]>([])
  const [isOfBlender, setOfBlender] = useState(false)
  const [target, setTarget] = useState(-1)
  const colors = useMemo(() => colorShapes(shapes, coloring, measures), [shapes, coloring, measures])
  const found = useMemo(() => (search === '' ? [] : rowsWhere(shapes, nameFinder(shapes, search))), [shapes, search])
  const symbolOf = useMemo(() => classSymbols(byComponents), [byComponents])
  const disagrees = useMemo(() => disagreement(byComponents, mainClasses(byComponents)), [byComponents])
  const disagreeing = useMemo(() => rowsWhere(byComponents, disagrees), [disagrees])
  const names = useMemo(() => (coloring === 'group' ? groupNames(shapes) : []), [shapes, coloring])
  const isDisagreeing = chosen === 'disagreeing'
  const look = useCallback(() => {
    const sets = [
      search ? found : undefined,
      lassoed.length > 0 ? lassoed : undefined,
      isDisagreeing ? disagreeing : undefined,
    ]
    const wanted = sets.filter((rows) => rows !== undefined).map((rows) => maskOf(rows, shapes.ids.length))
    const isShown = (row: number) =>
      wanted.every((mask) => mask[row] === 1) && (chosen === '' || isDisagreeing || colors.valueOfRow[row] === chosen)
    return mapLook(shapes, { colors, isShown, names, symbolOf, disagrees })
  }, [shapes, colors, found, lassoed, chosen])
  // Shapes of a scene or a run are in a Blender file; those of a library are in other files.
  const isLinkable = subject.kind !== 'library'
  const linked = useBlenderSelection(isLinkable, (ids) => {
    const rowOf = new Map(shapes.ids.map((id, row) => [id, row]))
    setLassoed(ids.flatMap((id) => rowOf.get(id) ?? []))
    setOfBlender(true)
  })
  const encircle = (rows: readonly number[]) => {
    setLassoed(rows)
    setOfBlender(false)
    if (linked > 0) void selectInBlender(rows.map((row) => shapes.ids[row])).catch(() => undefined)
  }
  const noteOf = (row: number) => {
    const value = Object.hasOwn(measures, coloring) ? measures[coloring][row] : null
    return value === null ? '' : `${coloring}: ${shortNumber(value)}`
  }
  const open = (row: number) => go(shapeAddress(subject, shapes.ids[row]))
  const listed = lassoed.length > 0 ? lassoed : search ? found : isDisagreeing ? disagreeing : []
  return (
    <div class="map-layout">
      <section class="card map-card" aria-label="Map">
        <div class="map-tools">
          <Choice
            label="Color by"
            value={coloring}
            titles={titles}
            onChange={(color) => keepSettings({ color, only: '' })}
          />
          <Choice
            label="Places by"
            value={isByNeighbors ? 'neighbors' : 'components'}
            titles={PLACES}
            onChange={(by) => keepSettings({ places: by === 'neighbors' ? by : '' })}
          />
          <SearchField label="Search by name" />
          <button
            aria-pressed={isLasso}
            onClick={() => setLasso(!isLasso)}
            title="Or hold Shift and draw; Enter on the map encircles what is in sight"
          >
            Lasso
          </button>
        </div>
        <Suspense fallback={<div class="map-stage" />}>
          <MapCanvas
            noun={subject.noun}
            shapes={shapes}
            look={look}
            noteOf={noteOf}
            isLasso={isLasso}
            target={target}
            onOpen={open}
            onLasso={(rows) => {
              encircle(rows)
              setLasso(false)
            }}
          />
        </Suspense>
        <SaveButtons
          label="the map"
          save={(format) => saveExport(subject, `${isByNeighbors ? 'neighbors' : 'map'}.${format}`)}
        />
        {isLinkable && (
          <p class="small muted" role="status">
            {linked > 0
              ? 'Linked with Blender: what is encircled here is selected there, and the other way round.'
              : 'Not linked with Blender: open the scene there, with the tab Shapekin connected to this server.'}
          </p>
        )}
        <p class="small muted" role="status">
          {neighbors?.name === 'making' &&
            `The map of neighbors is being made${making && ` (${making})`}; until then: `}
          {neighbors?.name === 'failed' && `${neighbors.message} `}
          {places
            ? 'What lies side by side is alike. How far apart groups lie, and how large they are, tells little.'
            : `Across: first principal component, ${percent(shapes.explained[0])} of the variance. Up: the second, ${percent(shapes.explained[1])}.`}
        </p>
      </section>
      <div class="map-side">
        <MapLegend
          symbols={symbolOf}
          colors={colors}
          title={titles[coloring]}
          chosen={chosen}
          disagreeing={disagreeing.length}
          onChoose={(value) => keepSettings({ only: value === chosen ? '' : value })}
        />
        {listed.length > 0 && (
          <ShapeList
            subject={subject}
            shapes={shapes}
            rows={listed}
            title={
              lassoed.length > 0
                ? isOfBlender
                  ? 'Selected in Blender'
                  : 'Encircled'
                : search
                  ? 'Found'
                  : 'Group and class disagree'
            }
            onClear={() => {
              encircle([])
              keepSettings({ find: '', only: '' })
            }}
            onFocus={setTarget}
          />
        )}
        {search !== '' && listed.length === 0 && (
          <p class="card small">
            No {subject.noun} has “{search}” in its name. Names look like {shapes.ids[0]}.
          </p>
        )}
      </div>
    </div>
  )
}

const NO_MEASURES: ShownMeasures = {}

/** @throws CallError */
const readMeasures = async ({ api }: Subject): Promise<ShownMeasures> => readColumns(await call(`${api}/measures`))

function rowsWhere({ ids }: ShownShapes, holds: (row: number) => boolean): number[] {
  const rows: number[] = []
  for (let row = 0; row < ids.length; row++) if (holds(row)) rows.push(row)
  return rows
}

/** (count) 1 for each of the rows, else 0. */
function maskOf(rows: readonly number[], count: number): Uint8Array {
  const mask = new Uint8Array(count)
  for (const row of rows) mask[row] = 1
  return mask
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`
