// The process is killed in mid-load, the neighbouring server is, the database is: nothing that was answered is ever lost, nothing is
// there by halves. The long version is `make prove`.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { crashDatabase, killOneOfTwo, killServer } from '../prove/kill.mjs'
import { postgres } from '../support.mjs'

const skip = postgres ? false : 'XISHAN_TEST_POSTGRES is not set: run it with .ci/with-postgres'

test('50 deaths of the server on SQLite lose nothing', { timeout: 300_000 }, async () => {
  const { tried, failures, ops } = await killServer({ cycles: 50 })
  assert.deepEqual(failures, [])
  assert.equal(tried, 50)
  assert.ok(ops > 1000, `there was a load: ${ops}`)
})

test('one of two servers on PostgreSQL dies, the other goes on', { timeout: 120_000, skip }, async () => {
  const { failures } = await killOneOfTwo({ rounds: 3, postgres })
  assert.deepEqual(failures, [])
})

test('PostgreSQL crashes under a server that lives on', { timeout: 120_000, skip }, async () => {
  const { failures } = await crashDatabase({ rounds: 2 })
  assert.deepEqual(failures, [])
})
