// A phone that was last opened under an earlier release, with things left on every shelf of its store: the new release takes it over,
// seals it, sends what waits, and loses nothing. An upgrade that makes the store anew instead would be seen (NC13).
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { RELEASES, takenOver, withPhoneOf } from '../releases.mjs'
import { launch } from '../support.mjs'

let browser

before(async () => { browser = await launch() })
after(() => browser.close())

for (const release of RELEASES) {
  test(`the phone of release ${release} is taken over whole`, { timeout: 90_000 }, () => withPhoneOf(browser, release, takenOver))
}

/** Runs in the page: the upgrade of an account's store begins with nothing: it deletes the older shape's stores and makes its own. */
function makesAnew() {
  const { get } = Object.getOwnPropertyDescriptor(IDBVersionChangeEvent.prototype, 'oldVersion')
  const ofAnAccount = (name) => name !== undefined && name !== 'xishan'
  Object.defineProperty(IDBVersionChangeEvent.prototype, 'oldVersion', {
    get() { return ofAnAccount(this.target.result?.name) ? 0 : get.call(this) },
  })
  const make = IDBDatabase.prototype.createObjectStore
  IDBDatabase.prototype.createObjectStore = function (name, ...how) {
    if (ofAnAccount(this.name) && this.objectStoreNames.contains(name)) this.deleteObjectStore(name)
    return make.call(this, name, ...how)
  }
}

test('NC13, an upgrade that makes the store anew, is caught', { timeout: 90_000 }, async () => {
  await withPhoneOf(browser, RELEASES[0], async (stage) => {
    await stage.context.addInitScript(makesAnew)
    await assert.rejects(takenOver(stage), { code: 'ERR_ASSERTION', operator: 'deepStrictEqual' })
  })
})
