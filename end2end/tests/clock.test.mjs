// The machine's clock steps under a server while neighbours act, by a minute or by years, back and forth (R4): nothing in which time has
// a say is decided by a clock that nobody can trust, nothing that was asked is lost. (That a server which follows the steps would be
// seen: negative.test.mjs. That its machine's clock can be made wrong is the build that can break rules; here it breaks none.)
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clock } from '../prove/clock.mjs'
import { binary } from '../prove/negative.mjs'
import { postgres } from '../support.mjs'

const skip = postgres ? false : 'XISHAN_TEST_POSTGRES is not set: run it with .ci/with-postgres'

test('8 steps of the clock change nothing that was decided, and nothing is decided by a wrong one', { timeout: 300_000 }, async () => {
  const { tried, failures, ops } = await clock({ steps: 8, binary })
  assert.deepEqual(failures, [])
  assert.equal(tried, 8)
  assert.ok(ops > 200, `there was a load: ${ops}`)
})

test('the clock of one of two servers on PostgreSQL steps, the other goes on', { timeout: 300_000, skip }, async () => {
  const { tried, failures } = await clock({ steps: 8, binary, postgres })
  assert.deepEqual(failures, [])
  assert.equal(tried, 8)
})
