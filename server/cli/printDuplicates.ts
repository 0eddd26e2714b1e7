import { Option } from '@commander-js/extra-typings'
import type { DuplicateFile } from '../library/findDuplicateFiles.js'

const COLUMNS = ['id', 'class', 'of', 'changes', 'residual', 'share', 'scale', 'triangles', 'triangles_of']

/** `--out`, of commands that look for duplicates. */
export const duplicatesOutOption = new Option('--out <table.tsv>', `table to write: ${COLUMNS.join(', ')}`)

/** Duplicates as rows of text; the first row is the heading. */
export const duplicateRows = (duplicates: readonly DuplicateFile[]): string[][] => [
  COLUMNS,
  ...duplicates.map((each) => [
    each.id,
    each.class,
    each.of,
    each.changes.join(', '),
    each.residual.toPrecision(3),
    each.residualShare.toPrecision(3),
    each.scale.toPrecision(6),
    ...each.triangles.map(String),
  ]),
]

/** `b.obj = a.obj  turned 90.0°; 0.0 % apart, 12 and 12 triangles` */
export const duplicateLine = ({ id, of, changes, residualShare, triangles }: DuplicateFile): string =>
  `${id} = ${of}  ${changes.join(', ') || 'the very same'}; ${(100 * residualShare).toFixed(2)} % apart, ${triangles.join(' and ')} triangles`
