// What Lighthouse says of the first page, as on a phone.
import { execFile } from 'node:child_process'
import fs from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { root } from '../prove/stage.mjs'
import { heading, row } from './figures.mjs'
import { demonstration } from './size.mjs'

const run = promisify(execFile)
const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium'
const TIMES = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift']

/** How often it looks: one look differs from the next by several points. */
const RUNS = 5
const speed = ({ categories }) => Math.round(categories.performance.score * 100)

async function look(port, place) {
  const output = path.join(place, 'lighthouse.json')
  const flags = [
    `http://localhost:${port}/`, '--quiet', '--output=json', `--output-path=${output}`,
    '--only-categories=performance,accessibility,best-practices,seo',
    `--chrome-path=${chromium}`, '--chrome-flags=--headless --no-sandbox --disable-gpu --accept-lang=zh-CN',
  ]
  const env = { ...process.env, CHROME_PATH: chromium, TMPDIR: place }
  await run(path.join(root, 'end2end/node_modules/.bin/lighthouse'), flags, { env, timeout: 180_000 })
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

export async function lighthouse() {
  const { server, place, stop } = await demonstration()
  try {
    heading(`Lighthouse, mobile: the middle one of ${RUNS}`)
    const reports = []
    for (let run = 0; run < RUNS; run++) reports.push(await look(server.port, place))
    const report = reports.sort((a, b) => speed(a) - speed(b))[Math.floor(RUNS / 2)]
    for (const category of Object.values(report.categories)) row(category.title, Math.round(category.score * 100))
    row('  Performance, from the worst to the best', reports.map(speed).join(', '))
    for (const id of TIMES) row(`  ${report.audits[id].title}`, report.audits[id].displayValue)
    faults(report)
  } finally {
    await stop()
  }
}
