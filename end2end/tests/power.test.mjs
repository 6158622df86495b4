// The power goes at 150 moments of a recorded disk: synced data only, any half of the rest, torn sectors. Nothing that was answered is
// lost, no database is broken. (That lost answers would be seen: negative.test.mjs.)
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { power } from '../prove/power.mjs'

test('150 disks after a power loss hold everything that was answered', { timeout: 300_000 }, async () => {
  const { tried, failures } = await power({ count: 150 })
  assert.deepEqual(failures, [])
  assert.equal(tried, 150)
})
