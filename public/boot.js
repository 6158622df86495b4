// Lets the page that came be seen, then loads the wasm of this part of the app and starts it; then keeps the service worker
// up to date. On a slow line the program must not take the line from what is to be read.
const { base, part } = document.documentElement.dataset;
// A visitor's program knows nobody. `kept` is the mark of a phone that is somebody's (engine/marker.rs); what a program lacks that
// cannot be had now has the larger one too.
const own = /(^|; )(kept|emptied)=/.test(document.cookie) ? ['app', 'desk', 'visit'] : ['visit', 'app'];
// The browser would put the app on the phone's screen. It says so when it likes and is asked when it suits the person (hand.js).
addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault();
  globalThis.installing = event;
});
// Where the browser can speak, the pages have buttons to be read aloud; what they do comes with the first press. Some browsers let
// only the press itself begin to speak: so something is said at once, which is nothing.
if ('speechSynthesis' in window) document.documentElement.dataset.voice = '';
addEventListener('click', ({ target }) => {
  const button = target.closest?.('[data-aloud]');
  if (!button) return;
  speechSynthesis.speak(new SpeechSynthesisUtterance(''));
  import(`${base}/aloud.js`).then(({ pressed }) => pressed(button), () => {
    const line = button.parentElement.querySelector('[role=status]');
    line.textContent = line.dataset.offline;
  });
});
// Without a network it comes empty, and of that Firefox tells nobody.
if (document.querySelector('#seed')) await new Promise((seen) => {
  const told = new PerformanceObserver(seen);
  told.observe({ type: 'paint', buffered: true });
  setTimeout(seen, 1000); // a page in the background draws nothing
});
const load = (name) => Promise.all([import(`${base}/${name}.js`), fetch(`${base}/${name}_bg.wasm`), name]).catch(() => null);
let loaded;
for (const name of part === 'app' ? own : [part]) loaded ??= await load(name);
const [{ default: init, start }, wasm, name] = loaded;
await init({ module_or_path: wasm });
// Before the app starts, so that nothing is missed: the server no longer understands this release.
addEventListener('xishan-update', update);
await start();
// A strip that scrolls sideways shows the whole of what has the focus, and so does the page of a large field: the browser is content with
// a part of the one and a line of the other.
addEventListener('focusin', ({ target }) => {
  if (target.closest?.('textarea, .day-strip, .filters, .people, .desk-nav')) target.scrollIntoView({ block: 'nearest', inline: 'nearest' });
});
// What is drawn again has its attributes taken and given back, and for that moment a form or a link cannot have the focus.
addEventListener('focusout', ({ target }) => {
  if (target.matches('[tabindex], [href], button, input, select, textarea, summary')) return;
  requestAnimationFrame(() => document.activeElement === document.body && target.focus({ preventScroll: true }));
});
document.documentElement.dataset.started = 'yes';
// Somebody's phone runs the visitors' program, which can say nothing of them: what was lacking is tried again when it may be had.
const again = () => navigator.onLine && !document.hidden && location.reload();
if (part === 'app' && own[0] !== 'visit' && name === 'visit') {
  addEventListener('online', again);
  document.addEventListener('visibilitychange', again);
}
// What a hand needs beyond the program comes when there is one.
const hand = () => import(`${base}/hand.js`).catch(() => {});
for (const sign of ['pointerdown', 'keydown', 'scroll']) addEventListener(sign, hand, { once: true, passive: true });
addEventListener('click', ({ target }) => {
  const button = target.closest?.('[data-hand]');
  if (button) hand().then((hand) => hand?.tapped(button));
});
// Somebody was further down here.
if (history.state?.y) hand();
addEventListener('popstate', () => hand().then((hand) => hand?.cameBack()), { once: true });
// An iPhone's browser, and nothing else, says that it is not an app of the Home Screen.
if (navigator.standalone === false) import('/splash.js').catch(() => {});
if ('serviceWorker' in navigator) {
  navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' }).catch(() => {});
  // Whoever stays a while gets the pages of the other program too, for when there is no network; not where every kilobyte counts.
  setTimeout(async () => {
    const { saveData, effectiveType } = navigator.connection ?? {};
    if (saveData || /2g/.test(effectiveType)) return;
    const { active } = await navigator.serviceWorker.ready;
    // Firefox does not always know at once which one is active.
    (active ?? navigator.serviceWorker.controller)?.postMessage('stays');
  }, 8000);
}

// Opens the new version when nothing is being typed, and once only: if this release is still what comes, the page says so and waits.
async function update() {
  if (sessionStorage.getItem('updated-from') === base || update.waits) return;
  update.waits = true;
  const registration = await navigator.serviceWorker?.getRegistration();
  await registration?.update().catch(() => {});
  const typing = () => document.activeElement?.matches('input, textarea, select')
    || [...document.querySelectorAll('input:not([type=checkbox], [type=radio]), textarea')].some((field) => field.value);
  const timer = setInterval(() => {
    if (typing() || !navigator.onLine) return;
    clearInterval(timer);
    sessionStorage.setItem('updated-from', base);
    location.reload();
  }, 2000);
}
