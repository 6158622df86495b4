// The open loop: requests arrive at a fixed rate whatever becomes of those before them, as people do. A request's time counts from when it
// was due, so that one that had to wait for a connection is not taken for a quick one.
import { Line } from './line.mjs'
import { CONNECTIONS } from './scale.mjs'

/** Sends the request so often a second for so many seconds. Requests are due on whole milliseconds, because timers are no finer. */
export async function arrivals(port, bytes, perSecond, seconds) {
  const lines = await Promise.all(Array.from({ length: CONNECTIONS }, () => Line.open(port)))
  const [free, due, times] = [[...lines], [], []]
  let [made, answered, errors, head] = [0, 0, 0, 0]
  const total = Math.round(perSecond * seconds)
  const begun = performance.now()
  const last = begun + (seconds + 10) * 1000

  function next(line) {
    const when = due[head]
    head += 1
    line.send(bytes, ({ status }) => {
      answered += 1
      if (status === 200) times.push(performance.now() - when)
      else errors += 1
      if (status === 0) return
      if (head < due.length) next(line)
      else free.push(line)
    })
  }

  await new Promise((resolve) => {
    const timer = setInterval(() => {
      const now = Math.floor(performance.now() - begun)
      for (; made < total && (made * 1000) / perSecond <= now; made += 1) due.push(begun + Math.ceil((made * 1000) / perSecond))
      while (free.length > 0 && head < due.length) next(free.pop())
      if (answered < total && performance.now() < last) return
      clearInterval(timer)
      resolve()
    }, 1)
  })
  lines.forEach((line) => line.close())
  return { times, errors: errors + total - answered, perSecond: (answered * 1000) / (performance.now() - begun) }
}
