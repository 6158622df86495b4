// The way from a phone to a server that a story can make worse, and a server that dies and comes back on the same address.
import http from 'node:http'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freePort, Server } from './prove/stage.mjs'
import { readFiles, snapshot } from './prove/read.mjs'
import { apiPhone } from './support.mjs'

/**
 * A way to the server that a story can make worse. `rule` sees each request before it goes on and says what happens to it:
 * nothing (it passes), `refuse` (it never arrives), `say` (somebody else answers), `lose` (the server acts, the answer is lost),
 * `cutUp` and `cutDown` (only so many bytes of the request or of the answer arrive; less than 0 counts from the end), `hold`
 * (it waits for a promise first), `change` (another text of the answer).
 */
class Road {
  constructor(port) {
    Object.assign(this, { port, rule: null, seen: [], open: new Map(), most: new Map() })
    this.sockets = new Set()
    this.server = http.createServer((request, response) => this.#take(request, response))
    this.server.on('connection', (socket) => {
      this.sockets.add(socket)
      socket.on('error', () => {}).on('close', () => this.sockets.delete(socket))
    })
  }

  async listen() {
    await new Promise((resolve) => this.server.listen(0, '127.0.0.1', resolve))
    this.origin = `http://localhost:${this.server.address().port}`
    return this
  }

  close() {
    this.sockets.forEach((socket) => socket.destroy())
    return new Promise((resolve) => this.server.close(resolve))
  }

  /** Cuts every open line, as a tunnel does. */
  cut() { this.sockets.forEach((socket) => socket.destroy()) }

  /** The requests to an address so far, with the JSON they carried. */
  of(address) { return this.seen.filter((one) => one.path === address) }

  async #take(request, response) {
    const parts = []
    for await (const part of request.iterator({ destroyOnReturn: false })) parts.push(part)
    const body = Buffer.concat(parts)
    const { method, url, headers } = request
    const one = { method, path: url.split('?')[0], headers, body, at: Date.now() }
    one.number = this.of(one.path).length
    one.json = headers['content-type']?.startsWith('application/json') ? JSON.parse(body) : null
    this.seen.push(one)
    const now = (this.open.get(one.path) ?? 0) + 1
    this.open.set(one.path, now)
    this.most.set(one.path, Math.max(now, this.most.get(one.path) ?? 0))
    response.once('close', () => this.open.set(one.path, this.open.get(one.path) - 1))
    const what = (await this.rule?.(one)) ?? {}
    if (what.hold) await what.hold
    if (what.refuse) return request.socket.destroy()
    if (what.say) return response.writeHead(what.say.status ?? 200, what.say.headers).end(what.say.body)
    this.#pass(one, what, request, response)
  }

  #pass(one, what, request, response) {
    const { method, body } = one
    const headers = { ...one.headers, ...(what.change && { 'accept-encoding': 'identity' }) }
    const address = what.path ?? request.url
    const onward = http.request({ host: '127.0.0.1', port: this.port, method, path: address, headers }, async (answer) => {
      if (!what.lose && what.cutDown === undefined && !what.change) {
        response.writeHead(answer.statusCode, answer.headers)
        answer.pipe(response)
        return answer.on('error', () => request.socket.destroy())
      }
      const parts = []
      for await (const part of answer) parts.push(part)
      const whole = Buffer.concat(parts)
      one.answer = { status: answer.statusCode, text: whole.toString() }
      if (what.lose) return request.socket.destroy()
      if (what.change) {
        const { 'content-length': _, ...kept } = answer.headers
        return response.writeHead(answer.statusCode, kept).end(what.change(whole.toString()))
      }
      response.writeHead(answer.statusCode, { ...answer.headers, 'content-length': whole.length })
      response.write(whole.subarray(0, upTo(whole, what.cutDown)), () => setTimeout(() => request.socket.destroy(), 50))
    })
    onward.on('error', () => request.socket.destroy())
    response.on('close', () => onward.destroy())
    if (what.cutUp === undefined) return onward.end(body)
    // The length was promised, and the rest never comes.
    onward.setHeader('content-length', body.length)
    onward.flushHeaders()
    onward.write(body.subarray(0, upTo(body, what.cutUp)))
    setTimeout(() => { onward.destroy(); request.socket.destroy() }, 50)
  }
}

const upTo = (bytes, cut) => Math.max(0, cut < 0 ? bytes.length + cut : Math.min(cut, bytes.length))

/** A demonstration server that can be killed and started again on its address and its database, behind a road of its own. */
export async function stand() {
  const place = await mkdtemp(path.join(tmpdir(), 'xishan-faults-'))
  const port = await freePort()
  const road = await new Road(port).listen()
  const server = new Server({ database: `sqlite:${path.join(place, 'xishan.db')}`, port })
  const direct = server.origin
  // Cards are opened by phones, and phones come by the road.
  server.origin = road.origin
  await server.start('--demo', '--origin', road.origin)
  return {
    origin: road.origin, direct, road, server, place,
    card: (code) => server.card(code),
    /** The same resident on a phone without a screen, past the road. */
    api: async (code) => apiPhone(direct, await server.card(code)),
    kill: () => server.kill(),
    start: (...more) => server.start('--origin', road.origin, ...more),
    /** What the database holds. */
    holds: () => snapshot(server.database),
    /** Plain rows of one statement on the database. */
    sql: async (text) => {
      const [{ asked, error }] = await readFiles([server.database.slice('sqlite:'.length)], { asked: text })
      if (error) throw new Error(error)
      return asked
    },
    async stop() {
      await road.close()
      await server.stop()
      await rm(place, { recursive: true, force: true })
    },
  }
}
