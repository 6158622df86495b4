// The same for the pages of those who work: organizers, cooks, staff.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cast } from '../../access/cast.mjs'
import { told, walk } from '../../access/walk.mjs'
import { launch } from '../../support.mjs'

test('the desk’s pages are large, apart, whole, named and plain', { timeout: 400_000 }, async () => {
  const browser = await launch()
  const stage = await cast(browser)
  try {
    const { wrong, states } = await walk(stage, { pick: (page) => page.desk })
    assert.deepEqual(told(wrong), [], `${states} looks`)
  } finally {
    await browser.close()
    await stage.stop()
  }
})
