// What Lighthouse says of the five main pages, as on a phone: slow 4G and a processor four times slower, both computed.
import { execFile } from 'node:child_process'
import fs from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { executablePath } from '../chromium.mjs'
import { root } from '../prove/stage.mjs'
import { goal, heading, row } from './figures.mjs'
import { demonstration } from './size.mjs'

const run = promisify(execFile)
const TIMES = [
  'first-contentful-paint', 'largest-contentful-paint', 'interactive', 'total-blocking-time', 'cumulative-layout-shift',
]

/** How often it looks: one look differs from the next by several points. The first page is what a visit begins with. */
const PAGES = [['/', 5], ['/organizations', 3], ['/activities', 3], ['/canteen', 3], ['/needs', 3]]
const speed = ({ categories }) => Math.round(categories.performance.score * 100)

async function look(address, place) {
  const output = path.join(place, 'lighthouse.json')
  const flags = [
    address, '--quiet', '--output=json', `--output-path=${output}`,
    '--only-categories=performance,accessibility,best-practices,seo',
    `--chrome-path=${executablePath}`, '--chrome-flags=--headless --no-sandbox --disable-gpu --accept-lang=zh-CN',
  ]
  const env = { ...process.env, CHROME_PATH: executablePath, TMPDIR: place }
  const lighthouse = () => run(path.join(root, 'end2end/node_modules/.bin/lighthouse'), flags, { env, timeout: 180_000 })
  // Now and then its own recording is lost (NO_NAVSTART), whatever the page: it says itself that it is to be run again.
  await lighthouse().catch(lighthouse)
  if (process.env.XISHAN_LIGHTHOUSE) await fs.copyFile(output, process.env.XISHAN_LIGHTHOUSE) // the whole report, to look into
  return JSON.parse(await fs.readFile(output, 'utf8'))
}

/** What is not as it could be: what counts in full, the rest by name. */
function faults({ categories, audits }) {
  const diagnostics = new Set()
  for (const category of Object.values(categories)) {
    for (const { id, weight } of category.auditRefs) {
      const audit = audits[id]
      if (audit.score === null || audit.score >= 0.9) continue
      if (weight === 0 && diagnostics.add(id)) continue
      const items = (audit.details?.items ?? []).slice(0, 3)
      const why = items.map((item) => item.node?.selector ?? item.description ?? item.issueType ?? item.url).filter(Boolean)
      console.log(`    below 90: ${category.id} / ${audit.title} ${audit.displayValue ?? ''} ${why.join('; ')}`.slice(0, 300))
    }
  }
  if (diagnostics.size) console.log(`    diagnostics that do not count: ${[...diagnostics].join(', ')}`)
}

/** One page: the middle one of its looks, in a line, and what is below 90 in it. */
async function page(origin, place, [address, runs]) {
  const reports = []
  for (let run = 0; run < runs; run++) reports.push(await look(`${origin}${address}`, place))
  const report = reports.sort((a, b) => speed(a) - speed(b))[Math.floor(runs / 2)]
  const scores = Object.values(report.categories).map(({ score }) => Math.round(score * 100))
  row(address, ...scores, ...TIMES.map((id) => report.audits[id]?.displayValue ?? '?'))
  console.log(`    performance, from the worst to the best: ${reports.map(speed).join(', ')}`)
  faults(report)
}

export async function lighthouse() {
  const { server, place, stop } = await demonstration()
  try {
    heading('Lighthouse, mobile, slow 4G, 4x slower: the middle one of its looks at each page')
    row('page', 'speed', 'access', 'practice', 'SEO', 'FCP', 'LCP', 'TTI', 'TBT', 'CLS')
    for (const one of PAGES) await page(`http://localhost:${server.port}`, place, one)
    goal('100 in each; LCP 1.2 s; TTI 2.5 s; CLS 0.02')
  } finally {
    await stop()
  }
}
