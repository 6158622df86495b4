// Draws the disk as it may be after the power went, from the log that power.c wrote. What a sync covered is there; of what was
// written since, anything may be: nothing of it, any half of it, or sectors of 512 bytes of it.
const SECTOR = 512
const HEAD = 24

/** The records of a log, one by one; `end` is the log's length when the call returned. */
export function* records(log) {
  for (let at = 0; at + HEAD <= log.length;) {
    const length = Number(log.readBigUInt64LE(at + 16))
    const end = at + HEAD + length
    if (end > log.length) return
    const [kind, file] = [log.readUInt32LE(at), log.readUInt32LE(at + 4)]
    yield { kind, file, offset: Number(log.readBigUInt64LE(at + 8)), bytes: log.subarray(at + HEAD, end), end }
    at = end
  }
}

const [OPEN, WRITE, TRUNCATE, SYNC, UNLINK, FOLDER] = [1, 2, 3, 4, 5, 6]

/** A file's bytes with room to grow. */
class Content {
  constructor(bytes = Buffer.alloc(0)) { Object.assign(this, { bytes: Buffer.from(bytes), size: bytes.length }) }

  copy() { return new Content(this.bytes.subarray(0, this.size)) }

  resize(size) {
    if (size > this.bytes.length) {
      const larger = Buffer.alloc(Math.max(size, 2 * this.bytes.length))
      this.bytes.copy(larger, 0, 0, this.size)
      this.bytes = larger
    }
    if (size < this.size) this.bytes.fill(0, size, this.size)
    this.size = size
  }

  write(offset, bytes) {
    if (offset + bytes.length > this.size) this.resize(offset + bytes.length)
    bytes.copy(this.bytes, offset)
  }
}

/** Does one call to a file that may not be there (null); answers the file. */
function done(content, { kind, offset, bytes }) {
  if (kind === UNLINK) return null
  const file = content ?? new Content()
  if (kind === WRITE) file.write(offset, bytes)
  if (kind === TRUNCATE) file.resize(offset)
  return file
}

function* sectors({ kind, offset, bytes }) {
  for (let at = 0; at < bytes.length;) {
    const next = Math.min(bytes.length, (Math.floor((offset + at) / SECTOR) + 1) * SECTOR - offset)
    yield { kind, offset: offset + at, bytes: bytes.subarray(at, next) }
    at = next
  }
}

/** Which of the calls since the last sync are on the disk. */
const SURVIVORS = {
  synced: () => [],
  half: (pending, random) => pending.filter(() => random.chance(0.5)),
  torn: (pending, random) => pending.flatMap((call) => {
    if (call.kind !== WRITE) return random.chance(0.5) ? [call] : []
    return [...sectors(call)].filter(() => random.chance(0.5))
  }),
}
export const KINDS = Object.keys(SURVIVORS)

/** The disk under one database: what is safe, and what was done since. */
export class Disk {
  constructor(path, bytes) {
    this.safe = new Map([[path, new Content(bytes)]])
    this.pending = new Map()
    this.names = new Map()
  }

  feed(record) {
    const { kind, file, offset: covers, bytes, end } = record
    if (kind === OPEN) this.names.set(file, bytes.toString())
    const name = this.names.get(file)
    if (kind === SYNC) {
      this.#settle(name, (call) => call.end <= covers && call.kind !== UNLINK)
    } else if (kind === FOLDER) {
      for (const other of this.pending.keys()) this.#settle(other, (call) => call.end <= covers && call.kind === UNLINK)
    } else if (kind !== OPEN || record.offset === 1) {
      this.pending.set(name, [...this.pending.get(name) ?? [], { kind, offset: record.offset, bytes, end }])
    }
  }

  #settle(name, covered) {
    const pending = this.pending.get(name) ?? []
    for (const call of pending.filter(covered)) this.safe.set(name, done(this.safe.get(name) ?? null, call))
    this.pending.set(name, pending.filter((call) => !covered(call)))
  }

  /** Files as they may be now: path and bytes. */
  image(kind, random) {
    const files = new Map()
    for (const name of new Set([...this.safe.keys(), ...this.pending.keys()])) {
      let content = this.safe.get(name)?.copy() ?? null
      for (const call of SURVIVORS[kind](this.pending.get(name) ?? [], random)) content = done(content, call)
      if (content) files.set(name, content.bytes.subarray(0, content.size))
    }
    return files
  }
}
