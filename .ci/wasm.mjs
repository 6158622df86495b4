// Reads a wasm program into its parts and writes it again with its functions in another order. Knows the instructions that the
// features named in .ci/site allow, and stops at any other: a reference to a function that it overlooked would break the program.

class Reader {
  constructor(bytes, at = 0) {
    Object.assign(this, { bytes, at });
  }
  byte() {
    return this.bytes[this.at++];
  }
  number() { // unsigned LEB128, up to 32 bits
    let [value, shift, byte] = [0, 0];
    do {
      byte = this.byte();
      value += (byte & 127) * 2 ** shift;
      shift += 7;
    } while (byte & 128);
    return value;
  }
  skipNumber() { // signed or unsigned, of any length
    while (this.byte() & 128);
  }
  take(length) {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
  sized() {
    return this.take(this.number());
  }
  list(one) {
    return Array.from({ length: this.number() }, one);
  }
  expect(byte) {
    if (this.byte() !== byte) throw new Error(`not ${byte} at ${this.at - 1}`);
  }
}

const number = (value) => {
  const bytes = [];
  for (; value > 127; value >>>= 7) bytes.push((value & 127) | 128);
  return Buffer.from([...bytes, value]);
};
const sized = (bytes) => Buffer.concat([number(bytes.length), bytes]);
const list = (items) => Buffer.concat([number(items.length), ...items]);

const [TYPE, IMPORT, FUNCTION, EXPORT, START, ELEMENT, CODE] = [1, 2, 3, 7, 8, 9, 10];

/** Where in a function's body other functions are named: [from, to, which]. */
function calls(body) {
  const found = [];
  const code = new Reader(body);
  const named = () => {
    const from = code.at;
    const which = code.number();
    found.push([from, code.at, which]);
  };
  code.list(() => [code.number(), code.byte()]); // local variables
  while (code.at < body.length) {
    const op = code.byte();
    if (op === 0x10 || op === 0xd2) named(); // call, ref.func
    else operands(code, op);
  }
  return found;
}

function operands(code, op) {
  const numbers = (n) => { while (n--) code.skipNumber(); };
  if ((op >= 0x02 && op <= 0x04) || op === 0x0c || op === 0x0d) numbers(1); // block, loop, if, br, br_if
  else if (op === 0x0e) numbers(code.number() + 1); // br_table
  else if (op === 0x11) numbers(2); // call_indirect
  else if (op === 0x1c) numbers(code.number()); // select with types
  else if (op >= 0x20 && op <= 0x26) numbers(1); // variables, tables
  else if (op >= 0x28 && op <= 0x3e) numbers(2); // load, store
  else if (op >= 0x3f && op <= 0x42) numbers(1); // memory.size, memory.grow, whole constants
  else if (op === 0x43 || op === 0x44) code.take(op === 0x43 ? 4 : 8); // other constants
  else if (op === 0xd0) numbers(1); // ref.null
  else if (op === 0xfc) long(code.number(), numbers);
  else if (![0x00, 0x01, 0x05, 0x0b, 0x0f, 0x1a, 0x1b, 0xd1].includes(op) && !(op >= 0x45 && op <= 0xc4)) {
    throw new Error(`instruction ${op.toString(16)} is not known`);
  }
}

function long(op, numbers) {
  if (op > 17) throw new Error(`instruction fc ${op} is not known`);
  if (op > 7) numbers([8, 10, 12, 14].includes(op) ? 2 : 1); // memory.* and table.*; below: float to whole number
}

/** A program's parts. Functions, imported ones first, are numbered as in the file. */
export function read(file) {
  const sections = [];
  for (const all = new Reader(file, 8); all.at < file.length;) sections.push({ id: all.byte(), body: all.sized() });
  const section = (id) => new Reader(sections.find((one) => one.id === id)?.body ?? Buffer.from([0]));
  const imports = section(IMPORT);
  const types = section(FUNCTION);
  const exported = section(EXPORT);
  const elements = section(ELEMENT);
  const code = section(CODE);
  const bodies = code.list(() => code.sized());
  return {
    head: file.subarray(0, 8),
    sections,
    imports: imports.list(() => {
      const [module, name] = [imports.sized(), imports.sized()].map(String);
      imports.expect(0); // functions alone come from the page
      return { module, name, type: imports.number() };
    }),
    types: types.list(() => types.number()),
    exports: exported.list(() => ({ name: String(exported.sized()), kind: exported.byte(), which: exported.number() })),
    elements: elements.list(() => {
      const from = elements.at;
      element(elements);
      return { head: elements.bytes.subarray(from, elements.at), functions: elements.list(() => elements.number()) };
    }),
    bodies,
    calls: bodies.map(calls),
  };
}

function element(reader) { // up to its list of functions
  const kind = reader.number();
  if (kind > 3) throw new Error(`element ${kind} is not known`);
  if (kind === 2) reader.number(); // which table
  if (kind === 0 || kind === 2) {
    reader.expect(0x41); // from which place on: a constant
    reader.skipNumber();
    reader.expect(0x0b);
  }
  if (kind > 0) reader.expect(0); // functions
}

/**
 * The program with its own functions and its imports in the order that `functions` and `imported` give, lists of their old places, and
 * without what is there for tools alone.
 */
export function write(program, functions, imported) {
  const own = program.imports.length;
  const places = new Map();
  imported.forEach((old, place) => places.set(old, place));
  functions.forEach((old, place) => places.set(own + old, own + place));
  const place = (old) => number(places.get(old));
  const body = (which) => {
    const bytes = program.bodies[which];
    let at = 0;
    const parts = program.calls[which].flatMap(([from, to, old]) => {
      const before = bytes.subarray(at, from);
      at = to;
      return [before, place(old)];
    });
    return sized(Buffer.concat([...parts, bytes.subarray(at)]));
  };
  const text = (name) => sized(Buffer.from(name));
  const changed = {
    [IMPORT]: () => list(imported.map((old) => program.imports[old])
      .map(({ module, name, type }) => Buffer.concat([text(module), text(name), number(0), number(type)]))),
    [FUNCTION]: () => list(functions.map((old) => number(program.types[old]))),
    [EXPORT]: () => list(program.exports
      .map(({ name, kind, which }) => Buffer.concat([text(name), number(kind), kind === 0 ? place(which) : number(which)]))),
    [START]: (old) => place(new Reader(old).number()),
    [ELEMENT]: () => list(program.elements.map((one) => Buffer.concat([one.head, list(one.functions.map(place))]))),
    [CODE]: () => list(functions.map(body)),
  };
  const sections = program.sections.filter(({ id }) => id >= TYPE) // those before are for tools
    .map(({ id, body: old }) => Buffer.concat([Buffer.from([id]), sized(changed[id] ? changed[id](old) : old)]));
  return Buffer.concat([program.head, ...sections]);
}
