// Sizes, speeds, memory: `make bench`. Prints a table; fails nothing.
//
// Everything is measured on the release binary, with the demonstration community, in a folder and on ports of its own.
// Speeds mean little by themselves on a machine that does other things too, so each stands beside that of a trivial
// Node server that sends as many bytes, measured in the same minute by the same loop; only the ratio is worth comparing.
import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { chromium } from 'playwright-core';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const BINARY = path.join(HERE, '../target/release/xishan');
const CHROMIUM = '/usr/bin/chromium';
const SLICES = 3; // taking turns with the baseline, because other work on the machine comes and goes; the median counts
const SLICE_MS = 1000;
const CONNECTIONS = 16;
const PULL = JSON.stringify({ part: 'public', epoch: '', since: 0, scopes: [] });

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} KB`;
const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
const row = (what, ...values) => console.log(`  ${what.padEnd(46)}${values.map((v) => String(v).padStart(14)).join('')}`);

/** Starts the server and waits until it answers; `ms` is how long that took. */
async function start(database, ...flags) {
  const begun = performance.now();
  const child = spawn(BINARY, ['--database', `sqlite:${database}`, 'serve', '--listen', '127.0.0.1:0', ...flags], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const origin = await new Promise((found, failed) => {
    let text = '';
    child.stdout.on('data', (data) => {
      text += data;
      const line = text.match(/^西山: (\S+)\n/m);
      if (line) found(line[1].replace('localhost', '127.0.0.1'));
    });
    child.once('exit', (code) => failed(new Error(`the server ended with ${code}`)));
    child.once('error', failed);
  });
  await (await fetch(`${origin}/health`)).text();
  const stop = () => new Promise((ended) => child.exitCode === null ? child.once('exit', ended) && child.kill() : ended());
  return { origin, port: Number(new URL(origin).port), pid: child.pid, ms: performance.now() - begun, stop };
}

const memory = (pid) => {
  const kb = fs.readFileSync(`/proc/${pid}/status`, 'utf8').match(/^VmRSS:\s+(\d+)/m)[1];
  return `${(kb / 1024).toFixed(1)} MB`;
};

// ---- bytes of a first visit ----

/** Passes bytes on to the server and counts what comes back, whoever in the browser asked for it. */
function countingProxy(port) {
  const count = { bytes: 0 };
  const server = net.createServer((near) => {
    const far = net.connect(port, '127.0.0.1');
    far.on('data', (data) => (count.bytes += data.length));
    for (const [one, other] of [[near, far], [far, near]]) one.on('error', () => other.destroy()).pipe(other);
  });
  return new Promise((up) => server.listen(0, '127.0.0.1', () => up({ count, port: server.address().port, server })));
}

function kindOf(type, url) {
  if (url.includes('/api/')) return 'api';
  if (url.endsWith('.wasm')) return 'wasm';
  return { Document: 'document', Script: 'script', Stylesheet: 'style', Image: 'images' }[type] ?? 'other';
}

async function firstVisit(server) {
  const proxy = await countingProxy(server.port);
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'];
  const browser = await chromium.launch({ executablePath: CHROMIUM, args });
  const sizes = { document: 0, script: 0, wasm: 0, style: 0, api: 0, images: 0, other: 0 };
  try {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' });
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    const kinds = new Map();
    await devtools.send('Network.enable');
    devtools.on('Network.responseReceived', (e) => kinds.set(e.requestId, kindOf(e.type, e.response.url)));
    devtools.on('Network.loadingFinished', (e) => (sizes[kinds.get(e.requestId) ?? 'other'] += e.encodedDataLength));
    const begun = performance.now();
    await page.goto(`http://localhost:${proxy.port}/`);
    const started = await page.waitForSelector('html[data-started=yes]').then(() => performance.now() - begun);
    await sleep(3000); // the first pull, and the service worker putting its shell away
    return { sizes, started, socket: proxy.count.bytes };
  } finally {
    await browser.close();
    proxy.server.close();
  }
}

// ---- requests a second ----

/** One connection that asks again as soon as it is answered, until `until`; answers how often it was. */
function ask(port, request, until) {
  return new Promise((done, failed) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(request)).setNoDelay();
    let [answers, missing, head] = [0, 0, Buffer.alloc(0)];
    socket.on('error', failed).on('close', () => failed(new Error('the connection was closed')));
    socket.on('data', (data) => {
      if (missing === 0) {
        head = head.length ? Buffer.concat([head, data]) : data;
        const end = head.indexOf('\r\n\r\n');
        if (end < 0) return;
        const text = head.latin1Slice(0, end);
        const length = text.match(/\r\ncontent-length: (\d+)/i);
        if (!text.startsWith('HTTP/1.1 200') || !length) return failed(new Error(text.split('\r\n')[0]));
        missing = end + 4 + Number(length[1]) - head.length;
        head = Buffer.alloc(0);
      } else missing -= data.length;
      if (missing > 0) return;
      answers += 1;
      if (performance.now() < until) return socket.write(request);
      socket.removeAllListeners('close').destroy();
      done(answers);
    });
  });
}

async function perSecond(port, request) {
  await ask(port, request, performance.now() + 200);
  const begun = performance.now();
  const answers = await Promise.all(Array.from({ length: CONNECTIONS }, () => ask(port, request, begun + SLICE_MS)));
  return (answers.reduce((sum, n) => sum + n, 0) * 1000) / (performance.now() - begun);
}

const requestOf = (method, address, headers = '', body = '') =>
  `${method} ${address} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: br\r\n${headers}\r\n${body}`;

/** The baseline: `GET /N` is answered with N bytes, by a Node server in a thread of its own. */
function baseline() {
  const server = http.createServer((request, response) => {
    const body = Buffer.alloc(Number(request.url.slice(1)), 'x');
    response.writeHead(200, { 'content-type': 'text/plain', 'content-length': body.length }).end(body);
  });
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
}

async function load(server) {
  const style = (await (await fetch(server.origin)).text()).match(/href="([^"]+\.css)"/)[1];
  const pullHeaders = `Content-Type: application/json\r\nX-Xishan: visitor\r\nContent-Length: ${PULL.length}\r\n`;
  const worker = new Worker(fileURLToPath(import.meta.url));
  const port = await new Promise((up) => worker.once('message', up));
  for (const [what, request] of [
    ['GET /', requestOf('GET', '/')],
    ['GET the style sheet', requestOf('GET', style)],
    ['POST /api/pull, everything public', requestOf('POST', '/api/pull', pullHeaders, PULL)],
  ]) {
    const size = await bodySize(server.port, request);
    const [ours, theirs] = [[], []];
    for (let slice = 0; slice < SLICES; slice++) {
      ours.push(await perSecond(server.port, request));
      theirs.push(await perSecond(port, requestOf('GET', `/${size}`)));
    }
    const [us, them] = [median(ours), median(theirs)];
    row(what, kilobytes(size), Math.round(us), Math.round(them), (us / them).toFixed(2));
  }
  await worker.terminate();
}

function bodySize(port, request) {
  return new Promise((done, failed) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(request)).on('error', failed);
    socket.once('data', (data) => {
      socket.destroy();
      const length = data.latin1Slice().match(/\r\ncontent-length: (\d+)/i);
      length ? done(Number(length[1])) : failed(new Error('an answer without a length'));
    });
  });
}

// ---- Lighthouse ----

async function lighthouse(server, folder) {
  const output = path.join(folder, 'lighthouse.json');
  const flags = [
    `http://localhost:${server.port}/`, '--quiet', '--output=json', `--output-path=${output}`,
    '--only-categories=performance,accessibility,best-practices,seo',
    `--chrome-path=${CHROMIUM}`, '--chrome-flags=--headless --no-sandbox --disable-gpu --accept-lang=zh-CN',
  ];
  const options = { env: { ...process.env, CHROME_PATH: CHROMIUM, TMPDIR: folder }, timeout: 180_000 };
  await new Promise((done, failed) =>
    execFile(path.join(HERE, 'node_modules/.bin/lighthouse'), flags, options, (error) => (error ? failed(error) : done())));
  const report = JSON.parse(fs.readFileSync(output, 'utf8'));
  if (process.env.XISHAN_LIGHTHOUSE) fs.copyFileSync(output, process.env.XISHAN_LIGHTHOUSE); // the whole report, to look into
  for (const category of Object.values(report.categories)) row(category.title, Math.round(category.score * 100));
  for (const id of ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift'])
    row(`  ${report.audits[id].title}`, report.audits[id].displayValue);
  const diagnostics = new Set();
  for (const category of Object.values(report.categories))
    for (const { id, weight } of category.auditRefs) {
      const audit = report.audits[id];
      if (audit.score === null || audit.score >= 0.9) continue;
      if (weight === 0 && diagnostics.add(id)) continue;
      const items = (audit.details?.items ?? []).slice(0, 3);
      const why = items.map((item) => item.node?.selector ?? item.description ?? item.issueType ?? item.url).filter(Boolean);
      console.log(`    below 90: ${category.id} / ${audit.title} ${audit.displayValue ?? ''} ${why.join('; ')}`.slice(0, 300));
    }
  if (diagnostics.size) console.log(`    diagnostics that do not count: ${[...diagnostics].join(', ')}`);
}

async function main() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'xishan-bench.'));
  const database = path.join(folder, 'bench.db');
  let server;
  try {
    server = await start(database, '--demo'); // fills the database, which does not count
    const times = [];
    for (let round = 0; round < 5; round++) {
      await server.stop();
      server = await start(database);
      times.push(server.ms);
    }
    await sleep(1000);
    console.log(`\nServer, ${os.cpus().length} cores`);
    row('binary', `${(fs.statSync(BINARY).size / 1e6).toFixed(1)} MB`);
    row('start to first answer, median of 5', `${median(times).toFixed(0)} ms`);
    row('memory at rest', memory(server.pid));

    const visit = await firstVisit(server);
    const total = Object.values(visit.sizes).reduce((sum, bytes) => sum + bytes, 0);
    console.log('\nFirst visit of /, bytes over the wire (brotli, with headers)');
    for (const [kind, bytes] of Object.entries(visit.sizes)) row(kind, kilobytes(bytes));
    row('total', kilobytes(total));
    row('total without wasm', kilobytes(total - visit.sizes.wasm));
    row('on the socket, service worker included', kilobytes(visit.socket));
    row('until the app runs, on this machine', `${visit.started.toFixed(0)} ms`);

    console.log(`\nRequests a second, ${CONNECTIONS} connections, median of ${SLICES} slices of ${SLICE_MS / 1000} s`);
    row('', 'body', 'xishan', 'node', 'ratio');
    await load(server);
    row('memory afterwards', memory(server.pid));

    console.log('\nLighthouse, mobile');
    await lighthouse(server, folder).catch((error) => row('not measured', error.message.split('\n').at(0)));
  } finally {
    await server?.stop();
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

await (isMainThread ? main() : baseline());
