import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chromiumPath } from '#scripts/lib/chromium.js'
import type { ShownShapes } from '../../shared/schema/shownShapes.js'
import { whyNoWindow } from '../support/blenderWindow.js'
import { openFurniture } from '../support/furnitureWindow.js'
import { openPage } from '../support/openPage.js'
import { seriousFaults } from '../support/seriousFaults.js'
import { callApi } from '../support/startServer.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

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
/** A fresh file, so that nobody has the scene open; then the one that was saved. */
const SAVE_AND_LEAVE = (path: string) => `
bpy.ops.wm.save_as_mainfile(filepath=${JSON.stringify(path)})
bpy.ops.wm.read_homefile(use_empty=True, load_ui=False)
1`
const OPEN = (path: string) => `
bpy.ops.wm.open_mainfile(filepath=${JSON.stringify(path)}, load_ui=False)
1`
const UNDO_STEP = `
bpy.ops.ed.undo_push(message="Name")
1`
const FIRST_GROUP = 'bpy.context.window_manager.windows[0].scene.shapekin_groups.items[0]'
/** Whether the file says of an object that it is apart from others. */
const isApart = (name: string) => `"shapekin_apart" in bpy.data.objects[${JSON.stringify(name)}]`
const SELECTED = 'len(bpy.context.window_manager.windows[0].view_layer.objects.selected)'

describe.skipIf(reason)('the map of a scene that a Blender window has open', { timeout: 600_000 }, () => {
  it('selects there what is encircled, shows what is selected there, and shares what is said of its groups', async () => {
    const { server, window } = await openFurniture(PREPARE)
    await window.waitFor('type(outcome()).__name__ in ("Done", "Ended")', 300_000)
    const [{ id, state }] = server.scenes.list()
    if (state.status !== 'done') throw new Error(JSON.stringify(state))
    const grouped = state.report.objects

    const { page, errors } = await openPage()
    await page.goto(`${server.address}/#${server.home.token}`)
    await page.getByText('Connected').waitFor()
    await page.goto(`${server.address}/scenes/${id}/map`)
    const map = page.getByRole('img', { name: new RegExp(`^Map of ${grouped.toLocaleString('en')} objects`) })
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
    await page.getByRole('heading', { name: `Encircled ${grouped.toLocaleString('en')}` }).waitFor()
    expect(await window.waitFor(`${SELECTED} == ${grouped} and ${SELECTED}`, 20_000)).toBe(grouped)

    await window.evaluate(`
for each in bpy.context.window_manager.windows[0].view_layer.objects:
    each.select_set(each.name.startswith("Vase"))
1`)
    const vases = await window.evaluate<number>(SELECTED)
    await page.getByRole('heading', { name: `Selected in Blender ${vases}` }).waitFor()
    expect(vases).toBeGreaterThan(10)

    // What is said there is known here.
    const shapes = async () => (await (await callApi(server, `/api/scenes/${id}/shapes`)).json()) as ShownShapes
    await window.evaluate(`${FIRST_GROUP}.name = "Named in Blender"${UNDO_STEP}`)
    await page.getByRole('link', { name: 'Families' }).click()
    const family = page.getByRole('region', { name: 'Named in Blender' })
    await family.waitFor()
    expect(await shapes()).toMatchObject({ notedIn: 'file', wishes: [] })
    expect(await seriousFaults(page)).toEqual([])

    // And the other way round, where it can be undone.
    const { ids, groups, named } = await shapes()
    const own = named.findIndex(({ name }) => name === 'Named in Blender')
    const odd = ids[groups.indexOf(own)]
    const say = async (name: string) => {
      await family.getByRole('button', { name: `Family of ${name}`, exact: true }).click()
      await page.getByText('It is kept').waitFor()
      const words = await page.getByText('It is kept').innerText()
      await page.getByRole('button', { name: 'Not of this family' }).click()
      return words
    }
    expect(await say(odd)).toBe('It is kept in the file that Blender has open.')
    await window.waitFor(isApart(odd), 20_000)
    expect(await window.evaluate('session().notes.words')).toContain('from the page')
    expect((await shapes()).wishes).toHaveLength(1)
    await window.undo()
    await expect.poll(async () => (await shapes()).wishes, { timeout: 20_000 }).toEqual([])

    // What is said while nobody has the file open is given to it when it is opened.
    const path = join(temporaryFolder(), 'scene.blend')
    await window.evaluate(SAVE_AND_LEAVE(path))
    await expect.poll(async () => (await shapes()).notedIn, { timeout: 20_000 }).toBe('nextFile')
    await page.reload()
    expect(await say(odd)).toBe('It is kept here until Blender opens the file, which takes it over.')
    await window.evaluate(OPEN(path))
    await window.waitFor(isApart(odd), 20_000)
    expect((await shapes()).notedIn).toBe('file')
    expect(errors).toEqual([])
  })
})
