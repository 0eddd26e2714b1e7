import { resolve } from 'node:path'
import { Option } from '@commander-js/extra-typings'
import { counted } from '../../../shared/counted.js'
import type { WorkContext } from '../../../shared/progress.js'
import { FAMILY_LIKENESS } from '../../../shared/schema/familyLikeness.js'
import { MAX_ROWS } from '../../../shared/schema/rowCounts.js'
import type { SqlFile } from '../../catalog/sqlFile.js'
import { LINKAGES, type Linkage } from '../../cluster/tree.js'
import type { ExportedAssets } from '../../library/kept/exportAssets.js'
import type { GroupedLibrary } from '../../library/kept/groupLibrary.js'
import { checkOutputFile, checkOutputFolder, checkReplaceable } from '../checkOutput.js'
import { runAtEdge, type CommandResult } from '../command.js'
import { cutOf } from '../cutOf.js'
import { familyLines } from '../familyLines.js'
import { numberOption, wholeNumberOption } from '../valueOptions.js'
import { part, withLibrary } from './part.js'

interface FamiliesRequest {
  readonly similar?: number | undefined
  readonly groups?: number | undefined
  readonly linkage?: Linkage | undefined
  readonly out?: string | undefined
  readonly pictures?: true | undefined
  readonly links?: string | undefined
  readonly assets?: string | undefined
}

export const familiesCommand = part('families')
  .addOption(
    numberOption(
      '--similar <percent>',
      `any two of a family are at least so alike, 0 to 100; default ${FAMILY_LIKENESS}`,
    ),
  )
  .addOption(wholeNumberOption('--groups <number>', 'how many families to make, instead', 1, MAX_ROWS))
  .addOption(
    new Option('--linkage <name>', 'how two groups are compared; default complete, with --groups average').choices(
      LINKAGES,
    ),
  )
  .option('--out <table.tsv>', 'table to write: id, class, group, family, role (typical, odd), likeness')
  .option(
    '--pictures',
    'draw the families as page and contact sheet beside --out, and the map and the tree (.html, .png, .svg)',
  )
  .option('--links <folder>', 'new folder to make with a folder of links for each family')
  .option('--assets <folder>', 'folder to make as an asset library of Blender, with a catalog for each family')
  .action(({ json, library, ...request }) => runAtEdge({ json }, (context) => families(request, library, context)))

function families(request: FamiliesRequest, library: string | undefined, context: WorkContext): Promise<CommandResult> {
  const { similar, groups, linkage } = request
  const cut = cutOf(groups === undefined ? { similar: similar ?? FAMILY_LIKENESS } : { similar, groups })
  const [out, links, assets] = [request.out, request.links, request.assets].map((path) => path && resolve(path))
  const picturesBeside = request.pictures ? (out ?? resolve('families.tsv')) : undefined
  if (out !== undefined) checkOutputFile(out)
  if (picturesBeside !== undefined) checkOutputFile(picturesBeside)
  if (links !== undefined) checkOutputFolder(links)
  if (assets !== undefined) checkReplaceable(assets, isOfAssets)
  return withLibrary(library, async (sql) => {
    const { groupLibrary } = await import('../../library/kept/groupLibrary.js')
    const grouped = await groupLibrary(sql, { cut, linkage }, context)
    const { table, ladder } = grouped
    const written: string[] = []
    if (out !== undefined) {
      const { writeRows } = await import('../../table/writeTable.js')
      const { familyRows } = await import('../../library/kept/familyRows.js')
      await writeRows(out, familyRows(grouped))
      written.push(out)
    }
    if (picturesBeside !== undefined) written.push(...(await drawn(sql, grouped, picturesBeside, context)))
    if (links !== undefined) {
      const { linkFamilies } = await import('../../library/kept/linkFamilies.js')
      await linkFamilies(sql, grouped, links)
      written.push(links)
    }
    const asAssets = assets === undefined ? undefined : await exported(sql, grouped, assets, context)
    if (assets !== undefined) written.push(assets)
    const named = grouped.families.map(({ name, size, tightness, typical, odd }) => ({
      name,
      size,
      tightness,
      typical: table.ids[typical],
      odd: odd.map(({ row, likeness }) => ({ id: table.ids[row], likeness })),
    }))
    return {
      json: { shapes: table.ids.length, groups: named.length, families: named, ladder, written, assets: asAssets },
      text: [
        `${counted(table.ids.length, 'shape')} in ${counted(named.length, 'family', 'families')}`,
        ...familyLines(named),
        `ladder    ${ladder.map((rung) => `${rung.percent} %: ${rung.groups}`).join(', ')} groups`,
        ...(asAssets ? [assetLine(asAssets)] : []),
        ...(written.length > 0 ? [`written   ${written.join(', ')}`] : []),
      ].join('\n'),
    }
  })
}

/** Whether files of these names come from an earlier call; a large library has more than one .blend file. */
const isOfAssets = (names: readonly string[]): boolean =>
  names.includes('blender_assets.cats.txt') && names.includes('families.blend')

async function exported(
  sql: SqlFile,
  grouped: GroupedLibrary,
  folder: string,
  context: WorkContext,
): Promise<ExportedAssets> {
  const { exportAssets } = await import('../../library/kept/exportAssets.js')
  return exportAssets(sql, grouped, folder, context)
}

const assetLine = ({ assets, catalogs, missing }: ExportedAssets): string =>
  `assets    ${assets} in ${catalogs} catalogs${missing > 0 ? `; ${missing} shapes could not be read: \`library add\` again` : ''}`

async function drawn(
  sql: SqlFile,
  grouped: GroupedLibrary,
  out: string,
  context: WorkContext,
): Promise<readonly string[]> {
  const { drawFamilies } = await import('../../library/drawFamilies.js')
  const { catalogShapes } = await import('../../library/kept/catalogShapes.js')
  const shapes = await catalogShapes(sql, grouped.table.ids, context.signal)
  return (await drawFamilies({ shapes, ...grouped, names: grouped.families.map(({ name }) => name), out }, context))
    .files
}
