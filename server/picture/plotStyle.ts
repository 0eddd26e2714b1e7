import * as Plot from '@observablehq/plot'

/** Style shared by all drawn figures. */
export const PLOT_STYLE = {
  fontFamily: 'Inter, system-ui, sans-serif',
  fontSize: '12px',
  background: 'white',
  color: '#1a1a1a',
} as const

/** A text above a figure, aligned with its left edge. */
export const caption = (text: string, options: Plot.TextOptions) =>
  Plot.text([text], { frameAnchor: 'top-left', textAnchor: 'start', lineAnchor: 'bottom', ...options })
