// Every page that there is, in four ways, to look through on one sheet: `make pictures`, into end2end/shots; open shots/index.html. The
// main pages stand there once more where there is nothing yet, without a network, and where something was refused.
//
// Fails where a page of the app has no line in access/pages.mjs, or cannot be opened.
import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { cast, drawn, see, setLook } from './access/cast.mjs'
import { addressOf, missing, pages, PLAIN } from './access/pages.mjs'
import { states } from './access/states.mjs'
import { root } from './prove/stage.mjs'
import { launch } from './support.mjs'

const SHOTS = path.join(root, 'end2end/shots')
const PHONE = { width: 390, height: 844 }
const WAYS = [
  { name: 'normal', title: '390 px, 中文', size: PHONE, look: { lang: 'zh', view: 'normal', theme: 'light' } },
  { name: 'elder', title: '390 px, 长辈版, dark', size: PHONE, look: { lang: 'zh', view: 'elder', theme: 'dark' } },
  { name: 'english', title: '390 px, English', size: PHONE, look: { lang: 'en', view: 'normal', theme: 'light' } },
  { name: 'wide', title: '1280 px', size: { width: 1280, height: 900 }, look: { lang: 'zh', view: 'normal', theme: 'light' } },
]

/** The name of a page's picture: `/` is `today`, and without a network `offline-today`. */
const named = ({ route, state = '' }) => `${state && `${state}-`}${route.slice(1).replace(/[{}]/g, '').replaceAll('/', '-') || 'today'}`

/** One page in all ways. What cannot be opened is said, and the others go on. */
async function take(stage, page, wrong) {
  const one = await stage.one(page.who)
  for (const { name, size, look } of WAYS) {
    try {
      await one.page.setViewportSize(size)
      await setLook(one, stage.origin, look)
      await see(one.page, stage.origin + addressOf(page, stage.things), PLAIN.has(page.route))
      const pictures = () => [...document.images].every((one) => one.complete || one.loading === 'lazy')
      await one.page.waitForFunction(pictures, null, { timeout: 3000 })
      await drawn(one.page)
      await one.page.screenshot({ path: path.join(SHOTS, `${named(page)}.${name}.png`), fullPage: true })
    } catch (error) {
      wrong.push(`${page.route} ${page.who} ${name}: ${error.message.split('\n')[0]}`)
    }
  }
  console.log(page.route, page.state ?? '')
}

/** All pictures in a grid: a line for each page, a column for each way. */
function sheet(taken) {
  const lines = taken.map((page) => {
    const cells = WAYS.map(({ name }) => {
      const file = `${named(page)}.${name}.png`
      return `<td><a href="${file}"><img loading="lazy" src="${file}" alt="${page.route} ${name}"></a></td>`
    })
    return `<tr id="${named(page)}"><th>${page.route}<br><small>${page.who}</small></th>${cells.join('')}</tr>`
  })
  const head = WAYS.map(({ title }) => `<th>${title}</th>`).join('')
  const style = 'body { font: 16px sans-serif; background: Canvas; color: CanvasText } th { vertical-align: top; text-align: left; padding: 8px }'
    + ' thead th { position: sticky; top: 0; background: Canvas } td { vertical-align: top; padding: 8px }'
    + ' img { width: 260px; max-height: 640px; object-fit: cover; object-position: top; border: 1px solid } td:last-child img { width: 560px }'
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Xishan, every page</title><style>${style}</style>`
    + `<h1>Every page</h1><table><thead><tr><th>page</th>${head}</tr></thead><tbody>${lines.join('\n')}</tbody></table></html>\n`
}

const wrong = await missing()
await rm(SHOTS, { recursive: true, force: true })
await mkdir(SHOTS, { recursive: true })
const browser = await launch()
const stage = await cast(browser)
const taken = [...pages]
try {
  for (const page of pages) await take(stage, page, wrong)
  for await (const state of states(browser, wrong)) {
    for (const page of state.pages) await take(state, page, wrong)
    taken.push(...state.pages)
  }
} finally {
  await browser.close()
  await stage.stop()
}
await writeFile(path.join(SHOTS, 'index.html'), sheet(taken))
console.log(`${taken.length} pages, ${taken.length * WAYS.length} pictures: ${path.join(SHOTS, 'index.html')}`)
if (wrong.length > 0) {
  console.error(wrong.join('\n'))
  process.exitCode = 1
}
