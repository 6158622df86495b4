// The test of the walk: each requirement is broken once in an open page, and the check that looks for it must say so.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { BREAKS, inPage } from '../../access/breaks.mjs'
import { cast, drawn, see, setLook } from '../../access/cast.mjs'
import { axe, glance, names, prepare, rings, told } from '../../access/walk.mjs'
import { launch } from '../../support.mjs'

const HOW = { width: 412, theme: 'light', view: 'elder', lang: 'zh', elder: true }
let browser, stage, one

before(async () => {
  browser = await launch()
  stage = await cast(browser)
  one = await prepare(await stage.one('visitor'), stage.origin)
  await setLook(one, stage.origin, HOW)
}, { timeout: 120_000 })

after(async () => {
  await browser?.close()
  await stage?.stop()
})

const LOOKS = {
  glance: () => glance(one.page, HOW),
  contrasts: () => axe(one.page, ['color-contrast', 'color-contrast-enhanced']),
  axe: () => axe(one.page),
  rings: () => rings(one),
  names: () => names(one),
  async chosen() {
    await one.page.emulateMedia({ forcedColors: 'active' })
    const found = await one.page.evaluate(() => globalThis.eyes.chosen())
    await one.page.emulateMedia({ forcedColors: 'none' })
    return found
  },
  heard: async () => (await one.page.evaluate(() => [...globalThis.heard])).map((name) => `X11 ${name}`),
  async spaced() {
    await one.page.evaluate(() => globalThis.eyes.spaced(true))
    await drawn(one.page)
    const found = await one.page.evaluate(() => globalThis.eyes.edges({ number: 'X17' }))
    await one.page.evaluate(() => globalThis.eyes.spaced(false))
    return found
  },
  async twice() {
    await one.page.evaluate(() => { document.documentElement.style.fontSize = '32px' })
    await drawn(one.page)
    const found = await one.page.evaluate(() => globalThis.eyes.edges({ number: 'X18' }))
    await one.page.evaluate(() => { document.documentElement.style.fontSize = '' })
    return found
  },
}

for (const [at, [number, look, act]] of BREAKS.entries()) {
  test(`${number}, broken (${at}), is seen`, { timeout: 60_000 }, async () => {
    await see(one.page, `${stage.origin}/`)
    const before = new Set(await LOOKS[look]())
    await one.page.evaluate(inPage(act))
    await drawn(one.page)
    const found = (await LOOKS[look]()).filter((line) => !before.has(line))
    assert.ok(found.some((line) => line.startsWith(`${number} `)), `after ${act}: ${found.join('; ') || 'nothing'}`)
  })
}

test('X3, in the normal view, is seen', { timeout: 60_000 }, async () => {
  const how = { ...HOW, view: 'normal', elder: false }
  await setLook(one, stage.origin, how)
  await see(one.page, `${stage.origin}/canteen`)
  const before = (await glance(one.page, how)).filter((line) => line.startsWith('X3 '))
  await one.page.evaluate(() => { document.querySelector('main p').style.fontSize = '13px' })
  const found = (await glance(one.page, how)).filter((line) => line.startsWith('X3 '))
  await setLook(one, stage.origin, HOW)
  assert.ok(found.length > before.length, found.join('; '))
})

test('who else is asked is seen', { timeout: 60_000 }, async () => {
  // Our own rules for scripts would not let it out; on a page without them it would go.
  await one.page.goto('about:blank')
  await one.page.evaluate(() => { new Image().src = 'http://127.0.0.1:9/count.gif' })
  for (let tries = 0; tries < 50 && one.strangers.size === 0; tries += 1) await drawn(one.page)
  assert.deepEqual([...one.strangers], ['http://127.0.0.1:9'])
})

test('a fault is told once, with its places, by its number', () => {
  const wrong = [['X30 b', 1], ['X4 a', 2], ['X30 b', 3]].map(([what, where]) => ({ what, where: String(where) }))
  assert.deepEqual(told(wrong), ['X4 a — 2', 'X30 b — 1; 3'])
})
