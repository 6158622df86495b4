// F16: the upgrade of the store breaks off half-way: the disk is full, or the browser gives up. The step is undone as a whole, the
// older shape still opens with everything in it, the app says that it can keep nothing, and the next start makes up for it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { dump } from '../../faults.mjs'
import { RELEASES, takenOver, withPhoneOf } from '../../releases.mjs'
import { launch, sleep, started } from '../../support.mjs'

let browser

before(async () => { browser = await launch() })
after(() => browser.close())

/** Runs in the page: of this database, the upgrade is aborted after its first store was made, as the browser itself does it. */
function breaksOff(name) {
  const make = IDBDatabase.prototype.createObjectStore
  IDBDatabase.prototype.createObjectStore = function (...how) {
    const store = make.apply(this, how)
    if (this.name === name) {
      globalThis.brokenOff = (globalThis.brokenOff ?? 0) + 1
      store.transaction.abort()
    }
    return store
  }
}

const versions = (page) => page.evaluate(async () =>
  Object.fromEntries((await indexedDB.databases()).map(({ name, version }) => [name, version])))

for (const release of RELEASES) {
  for (const whose of ['of everybody', 'of the account']) {
    test(`F16: the upgrade of the store ${whose} from release ${release} breaks off: nothing changes, and the next one is whole`, { timeout: 120_000 }, async () => {
      await withPhoneOf(browser, release, async (stage) => {
        const { context, account, host, aside } = stage
        const name = whose === 'of everybody' ? 'xishan' : account
        const [before, { [name]: version }] = [await dump(aside), await versions(aside)]
        const page = await context.newPage()
        await page.addInitScript(breaksOff, name)
        await page.goto(`${host}/me/outbox`)
        await started(page)
        await page.getByText('这个浏览器不让保存').first().waitFor()
        await sleep(1000)
        assert.ok(await page.evaluate(() => globalThis.brokenOff > 0), 'it was tried')
        assert.equal((await versions(aside))[name], version, 'the older shape')
        assert.deepEqual((await dump(aside))[name], before[name], 'with everything in it')
        await page.close()
        await takenOver(stage)
      })
    })
  }
}
