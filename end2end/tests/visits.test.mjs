// An elder who lives alone orders lunch and does not come: the grid worker of the neighbourhood is told, and says what was found. This
// community takes orders until just before midnight and hands lunch out until a minute past the midnight before, so that a meal is
// missed as soon as it is ordered, whenever the test runs.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { apiPhone, demoFile, HOUR, launch, open, phone, publicRows, signIn, sleep, startServer, uuid7 } from '../support.mjs'

const beijing = () => new Date(Date.now() + 8 * HOUR).toISOString()
let server, browser

async function lunchIsOver() {
  const [header, line] = (await readFile(demoFile('community.csv'), 'utf8')).trim().split('\n')
  const columns = header.split(',')
  const cells = line.split(',')
  const set = (column, text) => { cells[columns.indexOf(column)] = text }
  set('订餐截止提前天数', '0')
  set('订餐截止时间', '23:59')
  set('取餐开始', '00:00')
  set('取餐结束', '00:01')
  return `${header}\n${cells.join(',')}\n`
}

before(async () => {
  // A story must not run over midnight.
  while (beijing().slice(11, 16) >= '23:56') await sleep(1000)
  server = await startServer('sqlite', { 'community.csv': await lunchIsOver() })
  browser = await launch()
}, { timeout: 360_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

test('a meal that nobody fetches has a neighbour look', { timeout: 120_000 }, async () => {
  const elder = await apiPhone(server.origin, await server.card('R0054'))
  const day = beijing().slice(0, 10)
  const serving = (await publicRows(server.origin, 'serving')).find((one) => one.day === day)
  const portions = [{ serving: serving.id, count: 1 }]
  const outcome = await elder.do({ place_order: { order: uuid7(), day, eater: elder.id, portions } })
  assert.ok(outcome.applied, JSON.stringify(outcome))

  const { page } = await phone(browser)
  await signIn(page, await server.card('R0026'))
  await open(page, `${server.origin}/desk/visits`)
  const card = page.getByRole('article').filter({ hasText: elder.name })
  await card.getByText('待走访').waitFor({ timeout: 60_000 })
  await card.getByRole('button', { name: '记走访' }).click()
  await card.getByLabel('补一句（可不写）').fill('在午睡')
  await card.getByRole('button', { name: '在家，都好' }).click()
  await card.getByText('已办结').waitFor()
  await card.getByText('在家，都好，在午睡').waitFor()
  assert.equal(await card.getByRole('link').count(), 0, 'the number is gone')

  const stranger = await apiPhone(server.origin, await server.card('R0032'))
  for (const other of [elder, stranger]) assert.deepEqual(await other.mine('visit'), [])
})
