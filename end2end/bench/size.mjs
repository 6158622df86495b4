// What there is to carry: the binary, the start, and every byte of a first visit.
import fs from 'node:fs/promises'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { folder, freePort, Server } from '../prove/stage.mjs'
import { launch, sleep, started } from '../support.mjs'
import { bytes, count, goal, heading, median, memory, ms, row } from './figures.mjs'
import { binary } from './scale.mjs'
import { parts } from './sections.mjs'

const KIB = 1024
/** What a first visit of others' front pages came to, in KiB and requests, measured in the same way. */
const OTHERS = { 'Karrot, the smallest and the largest': ['1022 to 1514', '109 to 118'], gancio: [458, 24], pretix: [430, 21] }

/** The demonstration community, served; `stop` takes it away. */
export async function demonstration() {
  const place = await folder()
  const server = new Server({ binary, database: `sqlite:${path.join(place, 'demo.db')}`, port: await freePort() })
  await server.start('--demo')
  return { server, place, stop: async () => { await server.stop(); await fs.rm(place, { recursive: true, force: true, maxRetries: 3 }) } }
}

/** Passes bytes on to the server and counts what comes back, whoever in the browser asked for it. */
function countingProxy(port) {
  const counted = { bytes: 0 }
  const proxy = net.createServer((near) => {
    const far = net.connect(port, '127.0.0.1')
    far.on('data', (data) => { counted.bytes += data.length })
    for (const [one, other] of [[near, far], [far, near]]) one.on('error', () => other.destroy()).pipe(other)
  })
  return new Promise((up) => proxy.listen(0, '127.0.0.1', () => up({ counted, port: proxy.address().port, proxy })))
}

function kindOf(type, url) {
  if (url.includes('/api/')) return 'api'
  if (url.endsWith('.wasm')) return 'wasm'
  return { Document: 'document', Script: 'script', Stylesheet: 'style', Image: 'images' }[type] ?? 'other'
}

async function firstVisit(port) {
  const { counted, port: near, proxy } = await countingProxy(port)
  const browser = await launch()
  const sizes = { document: 0, script: 0, wasm: 0, style: 0, api: 0, images: 0, other: 0 }
  try {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' })
    const page = await context.newPage()
    const devtools = await context.newCDPSession(page)
    const kinds = new Map()
    await devtools.send('Network.enable')
    devtools.on('Network.responseReceived', (e) => kinds.set(e.requestId, kindOf(e.type, e.response.url)))
    let [requests, before, asked] = [0, 0, false]
    devtools.on('Network.requestWillBeSent', (e) => { asked ||= e.request.url.endsWith('.wasm') })
    devtools.on('Network.loadingFinished', (e) => {
      requests += 1
      if (!asked) before += e.encodedDataLength
      sizes[kinds.get(e.requestId) ?? 'other'] += e.encodedDataLength
    })
    const begun = performance.now()
    await page.goto(`http://localhost:${near}/`)
    await started(page)
    const took = performance.now() - begun
    await sleep(3000) // the first pull, and the service worker putting its shell away
    return { sizes, requests, before, took, socket: counted.bytes }
  } finally {
    await browser.close()
    proxy.close()
  }
}

export async function size() {
  const { server, stop } = await demonstration()
  try {
    const times = []
    for (let round = 0; round < 5; round += 1) {
      await server.stop()
      const begun = performance.now()
      await server.start()
      await (await fetch(`${server.origin}/health`)).text()
      times.push(performance.now() - begun)
    }
    await sleep(1000)
    heading(`Server, ${os.cpus().length} cores`)
    row('binary', bytes((await fs.stat(binary)).size))
    row('start to first answer, median of 5', ms(median(times)))
    row('memory at rest', (await memory(server.child.pid)).text)
    goal('1 s to the first answer, 80 MB')

    const { sizes, requests, before, took, socket } = await firstVisit(server.port)
    const total = Object.values(sizes).reduce((sum, one) => sum + one, 0)
    heading('First visit of /, bytes over the wire (brotli, with headers)')
    for (const [kind, one] of Object.entries(sizes)) row(kind, bytes(one))
    row('total', bytes(total))
    row('total without wasm', bytes(total - sizes.wasm))
    row('before the program is asked for: what can be read', bytes(before))
    row('on the socket, service worker included', bytes(socket))
    row('until the app runs, on this machine', ms(took))
    goal('300 KB in all, 45 KB before the program is asked for')

    heading('First visit beside those of others')
    row('', 'KiB', 'requests')
    row('Xishan', Math.round(total / KIB), count(requests))
    for (const [name, figures] of Object.entries(OTHERS)) row(name, ...figures)
    goal('fewer bytes than any of them, 12 requests')
    await parts()
  } finally {
    await stop()
  }
}
