// 朗读: a page is read aloud by the browser's own voice, sentence by sentence; it pauses, goes on, slows down, and remembers how fast;
// a page that is left is not read on; where there is no voice there is no button. The voice is one that says nothing.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { futureDates, launch, open, phone, startServer, violations } from '../support.mjs'

let server, browser, date

before(async () => {
  server = await startServer()
  browser = await launch()
  ;[date] = await futureDates(server.origin)
}, { timeout: 360_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

/** In the page: a voice that notes what it is to say, and comes to the end of a sentence when it is told. */
function silentVoice() {
  let saying
  window.spoken = []
  window.SpeechSynthesisUtterance = class {
    constructor(text) { Object.assign(this, { text, rate: 1 }) }
  }
  const voices = ['zh-HK', 'zh-CN', 'en-US'].map((lang) => ({ lang }))
  const speak = (words) => {
    if (!words.text) return
    saying = words
    window.spoken.push({ text: words.text, rate: words.rate, voice: words.voice?.lang })
    words.onstart?.()
  }
  const value = { getVoices: () => voices, addEventListener() {}, speak, cancel() { saying = undefined } }
  Object.defineProperty(window, 'speechSynthesis', { configurable: true, value })
  window.sayOn = () => { const words = saying; saying = undefined; words?.onend?.() }
}

const spoken = (page) => page.evaluate(() => window.spoken)
const saidSoMany = (page, count) => page.waitForFunction((n) => window.spoken.length === n, count)
const focused = (page, word) => page.waitForFunction((text) => document.activeElement?.textContent === text, word)

test('an activity is read aloud, pauses, goes on, and slows down', { timeout: 60_000 }, async () => {
  const { context, page, faults, blocked } = await phone(browser)
  await context.addInitScript(silentVoice)
  const fetched = []
  page.on('request', (request) => { if (request.url().endsWith('/aloud.js')) fetched.push(request.url()) })
  await open(page, `${server.origin}/activities/${date.id}`)
  const group = page.getByRole('group', { name: '朗读' })
  const press = (name) => group.getByRole('button', { name, exact: true }).click()
  assert.equal(await group.getByRole('button').count(), 1)
  assert.deepEqual(fetched, [], 'nobody has asked for it')
  await press('朗读')
  await saidSoMany(page, 1)
  const title = await page.getByRole('heading', { level: 1 }).textContent()
  assert.deepEqual(await spoken(page), [{ text: title, rate: 1, voice: 'zh-CN' }])
  await focused(page, '停一停')
  assert.deepEqual(await violations(page), [])

  await page.evaluate(() => window.sayOn())
  await saidSoMany(page, 2)
  await press('停一停')
  await focused(page, '接着读')
  await press('接着读')
  await saidSoMany(page, 3)
  await press('慢一点')
  await group.getByText('语速 0.9').waitFor()
  await saidSoMany(page, 4)
  const all = await spoken(page)
  assert.ok(all[1].text.length > 0 && all[1].text === all[2].text && all[2].text === all[3].text, 'the sentence is said again')
  assert.deepEqual([all[2].rate, all[3].rate], [1, 0.9])
  for (let times = 0; times < 5; times += 1) await press('慢一点')
  await group.getByText('语速 0.7').waitFor()

  // All of it, to the end.
  while (await page.evaluate(() => document.documentElement.dataset.voice)) {
    await page.evaluate(() => window.sayOn())
  }
  const text = (await spoken(page)).map((one) => one.text).join('')
  for (const word of ['时间', '地点', '费用']) assert.ok(text.includes(word), `${word}: ${text}`)
  await group.getByRole('button', { name: '朗读' }).waitFor()

  // How fast is remembered, and a page that is left is not read on.
  await open(page, `${server.origin}/canteen`)
  await press('朗读')
  await page.waitForFunction(() => window.spoken[0]?.rate === 0.7)
  await page.getByRole('navigation').getByRole('link', { name: '活动' }).first().click()
  await page.waitForFunction(() => document.documentElement.dataset.voice === '')
  assert.deepEqual([faults, blocked], [[], []])
  await context.close()
})

test('where there is no voice there is no button', { timeout: 60_000 }, async () => {
  const { context, page, faults } = await phone(browser)
  await context.addInitScript(() => { delete window.speechSynthesis })
  await open(page, `${server.origin}/activities/${date.id}`)
  assert.equal(await page.evaluate(() => 'speechSynthesis' in window), false)
  assert.equal(await page.getByRole('button', { name: '朗读' }).count(), 0)
  assert.deepEqual(faults, [])
  await context.close()
})
