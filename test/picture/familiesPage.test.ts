import { expect, it } from 'vitest'
import { familiesPage } from '../../server/picture/familiesPage.js'

it('shows names as they are, whatever they hold', () => {
  const id = 'a/<img src=x onerror="alert(1)"> & co.obj'
  const shape = { id, isOdd: false }
  const page = familiesPage({
    title: id,
    notes: [id],
    families: [{ group: 0, name: id, color: [0, 0, 0], tightness: 100, shapes: [shape, { ...shape, isOdd: true }] }],
    alone: [shape],
  })
  expect(page).not.toContain('<img')
  expect(page.split('&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; co.obj').length).toBeGreaterThan(5)
})
