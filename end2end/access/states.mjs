// The main pages as they are when things are otherwise: where there is nothing yet, where there is no network, where something was
// refused. Each is a stage like that of `cast.mjs`, with one phone for all of its pages.
import { readFile } from 'node:fs/promises'
import { apiPhone, cached, demoFile, kept, open, phone, signIn, startServer, uuid7 } from '../support.mjs'

const CODE = 'R0001'
const MAIN = ['/', '/activities', '/canteen', '/needs', '/me']
/** What a community has of its own accord and may have nothing of yet. */
const LISTS = ['activities.csv', 'menus.csv', 'shifts.csv', 'projects.csv']

async function somebody(browser, server) {
  const one = await phone(browser, { reducedMotion: 'reduce', timezoneId: 'Asia/Shanghai' })
  await signIn(one.page, await server.card(CODE))
  await open(one.page, `${server.origin}/`)
  await cached(one.page)
  await kept(one.page)
  return one
}

/** The heads of a community's lists, and no line. */
async function heads() {
  const all = LISTS.map(async (name) => [name, `${(await readFile(demoFile(name), 'utf8')).split('\n')[0]}\n`])
  return Object.fromEntries(await Promise.all(all))
}

async function offline(browser, server) {
  const one = await somebody(browser, server)
  await one.context.setOffline(true)
  return one
}

/** Without a network she needs it too, and meanwhile the neighbour has taken it back. */
async function refused(browser, server) {
  const neighbour = await apiPhone(server.origin, await server.card('R0030'))
  const report = uuid7()
  const draft = { need: null, words: '楼道的灯不亮', building: null, photos: [], shown: true }
  await neighbour.do({ file_report: { report, draft } })
  const one = await somebody(browser, server)
  const { context, page } = one
  await open(page, `${server.origin}/needs`)
  const needed = page.getByRole('button', { name: /我也需要/ }).first()
  await needed.waitFor()
  await context.setOffline(true)
  await needed.click()
  await page.getByRole('main').locator('.state.is-pending').first().waitFor()
  await neighbour.do({ withdraw_report: { report } })
  await context.setOffline(false)
  await open(page, `${server.origin}/`)
  await page.locator('main .notice.is-error').first().waitFor()
  return one
}

const STATES = {
  empty: { files: heads, make: somebody, routes: [...MAIN, '/projects', '/shifts', '/me/service'] },
  offline: { make: offline, routes: [...MAIN, '/organizations', '/search', '/sign-in', '/me/outbox'] },
  refused: { make: refused, routes: ['/', '/needs', '/me', '/me/outbox'] },
}

/** Each state when it is its turn: { name, origin, pages, things, one }. One that cannot be made is said in `wrong`. */
export async function* states(browser, wrong) {
  for (const [name, { files, make, routes }] of Object.entries(STATES)) {
    const server = await startServer('sqlite', files ? await files() : null)
    try {
      const one = await make(browser, server).catch((error) => wrong.push(`${name}: ${error.message.split('\n')[0]}`) && null)
      const pages = routes.map((route) => ({ route, who: name, state: name }))
      if (one) yield { name, origin: server.origin, pages, things: {}, one: () => one }
    } finally {
      await Promise.all(browser.contexts().filter((context) => context.pages().some((page) => page.url().startsWith(server.origin)))
        .map((context) => context.close()))
      await server.stop()
    }
  }
}
