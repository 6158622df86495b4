// In the elder view a long form of the desk has steps: four fields at once at most, nothing is lost between them, the keyboard goes on at
// the first field of the next one, and what is wrong in a step that is folded away is unfolded.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { launch, open, overflow, phone, signIn, startServer, violations } from '../support.mjs'

let server, browser

before(async () => {
  server = await startServer()
  browser = await launch()
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

test('an activity is posted step by step', { timeout: 60_000 }, async () => {
  const { context, page, faults } = await phone(browser)
  await context.addCookies([{ name: 'look', value: 'zh.elder.light.100', url: server.origin }])
  await signIn(page, await server.card('R0005'))
  await open(page, `${server.origin}/desk/post`)
  const [title, until] = [page.locator('#post-title'), page.locator('#plan-until')]
  await title.waitFor()
  const fields = () => page.locator('main form').first().locator('input, select, textarea').evaluateAll((all) => (
    all.filter((one) => one.checkVisibility()).length))
  const focused = (id) => page.waitForFunction((id) => document.activeElement?.id === id, id)
  const next = () => page.locator('main form details[open] > .actions > button').click()
  assert.ok(await fields() <= 4)
  assert.deepEqual(await violations(page), [])

  await next()
  await focused('plan-day')
  assert.ok(await fields() <= 4)
  assert.ok(!await title.isVisible(), 'one step is open')
  await until.fill('20:15')

  await page.getByRole('button', { name: '发布', exact: true }).click()
  await focused('post-title')
  assert.equal(await title.getAttribute('aria-invalid'), 'true')
  assert.ok(await page.locator('#post-title-error').isVisible())
  await title.fill('学唱一段越剧')
  await next()
  await focused('plan-day')
  assert.equal(await until.inputValue(), '20:15', 'nothing is lost')
  assert.equal(await title.inputValue(), '学唱一段越剧')
  assert.ok(await overflow(page) <= 0)
  assert.deepEqual(faults, [])
})
