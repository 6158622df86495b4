// Browsers that die: somebody writes reports and signs up and off on a phone with a disk, the network is there, is not, or loses answers,
// and in the midst of it the browser is killed. On the next start everything that the page had taken on is there or goes out, once;
// what it had not yet taken on is there once or not at all.
import { diskPhone, profileFolder, removeFolder, reported, signUpButton, stand, until, visit, waitingOn } from '../faults.mjs'
import { cached, futureDates, kept, signIn, sleep } from '../support.mjs'
import { newSeed, Random } from './random.mjs'

/** Deaths that one profile lives through. */
const LIVES = 20
/** People without family here: the page of a date has one button. */
const PEOPLE = ['R0034', 'R0030', 'R0031']

/** What the road does with what a phone sends. */
const WEATHER = [
  () => null,
  () => (one) => one.path === '/api/push' ? { refuse: true } : {},
  () => (one) => one.path === '/api/push' ? { lose: true } : {},
  (random) => (one) => one.path === '/api/push' && random.chance(0.5) ? { lose: true } : {},
]

/** Somebody's phone, and what they know of what they did: `sure` the page has said, `tried` it was asked for. */
class Life {
  constructor(place, random, code) {
    Object.assign(this, { place, random, code, sure: new Set(), tried: new Set(), coming: false, deeds: 0 })
  }

  async begin() {
    this.profile = await profileFolder()
    this.api = await this.place.api(this.code)
    const [, date] = await futureDates(this.place.direct)
    this.date = date.id
    this.phone = await diskPhone(this.profile)
    await signIn(this.phone.page, await this.place.card(this.code))
    await cached(this.phone.page)
    await visit(this.phone.page, `${this.place.origin}/`)
    await kept(this.phone.page)
  }

  async report() {
    const words = `第${this.deeds}件：楼道灯不亮 ${this.random.below(2 ** 30).toString(36)}`
    this.tried.add(words)
    await reported(this.phone.page, this.place.origin, words)
    this.sure.add(words)
  }

  /** Signs up or off. `coming` is null where only a browser knew that died. */
  async turn() {
    const { page } = this.phone
    await visit(page, `${this.place.origin}/activities/${this.date}`)
    const off = page.getByRole('button', { name: '不去了', exact: true })
    await signUpButton(page).or(off).first().waitFor()
    const up = await signUpButton(page).isVisible()
    this.coming = null
    if (up) {
      await signUpButton(page).click()
      await off.waitFor()
    } else {
      await off.click()
      await page.getByRole('button', { name: '是的，不去了' }).click()
      await signUpButton(page).waitFor()
    }
    this.coming = up
  }

  /** Does things until the browser is gone. */
  async act() {
    for (;;) {
      this.deeds += 1
      await (this.random.chance(0.6) ? this.report() : this.turn())
    }
  }

  async die() {
    this.place.road.rule = this.random.pick(WEATHER)(this.random)
    let gone = false
    let fault = null
    const acting = this.act().catch((error) => { if (!gone) fault = error })
    await sleep(200 + this.random.below(2800))
    gone = true
    await this.phone.kill()
    await acting
    this.place.road.rule = null
    this.phone = await diskPhone(this.profile)
    return fault ? [`a page did not do what it was asked: ${fault.message}`] : []
  }

  /** What is there when everything has gone out. */
  async judge() {
    const { page } = this.phone
    await visit(page, `${this.place.origin}/`)
    await until(async () => (await waitingOn(page)) === 0, 'everything is sent', { page, ms: 60_000 })
    const wrong = []
    const words = (await this.api.mine('report')).map((row) => row.words)
    const times = (text) => words.filter((one) => one === text).length
    for (const text of this.tried) {
      if (times(text) > 1) wrong.push(`${text}: ${times(text)} times (M2)`)
      if (this.sure.has(text) && times(text) === 0) wrong.push(`${text}: was taken on, and is gone (M4)`)
    }
    const living = (await this.api.mine('signup')).filter((row) => row.occurrence === this.date && row.state === 'confirmed')
    if (living.length > 1) wrong.push(`signed up ${living.length} times (M2)`)
    if (this.coming !== null && (living.length === 1) !== this.coming) wrong.push(`coming: ${this.coming}, the server has ${living.length} (M4)`)
    this.coming = living.length === 1
    return [...wrong, ...await this.receipts()]
  }

  /** Everything that arrived has one receipt. */
  async receipts() {
    const arrived = this.place.road.of('/api/push').filter((one) => one.answer?.status === 200).flatMap((one) => one.json.commands)
    const { receipts } = await this.place.holds()
    const known = new Map()
    receipts.forEach((row) => known.set(row.id, (known.get(row.id) ?? 0) + 1))
    return [...new Set(arrived.map(({ id }) => id))].filter((id) => known.get(id) !== 1).map((id) => `${id}: ${known.get(id) ?? 0} receipts (M1)`)
  }

  async end() {
    await this.phone?.close().catch(() => {})
    if (this.profile) await removeFolder(this.profile)
  }
}

/** So many deaths of browsers. */
export async function killBrowser({ kills = 200, over = () => false, enough = 10, seed = newSeed() } = {}) {
  const result = { harness: 'BROWSER', what: 'kill -9 of Chromium', unit: 'deaths', tried: 0, ops: 0, failures: [] }
  for (let round = 0; result.tried < kills && result.failures.length < enough && !over(); round += 1) {
    const place = await stand()
    const life = new Life(place, new Random(seed + round), PEOPLE[round % PEOPLE.length])
    const wrong = []
    try {
      await life.begin()
      for (let at = 0; at < LIVES && result.tried < kills && wrong.length === 0 && !over(); at += 1) {
        wrong.push(...await life.die(), ...await life.judge())
        result.tried += 1
      }
    } catch (error) {
      wrong.push(error.stack ?? String(error))
    } finally {
      place.road.rule = null
      await life.end()
      await place.stop()
    }
    result.ops += life.deeds
    if (wrong.length > 0) result.failures.push({ seed: seed + round, wrong })
  }
  return result
}
