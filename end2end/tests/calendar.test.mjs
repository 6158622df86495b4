// Feeds for calendar programs, read by a library that calendar programs use (ical.js): dates and titles are those of the pages, long
// Chinese lines are folded between characters, special characters survive, and an address that was turned off is none.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import ICAL from 'ical.js'
import {
  apiPhone, demoFile, futureDates, HOUR, launch, open, phone, publicRows, signIn, startServer, uuid7,
} from '../support.mjs'

const ODD = '书画、篆刻，一起来；a,b;c\\d'
let server, browser

/** The demonstration, with one activity whose words hold everything that has to be escaped and are longer than a line. */
async function odd() {
  const lines = (await readFile(demoFile('activities.csv'), 'utf8')).trim().split('\n')
  const at = lines.findIndex((line) => line.startsWith('opera,'))
  const columns = lines[0].split(',')
  const cells = lines[at].split(',')
  const quoted = (text) => `"${text.replaceAll('"', '""')}"`
  cells[columns.indexOf('名称')] = quoted(ODD)
  cells[columns.indexOf('带什么')] = quoted('水杯、'.repeat(12) + '扇子')
  lines[at] = cells.join(',')
  return `${lines.join('\n')}\n`
}

before(async () => {
  server = await startServer('sqlite', { 'activities.csv': await odd() })
  browser = await launch()
}, { timeout: 360_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

async function fetchFeed(path) {
  const answer = await fetch(new URL(path, server.origin))
  assert.equal(answer.status, 200, path)
  assert.equal(answer.headers.get('content-type'), 'text/calendar; charset=utf-8')
  return { answer, bytes: Buffer.from(await answer.arrayBuffer()) }
}

/** The events of a feed by their identity. */
async function feed(path) {
  const { bytes } = await fetchFeed(path)
  const calendar = new ICAL.Component(ICAL.parse(bytes.toString('utf8')))
  const events = calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event))
  const byId = new Map(events.map((event) => [event.uid, event]))
  assert.equal(byId.size, events.length, 'each once')
  return { calendar, byId }
}

const statusOf = async (address) => (await fetch(address)).status
const property = (event, name) => event.component.getFirstPropertyValue(name)

test('the public feed says what the pages say', { timeout: 60_000 }, async () => {
  const { calendar, byId } = await feed('/calendar/public.ics')
  assert.equal(calendar.getFirstPropertyValue('version'), '2.0')
  assert.equal(calendar.getFirstPropertyValue('x-wr-calname'), calendar.getFirstPropertyValue('name'))
  assert.equal(calendar.getFirstPropertyValue('refresh-interval').toSeconds(), 3600)
  const [dates, activities, venues] = await Promise.all(
    ['occurrence', 'activity', 'venue'].map(async (noun) => {
      const rows = await publicRows(server.origin, noun)
      return new Map(rows.map((row) => [row.id, row]))
    }),
  )
  const ahead = [...dates.values()].filter((date) => date.ends > Date.now())
  assert.ok(ahead.length > 20)
  for (const date of ahead) {
    const event = byId.get(`${date.id}@xishan`)
    assert.ok(event, date.id)
    assert.equal(event.startDate.zone, ICAL.Timezone.utcTimezone)
    const seconds = [event.startDate.toUnixTime(), event.endDate.toUnixTime()]
    assert.deepEqual(seconds, [date.starts, date.ends].map((at) => Math.floor(at / 1000)))
    assert.equal(event.summary, activities.get(date.activity).title)
    assert.ok(event.location.startsWith(venues.get(date.venue).name))
    assert.equal(property(event, 'status'), 'CONFIRMED')
    assert.equal(property(event, 'url'), `${server.origin}/activities/${date.id}`)
  }
  const organization = ahead[0].organization
  const team = await feed(`/calendar/organization/${organization}.ics`)
  const own = ahead.filter((date) => date.organization === organization).map((date) => `${date.id}@xishan`)
  assert.ok(own.every((uid) => team.byId.get(uid)?.summary === byId.get(uid).summary), 'the same identity in both feeds')
  for (const nothing of ['x.ics', `${ahead[0].id}.ics`, organization]) {
    assert.equal(await statusOf(`${server.origin}/calendar/organization/${nothing}`), 404, nothing)
  }
})

test('long lines are folded between characters, and special characters survive', { timeout: 60_000 }, async () => {
  const { bytes } = await fetchFeed('/calendar/public.ics')
  let start = 0
  let folded = 0
  while (start < bytes.length) {
    const end = bytes.indexOf('\r\n', start)
    assert.ok(end >= 0, 'every line ends with CRLF')
    const line = bytes.subarray(start, end)
    assert.ok(line.length <= 75, line.toString())
    // A piece of a character is no UTF-8.
    new TextDecoder('utf-8', { fatal: true }).decode(line)
    folded += line[0] === 0x20 ? 1 : 0
    start = end + 2
  }
  assert.ok(folded > 0, 'some line was too long')
  const titles = [...(await feed('/calendar/public.ics')).byId.values()]
  const event = titles.find((one) => one.summary === ODD)
  assert.ok(event, 'commas, semicolons and backslashes are read as they were written')
  assert.ok(event.description.includes('水杯、'.repeat(12) + '扇子'), event.description)
})

test('an address is made, followed, replaced and turned off on the phone', { timeout: 120_000 }, async () => {
  const hers = await phone(browser, { permissions: ['clipboard-read', 'clipboard-write'] })
  await signIn(hers.page, await server.card('R0001'))
  const api = await apiPhone(server.origin, await server.card('R0001'))
  const [date] = await futureDates(server.origin)
  const signup = uuid7()
  const done = await api.do({ sign_up: { signup, occurrence: date.id, party: [api.id] } })
  assert.ok(done.applied, JSON.stringify(done))
  await open(hers.page, `${server.origin}/me`)
  await hers.page.getByRole('link', { name: '日历订阅' }).click()
  const part = hers.page.locator('#calendar')
  await part.getByText('谁有这个地址').waitFor()
  await part.getByRole('button', { name: '要一个地址' }).click()
  const address = await part.getByLabel('日历地址').inputValue()
  assert.match(address, /\/calendar\/person\/[0-9a-f]{64}\.ics$/)
  await part.getByRole('button', { name: '复制地址' }).click()
  await part.getByText('复制好了').waitFor()
  assert.equal(await hers.page.evaluate(() => navigator.clipboard.readText()), address)
  assert.equal(await part.getByRole('link', { name: '放进日历' }).getAttribute('href'), address.replace(/^https?/, 'webcal'))

  const { byId } = await feed(new URL(address).pathname)
  assert.deepEqual([...byId.keys()], [`${date.id}@xishan`], 'what she is signed up for, and nothing else')
  const mine = byId.get(`${date.id}@xishan`)
  assert.ok(mine.description.includes(api.name))
  const alarms = mine.component.getAllSubcomponents('valarm')
  const before = alarms.map((alarm) => alarm.getFirstPropertyValue('trigger').toSeconds())
  assert.deepEqual(before.sort((a, b) => a - b), [-86_400, -3_600], 'a program speaks up a day and an hour before')

  const shifts = await publicRows(server.origin, 'shift')
  const free = shifts.filter((one) => !one.skills?.length && !one.children && !one.cancelled && one.taken < one.most)
  const clear = free.filter((one) => one.starts > Date.now() + 24 * HOUR && (one.starts > date.ends || one.ends < date.starts))
  const shift = clear.sort((a, b) => a.starts - b.starts)[0]
  const taken = await api.do({ take_shift: { duty: uuid7(), shift: shift.id, resident: api.id } })
  assert.ok(taken.applied, JSON.stringify(taken))
  const turn = (await feed(new URL(address).pathname)).byId.get(`${shift.id}@xishan`)
  assert.equal(turn.summary, shift.role)
  assert.equal(turn.startDate.toUnixTime(), Math.floor(shift.starts / 1000))
  assert.equal(property(turn, 'url'), `${server.origin}/shifts/${shift.id}`)
  assert.equal(turn.component.getAllSubcomponents('valarm').length, 2)
  assert.equal((await fetchFeed(new URL(address).pathname)).answer.headers.get('cache-control'), 'private, no-store')

  await part.getByRole('button', { name: '换一个地址' }).click()
  await part.getByRole('button', { name: '确定换' }).click()
  await hers.page.waitForFunction((old) => document.querySelector('#calendar-address')?.value !== old, address)
  const second = await part.getByLabel('日历地址').inputValue()
  assert.deepEqual([await statusOf(address), await statusOf(second)], [404, 200], 'the old one ends at once')

  // Without a network it says so, and nothing changes.
  await hers.context.setOffline(true)
  await part.getByRole('button', { name: '停用地址' }).click()
  await part.getByRole('button', { name: '确定停用' }).click()
  await part.getByText('现在没有网').waitFor()
  assert.equal(await statusOf(second), 200)
  await hers.context.setOffline(false)
  await part.getByRole('button', { name: '停用地址' }).click()
  await part.getByRole('button', { name: '确定停用' }).click()
  await part.getByText('停用了').waitFor()
  assert.equal(await statusOf(second), 404)
  assert.deepEqual([...hers.faults, ...hers.blocked], [])
  await hers.context.close()
})

test('the pages lead to their calendars', { timeout: 60_000 }, async () => {
  const hers = await phone(browser)
  for (const path of ['/activities', `/organizations/${(await futureDates(server.origin))[0].organization}`]) {
    await open(hers.page, server.origin + path)
    const href = await hers.page.getByRole('link', { name: '订阅日历' }).getAttribute('href')
    await feed(href)
  }
  await hers.context.close()
})
