export interface Curve {
  readonly name: string
  /** A CSS color, or the name of one of the page's own. */
  readonly color: string
  readonly dash?: readonly number[]
  /** (x of the chart) null = not looked at there. */
  readonly values: readonly (number | null)[]
}

/** Curves over one axis, for the screen and for a file. */
export interface Chart {
  readonly label: string
  readonly x: readonly number[]
  readonly curves: readonly Curve[]
  /** Of the values; found from them by default. */
  readonly range?: readonly [number, number]
  /** Whether the values lie by their logarithm; those of 0 and below are then left out. Default false. */
  readonly isLog?: boolean
}

/** A chart can be saved as these. */
export const PICTURE_FORMATS = ['svg', 'png'] as const
export type PictureFormat = (typeof PICTURE_FORMATS)[number]
