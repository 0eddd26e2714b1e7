import * as Plot from '@observablehq/plot'

/** What all drawn figures have in common. */
export const PLOT_STYLE = {
  fontFamily: 'Inter, system-ui, sans-serif',
  fontSize: '12px',
  background: 'white',
  color: '#1a1a1a',
} as const

/** Words above a figure, from its left edge on. */
export const caption = (text: string, options: Plot.TextOptions) =>
  Plot.text([text], { frameAnchor: 'top-left', textAnchor: 'start', lineAnchor: 'bottom', ...options })
