import { describe, expect, it } from 'vitest'
import { whyNoWindow } from '../support/blenderWindow.js'
import { openFurniture } from '../support/furnitureWindow.js'

const reason = await whyNoWindow()
if (reason) console.log(`Skipped, no window can be opened here: ${reason}`)

/** With a vase active, nothing grouped; the sidebar holds the panel alone, open. */
const PREPARE = `
layer = bpy.context.window_manager.windows[0].view_layer
layer.objects.active = bpy.data.objects["Vase.003"]
from blender_addon import similar_panel
furniture_scene.open_alone(similar_panel.SHAPEKIN_PT_similar)
settings = bpy.context.scene.shapekin_groups
settings.views, settings.find_by, settings.find_count = "off", "NUMBER", 9
bpy.ops.ed.undo_push(message="Scene")
bpy.data.objects["Vase.003"].location.z = 7
bpy.ops.ed.undo_push(message="Moved")
1`
const HEIGHT = 'bpy.data.objects["Vase.003"].location.z'
const FOUND = '[[item.name, item.likeness, item.distance] for item in bpy.context.scene.shapekin_groups.found]'
const SELECTED =
  'sorted(each.name for each in bpy.context.window_manager.windows[0].view_layer.objects if each.select_get())'

describe.skipIf(reason)('what is like the active object in a real Blender window', { timeout: 600_000 }, () => {
  it('is found without grouping first, listed with likeness and distance, selected, and gone through', async () => {
    const { window, shoot } = await openFurniture(PREPARE)

    await window.click('shapekin.find_similar')
    await window.waitFor('type(outcome()).__name__ in ("Done", "Ended")', 300_000)
    expect(await window.evaluate('[type(outcome()).__name__, getattr(outcome(), "sentence", "")]')).toEqual([
      'Done',
      '',
    ])
    await window.waitFor('len(bpy.context.scene.shapekin_groups.found) == 10', 20_000)
    const found = await window.evaluate<[string, number, number][]>(FOUND)
    expect(found[0]).toEqual(['Vase.003', 100, 0])
    expect(found.every(([name]) => name.startsWith('Vase.'))).toBe(true)
    for (const [, likeness, distance] of found) expect(likeness).toBeCloseTo(100 * (1 - distance), 3)
    expect(await window.evaluate(SELECTED)).toEqual(found.map(([name]) => name).toSorted())

    await window.click('shapekin.step_similar')
    await shoot('similar-found.png')
    expect(await window.evaluate<string[]>(SELECTED)).toHaveLength(1)

    await window.undo() // the look at the next
    await window.undo() // what was found
    expect(await window.evaluate(`len(${FOUND})`)).toBe(0)
    expect(await window.evaluate(HEIGHT)).toBe(7)
    await window.undo() // what was done before
    expect(await window.evaluate(HEIGHT)).toBe(0)
  })
})
