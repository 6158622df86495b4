// The open loop of another hand: autocannon. It sends what is due in a second at the beginning of that second, as fast as its
// connections are answered, and adds what a request would have waited that could not be sent: so its times are those of a
// crowd at the door once a second, and longer than those of a steady stream.
import autocannon from 'autocannon'
import { headers } from './line.mjs'
import { CONNECTIONS } from './scale.mjs'

export async function cannon(port, { method, address, who, body }, perSecond, seconds) {
  const result = await autocannon({
    url: `http://127.0.0.1:${port}${address}`,
    method,
    headers: headers(method, who),
    body: body === undefined ? undefined : JSON.stringify(body),
    connections: CONNECTIONS,
    overallRate: Math.round(perSecond),
    duration: seconds,
  })
  const { p50, p99, max } = result.latency
  return { p50, p99, max, errors: result.errors + result.non2xx }
}
