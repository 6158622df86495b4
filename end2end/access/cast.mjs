// Who looks at the pages, each on a phone or at a machine of their own, and what there is for them to see: a report, a place on a date
// for a child, a certificate, a call. The server is fresh, so nobody else changes anything meanwhile.
import { apiPhone, futureDates, HOUR, openDesk, phone, publicRows, signIn, startServer, uuid7 } from '../support.mjs'

/** By their codes in the demonstration. Staff open the desk as well. */
const CODES = { resident: 'R0001', organizer: 'R0005', cook: 'R0006', staff: 'R0007', alliance: 'R0085', contact: 'R0095' }

async function applied(phone, command) {
  const outcome = await phone.do(command)
  if (!outcome.applied) throw new Error(`${Object.keys(command)[0]}: ${JSON.stringify(outcome)}`)
}

/** A shift of the organizer's team in two days, and a certificate for what the resident has served there. */
async function serve({ organizer, resident, venue }) {
  const led = (await organizer.mine('me'))[0].roles.map((role) => role.leader).filter(Boolean)
  const [organization] = led
  const starts = (Math.floor(Date.now() / HOUR) + 50) * HOUR
  const shift = uuid7()
  const plan = { role: '发节目单', about: '', starts, ends: starts + HOUR, venue, least: 1, most: 3, skills: [], children: false }
  await applied(organizer, { add_shift: { shift, organization, occurrence: null, plan } })
  // Hours are of one day: what was done just now is seldom so over midnight.
  const [hours, certificate, until] = [uuid7(), uuid7(), Date.now() - HOUR / 6]
  const served = { organization, resident: resident.id, from: until - HOUR / 2, until, content: '搬凳子', duty: null }
  await applied(organizer, { sign_hours: { hours, served } })
  const day = (ahead) => new Date(Date.now() + (8 + 24 * ahead) * HOUR).toISOString().slice(0, 10)
  await applied(organizer, { issue_certificate: { certificate, organization, person: resident.id, from: day(-2), until: day(0) } })
  return { led, shift, certificate }
}

/** The alliance asks, and the contact of a school has not answered yet. */
async function call({ alliance, contact }) {
  const [unit] = (await contact.mine('me'))[0].units
  const starts = (Math.floor(Date.now() / HOUR) + 72) * HOUR
  const plan = { title: '重阳送糕', words: '', starts, ends: starts + HOUR, place: '综合体', people: 12, answer_by: starts - 24 * HOUR }
  await applied(alliance, { post_call: { call: uuid7(), organization: unit.organization, plan } })
}

/** What there is to be seen, by what `pages.mjs` calls it. */
async function furnish(server) {
  const people = {}
  for (const name of ['resident', 'organizer', 'alliance', 'contact']) {
    people[name] = await apiPhone(server.origin, await server.card(CODES[name]))
  }
  const { resident, organizer } = people
  const { origin } = server
  const [[venue], activities, shifts] = await Promise.all(['venue', 'activity', 'shift'].map((noun) => publicRows(origin, noun)))
  const { led, shift: ownShift, certificate } = await serve({ organizer, resident, venue: venue.id })
  const dates = await futureDates(origin)
  const own = dates.filter((date) => activities.some((row) => row.id === date.activity && led.includes(row.organization)))
  // Her ward and she go to a dance together; where a child comes along, there is somebody to collect.
  const child = (await resident.mine('me'))[0].wards.find((ward) => ward.bond === 'guardian')
  let date = null
  for (const one of dates) {
    const { applied: yes } = await resident.do({ sign_up: { signup: uuid7(), occurrence: one.id, party: [child.person.id] } })
    if (!yes) continue
    date = one
    break
  }
  const report = uuid7()
  const draft = { need: null, words: '二单元楼道的灯坏了三天', building: null, photos: [], shown: true }
  await applied(resident, { file_report: { report, draft } })
  await call(people)
  const later = shifts.find((row) => !row.cancelled && row.starts > Date.now() + 12 * HOUR)
  return {
    organization: led[0], certificate, report, 'own shift': ownShift, shift: later.id,
    date: (date ?? dates[0]).id, 'own date': own[0].id, activity: own[0].activity,
  }
}

/** Everybody is there. `one(who)` is their phone, made when it is first asked for; `stop` ends all of it. */
export async function cast(browser, options = {}) {
  const server = await startServer()
  try {
    const things = await furnish(server)
    const phones = new Map()
    const make = async (who) => {
      const made = await phone(browser, { serviceWorkers: 'block', reducedMotion: 'reduce', timezoneId: 'Asia/Shanghai', ...options })
      if (who === 'visitor') return made
      await signIn(made.page, await server.card(CODES[who]))
      if (who === 'staff') await openDesk(made.page, server.origin)
      return made
    }
    const one = (who) => {
      if (!phones.has(who)) phones.set(who, make(who))
      return phones.get(who)
    }
    return { server, origin: server.origin, things, one, stop: () => server.stop() }
  } catch (error) {
    await server.stop()
    throw error
  }
}

/** How somebody wants to see things, as the cookie says it; `contrast` is a wish of the phone's and no theme. */
export async function setLook({ context, page }, origin, { lang, view, theme = 'light', text = 100 }) {
  const plain = theme === 'contrast' ? 'light' : theme
  await context.addCookies([{ name: 'look', value: `${lang}.${view}.${plain}.${text}`, url: origin }])
  await page.emulateMedia({ contrast: theme === 'contrast' ? 'more' : 'no-preference', forcedColors: 'none', reducedMotion: 'reduce' })
}

/** Two frames: what was changed has been drawn. */
export const drawn = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))))

/** Opens a page and waits until what it shows is there. */
export async function see(page, address, plain = false) {
  await page.goto(address)
  if (plain) return
  await page.waitForSelector('html[data-started=yes]', { state: 'attached' })
  await page.waitForFunction(() => document.querySelector('main h1, main .empty') && !document.querySelector('.skeleton'))
  await drawn(page)
}
