import { counted } from '../../shared/counted.js'
import { hexOfColor, type Color } from './palette.js'

/** A member of a family, for the page. */
export interface PageShape {
  readonly id: string
  /** Bytes of a WebP file; undefined where nothing could be drawn. */
  readonly picture?: Uint8Array | undefined
  /** Likeness to the typical member, in percent; undefined for the typical member itself. */
  readonly likeness?: number | undefined
  readonly isOdd: boolean
}

/** A family, for the page. */
export interface PageFamily {
  /** Its number in the tables. */
  readonly group: number
  readonly name: string
  readonly color: Color
  /** Mean likeness to the typical member, in percent. */
  readonly tightness: number
  /** The typical member first, the others by falling likeness to it. */
  readonly shapes: readonly PageShape[]
}

export interface FamiliesPageOptions {
  readonly title: string
  /** Notes on how the families were made, one line each. */
  readonly notes: readonly string[]
  /** Families of at least two shapes, the largest first. */
  readonly families: readonly PageFamily[]
  /** Shapes that are like no other. */
  readonly alone: readonly PageShape[]
}

/** Members that are shown before a click. */
const SHOWN = 24

/**
 * A page of families with a picture of every member. It is one file that opens from disk, without scripts or styles
 * from elsewhere.
 *
 * @returns text of an HTML file
 */
export function familiesPage({ title, notes, families, alone }: FamiliesPageOptions): string {
  const shapes = families.reduce((sum, family) => sum + family.shapes.length, alone.length)
  const summary = [
    counted(shapes, 'shape'),
    counted(families.length, 'family', 'families'),
    counted(alone.length, 'alone', 'alone'),
  ].join(' · ')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>${escape(title)}</h1>
<p>${summary}</p>
${notes.map((note) => `<p class="note">${escape(note)}</p>`).join('\n')}
<label>Find <input id="find" type="search" placeholder="part of a name" autocomplete="off"></label>
<span id="found" role="status"></span>
</header>
<main>
${families.map(familySection).join('\n')}
${alone.length > 0 ? section({ heading: 'Like no other', detail: counted(alone.length, 'shape'), shapes: alone }) : ''}
</main>
<script>${SCRIPT}</script>
</body>
</html>
`
}

const familySection = ({ group, name, color, tightness, shapes }: PageFamily): string =>
  section({
    heading: name,
    detail: `group ${group} · ${shapes.length} shapes · ${tightness.toFixed(0)} % alike`,
    color: hexOfColor(color),
    shapes,
  })

interface Section {
  readonly heading: string
  readonly detail: string
  readonly color?: string
  readonly shapes: readonly PageShape[]
}

function section({ heading, detail, color, shapes }: Section): string {
  const rest = shapes.length - SHOWN
  const more = rest > 0 ? `<button type="button" class="more">Show ${rest} more</button>` : ''
  return `<section data-name="${escape(heading)}">
<h2>${color ? `<i style="background:${color}"></i>` : ''}${escape(heading)} <small>${detail}</small></h2>
<ul${rest > 0 ? ' class="short"' : ''}>
${shapes.map(tile).join('\n')}
</ul>
${more}
</section>`
}

function tile({ id, picture, likeness, isOdd }: PageShape): string {
  const name = escape(id)
  const image = picture
    ? `<img loading="lazy" width="96" height="96" alt="" src="data:image/webp;base64,${Buffer.from(picture).toString('base64')}">`
    : '<span class="none">no picture</span>'
  const percent = likeness === undefined ? '' : `${likeness.toFixed(0)} %`
  return `<li${isOdd ? ' class="odd"' : ''} title="${name}">${image}<b>${escape(id.replace(/^.*\//, ''))}</b><span>${isOdd ? 'odd · ' : ''}${percent}</span></li>`
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escape = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign])

const STYLE = `
:root { color-scheme: light dark; --ground: #fff; --text: #1a1a1a; --faint: #666; --line: #e2e2e2; --tile: #f4f4f4; --accent: #0072b2; --odd: #b34700 }
@media (prefers-color-scheme: dark) { :root { --ground: #1b1b1d; --text: #ececec; --faint: #a3a3a3; --line: #35353a; --tile: #2a2a2e; --accent: #56b4e9; --odd: #ffa666 } }
* { box-sizing: border-box }
body { margin: 0 auto; padding: 0 24px 48px; max-width: 1320px; background: var(--ground); color: var(--text); font: 14px/1.45 system-ui, sans-serif }
header { padding: 28px 0 12px }
h1 { margin: 0; font-size: 24px; font-weight: 600 }
header p { margin: 4px 0; color: var(--faint) }
label { display: inline-block; margin: 14px 12px 0 0 }
input { margin-left: 6px; padding: 6px 10px; width: 240px; max-width: 60vw; font: inherit; color: inherit; background: var(--tile); border: 1px solid var(--line); border-radius: 6px }
input:focus-visible, button:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px }
section { padding: 14px 0; border-top: 1px solid var(--line) }
h2 { margin: 0 0 10px; font-size: 16px; font-weight: 600; text-transform: capitalize }
h2 small { margin-left: 6px; color: var(--faint); font-size: 13px; font-weight: 400; text-transform: none }
h2 i { display: inline-block; width: 12px; height: 12px; margin-right: 8px; border-radius: 3px }
ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(104px, 1fr)); gap: 10px; margin: 0; padding: 0; list-style: none }
ul.short li:nth-child(n + ${SHOWN + 1}) { display: none }
li { min-width: 0; padding: 4px; background: var(--tile); border-radius: 8px; text-align: center }
li.odd { box-shadow: inset 0 0 0 1.5px var(--odd) }
li.odd span:last-child { color: var(--odd) }
li img, li .none { display: grid; place-items: center; margin: 0 auto; width: 96px; height: 96px }
li b { display: block; overflow: hidden; font-size: 12px; font-weight: 400; white-space: nowrap; text-overflow: ellipsis }
li span { display: block; min-height: 17px; color: var(--faint); font-size: 12px; font-variant-numeric: tabular-nums }
button { margin-top: 10px; padding: 5px 12px; font: inherit; color: var(--accent); background: none; border: 1px solid var(--line); border-radius: 6px; cursor: pointer }
[hidden] { display: none !important }
`

const SCRIPT = `
const sections = [...document.querySelectorAll('section')]
for (const button of document.querySelectorAll('.more'))
  button.onclick = () => { button.previousElementSibling.classList.remove('short'); button.remove() }
document.querySelector('#find').oninput = ({ target }) => {
  const part = target.value.trim().toLowerCase()
  let found = 0
  for (const section of sections) {
    const isNamed = section.dataset.name.toLowerCase().includes(part)
    const more = section.querySelector('.more')
    if (more) { more.hidden = part !== ''; more.previousElementSibling.classList.toggle('short', part === '') }
    let shown = 0
    for (const item of section.querySelectorAll('li')) {
      item.hidden = !isNamed && !item.title.toLowerCase().includes(part)
      if (!item.hidden) shown++
    }
    section.hidden = shown === 0
    found += shown
  }
  document.querySelector('#found').textContent = part ? found + ' found' : ''
}
`
