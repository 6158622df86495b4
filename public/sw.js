// The shell without a network. Keeps the files of one release, the two empty documents, the codes for the door, how the characters of
// titles are read, and the pictures that everyone may see and this phone has shown; nothing else: no rows, no other answers of the API, no pages with content. The server writes RELEASE and FILES above this text.

const CACHE = `shell-${RELEASE}`;
const PATIENCE_MS = 3500;
// The pages that the larger program draws: as in `Route::part`.
const DESK = /^\/(desk(\/|$)|shifts(\/|$)|skills$|search$|canteen\/regular$|me\/.|needs\/new$|sign-in$|activities\/.+\/collectors$)/;
const CODES = 30;
const PICTURES = 60;
const DAY_MS = 24 * 60 * 60 * 1000;
const LATER_MS = 1500;
const NOTICES = '/me/notices';
const SOUNDS = '/api/sounds';

self.addEventListener('install', (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(CACHE);
    // Past the HTTP cache: a shell of another release must never meet these files.
    await cache.addAll(FILES);
    await cache.add(new Request('/shell', { cache: 'reload' }));
    // A phone that has the other programs gets their new release too, so that all opens without a network after an update.
    if (await has('app.js')) await cache.addAll(APP_FILES);
    if (await caches.match('/desk-shell')) {
      await cache.addAll(await largerFiles());
      await cache.add(new Request('/desk-shell', { cache: 'reload' }));
      await keepSounds();
    }
    await self.skipWaiting();
  })());
});

self.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    const names = await caches.keys();
    // One older release stays: a page that it drew may still be open.
    const old = names.filter((name) => name.startsWith('shell-') && name !== CACHE).slice(0, -1);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  })());
});

// Its own release first: the caches are searched in the order in which they were made, and an older one may still be there.
async function fromCache(request) {
  const how = { ignoreVary: true, ignoreSearch: false };
  const own = await caches.open(CACHE);
  return await own.match(request, how) ?? await caches.match(request, how);
}

async function file(request) {
  const kept = await fromCache(request);
  if (kept) return kept;
  const answer = await fetch(request);
  // The desk's files are kept when somebody uses the desk.
  if (answer.ok && request.url.includes(`/p/${RELEASE}/`)) {
    const cache = await caches.open(CACHE);
    await cache.put(request, answer.clone());
  }
  return answer;
}

// A phone that is full, or whose person signs out just now and takes the cache with them, shows it all the same.
async function keepNewest(cache, request, answer, most) {
  try {
    await cache.put(request, answer.clone());
    for (const old of (await cache.keys()).slice(0, -most)) await cache.delete(old);
  } catch {
    // It is not kept.
  }
}

// The codes that people show at the door: the newest ones, for when there is no network there.
async function door(request) {
  const cache = await caches.open('codes');
  const kept = await cache.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await keepNewest(cache, request, answer, CODES);
  return answer;
}

// Pictures: the browser keeps them too, but drops them when it likes. What is a day old is asked for again, because somebody in it
// may have asked to take it away; without a network it is shown as it is.
async function picture(request) {
  const cache = await caches.open('pictures');
  // Under the address alone: whatever format it came in, it is the picture.
  const name = request.url;
  const kept = await cache.match(name);
  if (kept && Date.now() - Date.parse(kept.headers.get('date')) < DAY_MS) return kept;
  try {
    const answer = await fetch(request, kept && { cache: 'reload' });
    if (answer.ok) await keepNewest(cache, name, answer, PICTURES);
    else if (kept && answer.status === 404) await cache.delete(name);
    return answer;
  } catch (fault) {
    if (kept) return kept;
    throw fault;
  }
}

// How the characters of titles are read, for the page where one looks for everything: the newest, or without a network the last.
// What is no JSON is a station's log-in page.
async function sounds(request) {
  const cache = await caches.open('sounds');
  const last = () => cache.match(SOUNDS, { ignoreVary: true });
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!answer.ok || !answer.headers.get('content-type')?.includes('json')) return await last() ?? answer;
    await cache.put(SOUNDS, answer.clone());
    return answer;
  } catch (fault) {
    const kept = await last();
    if (kept) return kept;
    throw fault;
  }
}

// They come with the larger program, which works without them.
const keepSounds = () => sounds(SOUNDS).catch(() => {});

// What the larger program is made of; and what reads codes at the door, where the browser says that it does not, or was found out
// before: then an older release has it here.
async function largerFiles() {
  return self.BarcodeDetector && !await has('decoder.js') ? DESK_FILES : [...DESK_FILES, ...DECODER_FILES];
}

// Whether a release that is kept here has this file.
async function has(name) {
  const shells = (await caches.keys()).filter((shell) => shell.startsWith('shell-'));
  const file = (shell) => caches.match(`/p/${shell.slice('shell-'.length)}/${name}`, { ignoreVary: true });
  return (await Promise.all(shells.map(file))).some(Boolean);
}

// Does something once, or again when it has failed.
const done = {};
const once = (name, act) => done[name] ??= act().catch(() => { delete done[name]; });

// Whoever is signed in goes on with the residents' program. The browser may have dropped the rest since it was installed: what is not
// there comes again, the document last.
const keepOwn = () => once('own', async () => {
  const cache = await caches.open(CACHE);
  const lacks = async (name) => (await cache.match(name, { ignoreVary: true })) ? [] : [name];
  await cache.addAll((await Promise.all([...FILES, ...APP_FILES].map(lacks))).flat());
  if ((await lacks('/shell')).length) await cache.add(new Request('/shell', { cache: 'reload' }));
});

// Whoever has signed in, opened one of its pages, or stayed a while, can be anywhere without a network: the larger program is
// kept too, once there is time for it.
const keepLarger = () => once('larger', async () => {
  const cache = await caches.open(CACHE);
  if (await cache.match('/desk-shell')) return;
  await new Promise((later) => setTimeout(later, LATER_MS));
  // The document last: where it is, its files are.
  await cache.addAll(await largerFiles());
  await cache.add(new Request('/desk-shell', { cache: 'reload' }));
  await keepSounds();
});

const larger = (request) => DESK.test(new URL(request.url).pathname);

async function page(request) {
  const shell = larger(request) ? '/desk-shell' : '/shell';
  try {
    return await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch (fault) {
    // A page of the other program that was never opened: the one that is here says so.
    const kept = await fromCache(shell) ?? await fromCache('/shell');
    if (kept) return kept;
    throw fault;
  }
}

// From boot.js, whoever is signed in or not. A first look alone does not pay for what it does not show.
self.addEventListener('message', (event) => event.waitUntil(keepLarger()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const acting = request.headers.get('x-xishan');
  if (acting && acting !== 'visitor') event.waitUntil(keepOwn().then(keepLarger));
  else if (request.mode === 'navigate' && larger(request)) event.waitUntil(keepLarger());
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  // A picture opened by its address is a document like another: the browser asks for it.
  const code = url.pathname.startsWith('/api/qr/');
  const drawn = request.destination === 'image' && url.pathname.startsWith('/api/pictures/');
  const read = url.pathname === SOUNDS;
  if (url.pathname.startsWith('/api') && !code && !drawn && !read) return;
  if (read) event.respondWith(sounds(request));
  else if (drawn) event.respondWith(picture(request));
  else if (code) event.respondWith(door(request));
  else if (request.mode === 'navigate') event.respondWith(page(request));
  else if (url.pathname.startsWith('/p/')) event.respondWith(file(request));
});

// Something new, for whoever wants this phone to ring: the server says it in its own words, and never what it is. Something is shown
// each time, or the browser takes the permission away; what was shown before is replaced.
self.addEventListener('push', (event) => {
  let said = {};
  try {
    said = event.data.json();
  } catch {
    // Without words its name says enough.
  }
  const { title = '西山', body = '', lang = 'zh-CN' } = said;
  const drawings = { icon: '/icons/icon-192.png', badge: '/icons/badge-96.png' };
  event.waitUntil(self.registration.showNotification(title, { body, lang, tag: 'notices', ...drawings }));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil((async () => {
    const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
    // One that shows something else may have something typed in it: it is let be.
    const there = windows.find((one) => new URL(one.url).pathname === NOTICES);
    if (there) await there.focus();
    else await self.clients.openWindow(NOTICES);
  })());
});
