// The server dies at every named place of what people and the terminal do: all of it is there or nothing, and doing it again does it
// once. Statements have places too, each tried as far as the time goes; `make prove` tries each passage of all of them.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { faults, mortal } from '../prove/faults.mjs'
import { release } from '../prove/stage.mjs'

test('a death at each named place leaves nothing by halves', { timeout: 600_000 }, async () => {
  const end = Date.now() + 70_000
  const { tried, places, unseen, failures } = await faults({ over: () => Date.now() > end })
  assert.deepEqual(failures, [])
  assert.deepEqual(unseen, [], 'the time was enough for what is named')
  assert.ok(places.size > 100, `${places.size} places`)
  assert.ok(tried > 30, `${tried} deaths`)
})

test('a death between an effect and its receipt would be seen', { timeout: 120_000 }, async () => {
  const place = 'an effect is committed without its receipt'
  const { failures } = await faults({ only: ['a place'], place, env: { XISHAN_NEGATIVE: 'NC4' } })
  const said = failures.flatMap(({ wrong }) => wrong).join('\n')
  assert.match(said, /row without a receipt \(M5\)/)
})

test('a release cannot be told where to die', async () => {
  const mark = 'died here on purpose'
  assert.ok((await readFile(mortal)).includes(mark), 'the mark is what this test thinks')
  assert.ok(!(await readFile(release)).includes(mark))
})
