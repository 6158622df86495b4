// X2 to X9, X11, X13, X15, X17 to X21, X25, X27, X30, X31 on every page that a resident or a visitor opens: each in every width, view,
// theme and language, and any two of those together on some page (`make prove` shows all sixty ways of all of them).
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import { cast } from '../../access/cast.mjs'
import { NUMBERS, unheld } from '../../access/numbers.mjs'
import { missing, pages } from '../../access/pages.mjs'
import { unmet } from '../../access/variants.mjs'
import { eyes, told, walk } from '../../access/walk.mjs'
import { root } from '../../prove/stage.mjs'
import { launch } from '../../support.mjs'

test('every page that there is has somebody who looks at it', async () => {
  assert.deepEqual(await missing(), [])
  assert.deepEqual(await missing(['/', '/gone']).then((lines) => lines.filter((line) => /needs\/new|gone/.test(line))), [
    '/needs/new is a page and nobody looks at it', '/gone is looked at and is no page',
  ], 'and a page that is new would be missed')
})

test('any two of width, view, theme, language and page meet', () => {
  assert.deepEqual(unmet(pages.length), [])
  const half = (number) => [{ view: 'normal', lang: number % 2 ? 'zh' : 'en', states: [{ width: 320, theme: 'light' }] }]
  assert.ok(unmet(pages.length, half).includes('width 1280 with view elder'), 'or it would be seen')
})

test('every number has somebody who holds the app to it', async () => {
  const read = (name) => readFile(path.join(root, 'end2end', name), 'utf8')
  const looks = `${await eyes()}${await read('access/walk.mjs')}`
  assert.deepEqual(Object.keys(NUMBERS), Array.from({ length: 32 }, (_, at) => `X${at + 1}`))
  assert.deepEqual(await unheld(looks, (name) => read(`tests/${name}`)), [])
  assert.equal((await unheld('', async () => '')).filter((line) => /^X(1|9|32) /.test(line)).length, 3, 'or it would be seen')
})

test('residents’ pages are large, apart, whole, named and plain', { timeout: 400_000 }, async () => {
  const browser = await launch()
  const stage = await cast(browser)
  try {
    const { wrong, states } = await walk(stage, { pick: (page) => !page.desk })
    assert.deepEqual(told(wrong), [], `${states} looks`)
  } finally {
    await browser.close()
    await stage.stop()
  }
})
