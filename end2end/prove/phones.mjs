// Phones without a screen that say what they know: an answer, or that it was lost.
import http from 'node:http'
import { uuid7 } from '../support.mjs'

const agent = new http.Agent({ keepAlive: true, maxSockets: Infinity })

/** Closes the lines to one server, which has died or is to stop; those to other servers may be in use. */
export function hangUp(port) {
  const lines = [agent.sockets, agent.freeSockets].flatMap((sockets) => Object.entries(sockets))
  const ours = lines.filter(([name]) => name.split(':')[1] === String(port)).flatMap(([, sockets]) => sockets)
  ours.forEach((socket) => socket.destroy())
}

/** A request whose answer may be lost: rejects then, and only then. */
export function post(origin, address, { acting = 'visitor', cookie, body, signal }) {
  const text = JSON.stringify(body)
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), 'x-xishan': acting }
  if (cookie) headers.cookie = cookie
  return new Promise((resolve, reject) => {
    const request = http.request(origin + address, { method: 'POST', agent, headers, signal, timeout: 20_000 }, (answer) => {
      const parts = []
      answer.on('data', (part) => parts.push(part))
      answer.on('error', reject)
      answer.on('end', () => {
        if (!answer.complete) return reject(new Error('cut off'))
        const whole = Buffer.concat(parts).toString()
        const json = answer.headers['content-type']?.startsWith('application/json')
        resolve({ status: answer.statusCode, body: json ? JSON.parse(whole) : whole, headers: answer.headers })
      })
    })
    request.on('timeout', () => request.destroy(new Error('no answer in 20 s')))
    request.on('error', reject)
    request.end(text)
  })
}

const rowsOf = (pull, noun) => pull.rows.map((line) => line.row?.[noun]).filter(Boolean)

export async function publicRows(origin, noun) {
  const answer = await post(origin, '/api/pull', { body: { part: 'public', epoch: '', since: 0, scopes: [] } })
  return rowsOf(answer.body, noun)
}

export class Phone {
  static async signIn(origin, link) {
    const answer = await post(origin, '/api/sign-in', { body: { code: link.split('#')[1], label: 'prove' } })
    if (answer.status !== 200) throw new Error(`sign-in: ${answer.status} ${JSON.stringify(answer.body)}`)
    const phone = new Phone()
    const cookie = answer.headers['set-cookie'][0].split(';')[0]
    return Object.assign(phone, { origin, cookie, device: answer.body.device, actor: answer.body.newest, seq: 0, party: [] })
  }

  envelope(command) {
    this.seq += 1
    const { device, actor, seq } = this
    return { id: uuid7(), device, device_seq: seq, actor, depends_on: [], made_at: Date.now(), schema: 1, command }
  }

  /** The status and, when it is 200, the one answer. */
  async push(envelope, { origin = this.origin, signal } = {}) {
    const { actor: acting, cookie } = this
    const { status, body } = await post(origin, '/api/push', { acting, cookie, signal, body: { commands: [envelope] } })
    return { status, answer: status === 200 ? body.answers[0] : null }
  }

  async pull(part = 'mine', origin = this.origin) {
    const { actor: acting, cookie } = this
    return post(origin, '/api/pull', { acting, cookie, body: { part, epoch: '', since: 0, scopes: [] } })
  }

  async mine(noun) {
    const { status, body } = await this.pull()
    if (status !== 200) throw new Error(`pull: ${status}`)
    return rowsOf(body, noun)
  }
}
