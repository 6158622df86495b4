// Makes the pictures of the README: `node end2end/screens.mjs [LINK]`, into end2end/pictures.
//
// LINK is a resident's sign-in link as `make run` prints it (good once). Without one, a server with the demonstration
// community is started for the purpose, in a folder and on a port of its own, and ended afterwards.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { executablePath } from './chromium.mjs';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const BINARY = path.join(HERE, '../target/release/xishan');
const PICTURES = path.join(HERE, 'pictures');

/** A server of our own, and the link of its first resident. */
async function ownServer() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'xishan-screens.'));
  const database = `sqlite:${path.join(folder, 'screens.db')}`;
  const child = spawn(BINARY, ['--database', database, 'serve', '--demo', '--listen', '127.0.0.1:0'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const stop = async () => {
    if (child.exitCode === null) {
      child.kill();
      await new Promise((ended) => child.once('exit', ended));
    }
    fs.rmSync(folder, { recursive: true, force: true });
  };
  const link = await new Promise((found, failed) => {
    let text = '';
    child.stdout.on('data', (data) => {
      text += data;
      const line = text.match(/居民: .*?(http\S+)\n/);
      if (line) found(line[1]);
    });
    child.once('exit', (code) => failed(new Error(`the server ended with ${code}`)));
    child.once('error', failed);
  });
  return { link, stop };
}

async function take(link) {
  const { origin } = new URL(link);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const context = await browser.newContext({
      viewport: { width: 390, height: 844 },
      deviceScaleFactor: 1,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    page.on('pageerror', (error) => console.error('pageerror', error.message));
    const open = async (address) => {
      await page.goto(origin + address);
      await page.waitForSelector('html[data-started=yes]', { timeout: 30_000 });
      await page.waitForTimeout(1200); // the phone's own rows
    };
    const picture = async (name) => {
      await page.screenshot({ path: path.join(PICTURES, `${name}.png`) });
      console.log(`${name}.png`);
    };
    const look = (value) => context.addCookies([{ name: 'look', value, url: origin }]);

    // Signing in: the page of the link has one button.
    await page.goto(link);
    await page.waitForSelector('html[data-started=yes]', { timeout: 30_000 });
    await page.locator('form button').first().click();
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'), { timeout: 15_000 });
    await page.waitForTimeout(2000); // the first pull of one's own rows

    await open('/');
    await picture('today');
    await open('/canteen');
    await picture('canteen');
    await open('/needs/new');
    await picture('report');

    // A sign-up in a lift: the network goes after the page has come.
    await open('/activities');
    const dates = await page.locator('main a[href^="/activities/"]').evaluateAll((links) => links.map((link) => link.pathname));
    const signUp = page.locator('button', { hasText: /报名|候补/ }).first();
    // What has begun takes nobody.
    for (const date of dates) {
      await open(date);
      if (await signUp.count()) break;
    }
    await context.setOffline(true);
    await signUp.click({ timeout: 5000 });
    await page.waitForTimeout(1200);
    await picture('offline');
    await context.setOffline(false);

    await look('zh.elder.light.115');
    await open('/');
    await picture('elder');
    await look('zh.normal.dark.100');
    await open('/activities');
    await picture('dark');
  } finally {
    await browser.close();
  }
}

fs.mkdirSync(PICTURES, { recursive: true });
const given = process.argv[2];
const server = given ? { link: given, stop: async () => {} } : await ownServer();
try {
  await take(server.link);
} finally {
  await server.stop();
}
