// What one key costs in a search, without a network, on a phone four times slower than this machine: by characters, by pinyin, by
// initials. Beside it stands the same key in a field that nobody listens to, and how many rows were found: none means that this search
// does not know that way of asking.
import { launch, open, startServer } from '../support.mjs'
import { crowdOfTeams, ROWS } from './fingers.mjs'
import { count, goal, heading, median, ms, row } from './figures.mjs'
import { handset, SLOWER } from './hand.mjs'

/** Page, what is searched for there, and how it is asked for. */
const ASKED = [
  ['/search', 'characters', '象棋队'],
  ['/search', 'pinyin', 'xiangqidui'],
  ['/search', 'initials', 'xqd'],
  ['/search', 'characters', '楼道灯'],
  ['/search', 'pinyin', 'loudaodeng'],
  ['/search', 'initials', 'ldd'],
  ['/organizations', 'characters', '象棋队'],
  ['/organizations', 'pinyin', 'xiangqidui'],
  ['/organizations', 'initials', 'xqd'],
  ['/needs', 'characters', '楼道灯'],
  ['/needs', 'pinyin', 'loudaodeng'],
  ['/needs', 'initials', 'ldd'],
  ['/skills', 'characters', '理发'],
  ['/skills', 'pinyin', 'lifa'],
]
const ROUNDS = 3

/** Types into a field, key by key; answers what each key took until the page was laid out anew, and how much is found at the end. */
const type = (page, { selector, text }) => page.evaluate(async ({ selector, text }) => {
  const field = document.querySelector(selector)
  const times = []
  for (let length = 1; length <= text.length; length += 1) {
    field.value = text.slice(0, length)
    await new Promise((rest) => setTimeout(rest, 60))
    const begun = performance.now()
    field.dispatchEvent(new InputEvent('input', { bubbles: true, data: text[length - 1], inputType: 'insertText' }))
    // Whoever draws later in the same turn has drawn before the next message comes.
    const { port1, port2 } = new MessageChannel()
    const turn = new Promise((over) => { port1.onmessage = over })
    port2.postMessage(null)
    await turn
    document.body.getBoundingClientRect()
    times.push(performance.now() - begun)
  }
  const found = (field.closest('section') ?? document.querySelector('main')).querySelectorAll('.item, .is-found .kind').length
  field.value = ''
  field.dispatchEvent(new InputEvent('input', { bubbles: true }))
  return { times, found }
}, { selector, text })

/** A field without anybody who listens, on the same page. */
const bare = (page) => page.evaluate(() => {
  const field = document.createElement('input')
  field.id = 'bare'
  document.body.append(field)
})

async function measure(page, origin, [address, how, text]) {
  await open(page, origin + address)
  const selector = 'main input[type=search]'
  if (await page.locator(selector).count() === 0) return row(`${address} by ${how}`, 'no search')
  await bare(page)
  const [times, beside] = [[], []]
  let found = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    const searched = await type(page, { selector, text })
    times.push(...searched.times)
    found = searched.found
    beside.push(...(await type(page, { selector: '#bare', text })).times)
  }
  const ratio = median(times) / Math.max(median(beside), 0.01)
  row(`${address} by ${how}, ${text}`, ms(median(times)), ms(Math.max(...times)), ms(median(beside)), `${ratio.toFixed(0)} x`, found)
}

export async function search() {
  for (const rows of [0, ROWS]) {
    const server = await startServer('sqlite', rows ? { 'organizations.csv': await crowdOfTeams(rows) } : null)
    const browser = await launch()
    try {
      const one = await handset(browser, server, 'R0001')
      for (const address of new Set(ASKED.map(([address]) => address))) await open(one.page, server.origin + address)
      await one.context.setOffline(true)
      await one.slow()
      const many = rows ? `${count(rows)} organizations` : 'the demonstration'
      heading(`A key in a search without a network, ${SLOWER} times slower, in ${many}`)
      row('', 'a key', 'slowest', 'bare field', 'ratio', 'found')
      const here = ASKED.filter(([address]) => !rows || ['/organizations', '/search'].includes(address))
      for (const asked of here) await measure(one.page, server.origin, asked)
      goal('30 ms a key')
    } finally {
      await browser.close()
      await server.stop()
    }
  }
}
