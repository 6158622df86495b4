// One connection that speaks just enough HTTP to load a server without becoming the load itself: what is sent is made beforehand, and of
// an answer only the status and the length are read.
import net from 'node:net'

const NOTHING = Buffer.alloc(0)

/** A request as a phone makes it, ready to be written. */
export function request(method, address, { acting = 'visitor', cookie, body, accept = 'br' } = {}) {
  const text = body === undefined ? '' : JSON.stringify(body)
  const lines = [`${method} ${address} HTTP/1.1`]
  for (const [name, value] of Object.entries(headers(method, { acting, cookie, accept }))) lines.push(`${name}: ${value}`)
  if (method === 'POST') lines.push(`content-length: ${Buffer.byteLength(text)}`)
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${text}`)
}

/** The headers of the same request. */
export function headers(method, { acting = 'visitor', cookie, accept = 'br' } = {}) {
  const all = { host: 'localhost', 'accept-encoding': accept }
  if (cookie) all.cookie = cookie
  if (method === 'POST') Object.assign(all, { 'content-type': 'application/json', 'x-xishan': acting, 'x-xishan-wire': 1 })
  return all
}

export class Line {
  /** An open connection to a port of this machine. */
  static open(port) {
    return new Promise((resolve, reject) => {
      const socket = net.connect(port, '127.0.0.1')
      socket.once('error', reject)
      socket.once('connect', () => {
        socket.removeListener('error', reject)
        resolve(new Line(socket))
      })
    })
  }

  constructor(socket) {
    Object.assign(this, { socket, done: null, parts: [], head: null, missing: 0 })
    socket.setNoDelay()
    socket.on('data', (data) => this.#take(data))
    socket.on('error', () => this.#finish({ status: 0, body: NOTHING }))
    socket.on('close', () => this.#finish({ status: 0, body: NOTHING }))
  }

  /** Sends; `done` gets the status (0 when the connection broke) and the body. One at a time. */
  send(bytes, done) {
    this.done = done
    if (this.socket.destroyed) return this.#finish({ status: 0, body: NOTHING })
    this.socket.write(bytes)
  }

  ask(bytes) { return new Promise((resolve) => this.send(bytes, resolve)) }

  close() { this.socket.destroy() }

  #finish(answer) {
    const { done } = this
    Object.assign(this, { done: null, parts: [], head: null })
    done?.(answer)
  }

  #take(data) {
    this.parts.push(data)
    if (this.head === null) {
      const all = this.parts.length === 1 ? data : Buffer.concat(this.parts)
      const end = all.indexOf('\r\n\r\n')
      if (end < 0) return
      const text = all.latin1Slice(0, end)
      const length = text.match(/\r\ncontent-length: (\d+)/i)
      this.head = { status: length ? Number(text.slice(9, 12)) : 0, end: end + 4 }
      this.missing = this.head.end + Number(length?.[1] ?? 0) - all.length
    } else this.missing -= data.length
    if (this.missing > 0) return
    const { status, end } = this.head
    this.#finish({ status, body: Buffer.concat(this.parts).subarray(end) })
  }
}
