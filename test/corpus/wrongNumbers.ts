import { replaceNth, type BadFile } from './badFile.js'
import { GOOD_FILES, MODEL } from './goodFiles.js'
import { packageOf } from '../support/polygonFiles.js'

const COORDINATES = [
  'nan',
  'inf',
  '-Infinity',
  '1e39',
  '-1e400',
  '0x10',
  '1,5',
  '--1',
  '1e',
  '',
  'None',
  '9'.repeat(500),
]
const INDICES = ['-1', '12', '4294967295', '4294967296', '1e3', '1.5', 'nan', '', 'x', '9'.repeat(400)]

const text = (name: string): string => GOOD_FILES.find((file) => file.name === name)?.bytes.toString('latin1') ?? ''

/** One number of a text replaced. */
const among = (
  name: string,
  format: BadFile['format'],
  pattern: RegExp,
  values: readonly string[],
  put: (found: string, value: string) => string,
): BadFile[] =>
  values.map((value) => ({
    name: `${name}: ${value.length > 20 ? `${value.length} digits` : `"${value}"`} in ${pattern.source}`,
    format,
    bytes: Buffer.from(
      replaceNth(text(name), pattern, 0, (found) => put(found, value)),
      'latin1',
    ),
  }))

const last = (found: string, value: string) => found.replace(/\S+$/, value)

/** No finite number where a coordinate stands, no vertex where one is named. */
export const wrongNumbers = (): BadFile[] => [
  ...among('text STL', 'stl', /vertex 1 0 0/, COORDINATES, last),
  ...among('OBJ', 'obj', /v [-\d.]+ [-\d.]+ [-\d.]+/, COORDINATES, last),
  ...among('text PLY', 'ply', /\n2 0 0/, COORDINATES.filter(Boolean), last),
  ...among('OFF', 'off', /\n2 0 0/, COORDINATES.filter(Boolean), last),
  ...among(
    'OBJ',
    'obj',
    /f \S+ \S+ \S+/,
    INDICES.filter((value) => value !== '-1' && value !== '12' && value !== ''),
    last,
  ),
  ...among('text PLY', 'ply', /\n3 5 0 6/, INDICES.filter(Boolean), last),
  ...among('OFF', 'off', /\n3 5 0 6/, INDICES.filter(Boolean), last),
  ...COORDINATES.map((value): BadFile => ({
    name: `3MF: "${value.slice(0, 20)}" for a coordinate`,
    format: 'threeMf',
    bytes: packageOf(MODEL.replace('<vertex x="2"', `<vertex x="${value}"`)),
  })),
  ...INDICES.map((value): BadFile => ({
    name: `3MF: "${value.slice(0, 20)}" for a vertex`,
    format: 'threeMf',
    bytes: packageOf(MODEL.replace(/v3="\d+"/, `v3="${value}"`)),
  })),
]
