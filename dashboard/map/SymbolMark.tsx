/** The symbols of the map as small drawings, in the order of pointLayer.ts. */
const PATHS = [
  'M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12z',
  'M3 3h10v10H3z',
  'M8 1.5L14.5 13h-13z',
  'M8 1l4.6 7L8 15L3.4 8z',
  'M8 1l1.7 4.7l5 .1l-4 3.1l1.4 4.8L8 10.9l-4.1 2.8l1.4-4.8l-4-3.1l5-.1z',
  'M6 1.5h4V6h4.5v4H10v4.5H6V10H1.5V6H6z',
  'M6.1 15V9.1L1 6.2l1.9-3.3L8 5.8l5.1-2.9L15 6.2L9.9 9.1V15z',
]

export const SymbolMark = ({ rank }: { readonly rank: number }) => (
  <svg class="symbol" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
    <path d={PATHS[Math.min(rank, PATHS.length - 1)]} fill="currentColor" />
  </svg>
)
