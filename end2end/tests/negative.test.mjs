// Would the races, the deaths, the power losses and the clocks see a broken rule? Each rule is broken on purpose in a build for this test alone
// (`make negative`), and the harness that the rule belongs to must see it. A release cannot break any.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { binary, CONTROLS, MARK, tryControl } from '../prove/negative.mjs'
import { release } from '../prove/stage.mjs'

for (const [name, { what }] of Object.entries(CONTROLS)) {
  test(`${name}, ${what}, is caught`, { timeout: 300_000 }, async () => {
    const { failures, tried, lost } = await tryControl(name)
    assert.ok(failures.length > 0, `${name} survived ${tried} tries`)
    // Half of the moments must show it: a control that is seen once in a while shows little of the harness.
    if (name === 'NC6') assert.ok(lost > tried / 2, `${lost} of ${tried} images lose an answer`)
  })
}

for (const name of ['NC1', 'NC6']) {
  test(`the harness of ${name} passes the same build when nothing is broken`, { timeout: 300_000 }, async () => {
    assert.deepEqual((await tryControl(name, null)).failures, [])
  })
}

test('a release cannot break a rule, nor its clock be made wrong', async () => {
  const [unsafe, safe] = [await readFile(binary), await readFile(release)]
  for (const mark of [MARK, 'XISHAN_CLOCK_STEP']) {
    assert.ok(unsafe.includes(mark), `${mark} is what this test thinks`)
    assert.ok(!safe.includes(mark), mark)
  }
})
