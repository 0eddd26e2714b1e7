import { z } from 'zod'

/** Files for other programs, with the programs that read them. */
export const SHOWN_EXPORTS = {
  'vectors.tsv': 'What shapes are compared by, for the Embedding Projector: load it first',
  'metadata.tsv': 'Ids, classes, groups and families, for the Embedding Projector: load it second',
  'shapes.csv': 'A line for each shape: id, class, group, family, place on the map, likeness; for any spreadsheet',
  'shapes.parquet': 'The same with the vectors, for pandas, DuckDB, Polars',
  'shapes.npz': 'All of it for numpy.load: vectors, ids, classes, groups, linkage, leaves',
  'linkage.npy': 'The tree as scipy.cluster.hierarchy takes it',
  'map.svg': 'The map on two principal components, to be drawn at any size',
  'map.png': 'The same as pixels',
  'neighbors.svg': 'The map by neighbors (UMAP), which takes a while the first time',
  'neighbors.png': 'The same as pixels',
  'tree.svg': 'The tree with its groups, the lowest branches folded',
  'tree.png': 'The same as pixels',
  'families.svg': 'A contact sheet: the most typical shapes of the largest families',
  'families.png': 'The same as pixels',
} as const
export type ExportName = keyof typeof SHOWN_EXPORTS

export const ExportPath = z.object({ name: z.enum(Object.keys(SHOWN_EXPORTS) as ExportName[]) })
