// X2 to X9, X11, X13, X15, X17 to X21, X25, X27, X30, X31 on every page that a resident or a visitor opens: each in every width, view,
// theme and language, and any two of those together on some page (`make prove` shows all sixty ways of all of them).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cast } from '../../access/cast.mjs'
import { missing, pages } from '../../access/pages.mjs'
import { unmet } from '../../access/variants.mjs'
import { told, walk } from '../../access/walk.mjs'
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
