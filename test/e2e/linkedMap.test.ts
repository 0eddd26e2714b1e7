import { describe, expect, it } from 'vitest'
import { whyNoWindow } from '../support/blenderWindow.js'
import { openFurniture } from '../support/furnitureWindow.js'
import { chromiumPath, openPage } from '../support/openPage.js'

const reason = chromiumPath === undefined ? 'there is no Chromium' : await whyNoWindow()
if (reason) console.log(`Skipped, the page can not be linked with a window here: ${reason}`)

/** More linked copies, until there are a thousand objects; then they are grouped by their form. */
const PREPARE = `
scene = bpy.context.window_manager.windows[0].scene
originals = [each for each in scene.objects if each.type == "MESH"]
for i in range(1000 - len(originals)):
    copy = originals[i % len(originals)].copy()
    copy.location.z += 3 * (1 + i // len(originals))
    scene.collection.objects.link(copy)
fields = __import__("blender_addon.generated.fields", fromlist=["x"]).SCENE_REQUEST
request = {name: field["default"] for name, field in fields.items()}
session().start_scene({**request, "task": "group", "source": "all", "views": "off"}, scene.name)
1`
const SELECTED = 'len(bpy.context.window_manager.windows[0].view_layer.objects.selected)'

describe.skipIf(reason)('the map of a scene that a Blender window has open', { timeout: 600_000 }, () => {
  it('selects there what is encircled, and shows what is selected there', async () => {
    const { server, window } = await openFurniture(PREPARE)
    await window.waitFor('type(outcome()).__name__ in ("Done", "Ended")', 300_000)
    const [{ id, state }] = server.scenes.list()
    if (state.status !== 'done') throw new Error(JSON.stringify(state))
    const grouped = state.report.objects

    const { page, errors } = await openPage()
    await page.goto(`${server.address}/#${server.home.token}`)
    await page.getByText('Connected').waitFor()
    await page.goto(`${server.address}/scenes/${id}/map`)
    const map = page.getByRole('img', { name: new RegExp(`^Map of ${grouped} objects`) })
    await map.waitFor()
    await page.getByText('Linked with Blender: ').waitFor()

    await page.getByRole('button', { name: 'Lasso' }).click()
    const box = await map.boundingBox()
    if (box === null) throw new Error('no map')
    for (const [i, [across, down]] of [
      [2, 2],
      [box.width - 2, 2],
      [box.width - 2, box.height - 2],
      [2, box.height - 2],
    ].entries()) {
      // prettier-ignore
      await page.mouse.move(box.x + across, box.y + down, { steps: 5 })
      if (i === 0) await page.mouse.down()
    }
    await page.mouse.up()
    await page.getByRole('heading', { name: `Encircled ${grouped}` }).waitFor()
    expect(await window.waitFor(`${SELECTED} == ${grouped} and ${SELECTED}`, 20_000)).toBe(grouped)

    await window.evaluate(`
for each in bpy.context.window_manager.windows[0].view_layer.objects:
    each.select_set(each.name.startswith("Vase"))
1`)
    const vases = await window.evaluate<number>(SELECTED)
    await page.getByRole('heading', { name: `Selected in Blender ${vases}` }).waitFor()
    expect(vases).toBeGreaterThan(10)
    expect(errors).toEqual([])
  })
})
