// How the app feels in the hand: pulling a page down, and what belongs to fingers and not to the program. It comes with the first
// touch of a page (boot.js), so that a first look does not pay for it. The server writes WORDS above this text, in both languages.
const root = document.documentElement;
const words = () => WORDS[root.lang] ?? WORDS['zh-CN'];
const FAR = 80;
const SAID_MS = 10_000;
const PATIENCE_MS = 15_000;
const MINUTE_MS = 60_000;

// One line over the page and in nobody's way: seen, and read out. It is there before it says anything, or it would not be.
const line = document.createElement('p');
line.className = 'hand-line no-print';
line.setAttribute('role', 'status');
document.body.append(line);
let silence;
function say(text, ms = SAID_MS) {
  clearTimeout(silence);
  line.textContent = text;
  if (text) silence = setTimeout(() => { line.textContent = ''; }, ms);
}

// ---- pulled down, a main page looks for news

const still = matchMedia('(prefers-reduced-motion: reduce)');
const isMain = () => [...document.querySelectorAll('.tab-bar a')].some((tab) => tab.pathname === location.pathname);
let pull = null;
function release() {
  pull = null;
  line.style.transform = '';
}
addEventListener('touchstart', ({ touches, target }) => {
  if (pull?.down > 0) say('');
  release();
  const other = target.closest?.('dialog, input, textarea, select, .day-strip, .filters, .people');
  if (touches.length > 1 || scrollY > 0 || other || !isMain()) return;
  pull = { x: touches[0].clientX, y: touches[0].clientY, down: 0 };
}, { passive: true });
addEventListener('touchmove', ({ touches }) => {
  if (!pull) return;
  const [across, down] = [touches[0].clientX - pull.x, touches[0].clientY - pull.y];
  if (touches.length > 1 || scrollY > 0 || down < 0 || Math.abs(across) > Math.max(24, down)) {
    if (pull.down > 0) say('');
    release();
  } else if (down > 24) {
    pull.down = down;
    say(down > FAR ? words().let_go : words().pull);
    if (!still.matches) line.style.transform = `translateY(${Math.min(down, FAR) / 3}px)`;
  }
}, { passive: true });
addEventListener('touchend', () => {
  const far = pull?.down > FAR;
  const begun = pull?.down > 0;
  release();
  if (far) refresh();
  else if (begun) say('');
});
addEventListener('touchcancel', () => {
  if (pull?.down > 0) say('');
  release();
});

let asked = 0;
let toOffer = false; // something that was done here has been settled
function refresh() {
  clearTimeout(asked);
  asked = setTimeout(() => { asked = 0; say(words().slow); }, PATIENCE_MS);
  say(words().looking, PATIENCE_MS);
  // As if the network had just come back: what waits is sent, and what is new comes.
  dispatchEvent(new Event('online'));
}

/** "3 分钟前": cut downwards, like everywhere. */
function ago(ms) {
  const minutes = Math.floor(ms / MINUTE_MS);
  const { moment, minutes: m, hours, days } = words();
  if (!(minutes > 0)) return moment;
  const [text, count] = minutes < 60 ? [m, minutes] : minutes < 1440 ? [hours, minutes / 60] : [days, minutes / 1440];
  return text.replace('{}', Math.floor(count));
}

// The program has been to the server, or could not reach it.
addEventListener('xishan-round', ({ age, offline, settled }) => {
  if (settled) toOffer = true;
  if (!asked) return;
  clearTimeout(asked);
  asked = 0;
  // Where another window does the work, its news is as old as it is.
  if (offline) say((age >= 0 ? words().offline : words().nothing).replace('{}', ago(age)));
  else say(age < MINUTE_MS ? words().fresh : words().aged.replace('{}', ago(age)));
});

// ---- back leads to where one was

const note = (more) => history.replaceState({ ...history.state, ...more }, '');
/** Once what there is now is on the screen: a frame asks before it is painted, the timer is over after that. */
const painted = (then) => requestAnimationFrame(() => setTimeout(then));
/** The link under a finger, if it is a plain one to a page of ours. */
function linked(event) {
  const link = event.target.closest?.('a[href]');
  const plain = !event.defaultPrevented && event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
  return plain && link?.origin === location.origin && !link.target && !link.download && !link.rel && !link.hash ? link : null;
}
// Before the program follows the link.
addEventListener('click', (event) => {
  const link = linked(event);
  if (!link) return;
  // A new release comes with the next page, which is loaded for that.
  if (newer && navigator.onLine && !typed()) {
    event.stopPropagation();
    return;
  }
  const here = location.pathname;
  // Whoever came from there goes back to what they saw; whoever opened the page by its address goes to the page above it.
  if (link.matches('.back') && history.state?.from === link.pathname) {
    event.preventDefault();
    event.stopPropagation();
    history.back();
    return;
  }
  // Nothing is written between the finger and the page that is not needed: the browser takes its time over its history.
  const y = Math.round(scrollY);
  if (y !== (history.state?.y ?? 0)) note({ y });
  requestAnimationFrame(() => { if (location.pathname !== here) fadeIn(); });
  setTimeout(() => {
    const there = location.pathname;
    if (there === here) return;
    arrived();
    painted(() => { if (location.pathname === there) note({ from: here }); });
  });
}, true);
addEventListener('popstate', ({ state }) => {
  arrived();
  requestAnimationFrame(fadeIn);
  if (state?.y) goDown(state.y);
});
// From a page of the other program, or of another site: there the browser's own try came before the list was drawn.
if (history.state?.y && performance.getEntriesByType('navigation')[0]?.type === 'back_forward') goDown(history.state.y);

/** Before this script was here, somebody went back. */
export function cameBack() {
  if (history.state?.y) goDown(history.state.y);
}

/** Scrolls as far down as one was, as soon as the page is that long, until it stays there or somebody scrolls otherwise. */
function goDown(y) {
  let latest = performance.now() + 2000;
  let stays = 0;
  let theirs = false;
  const leave = () => { theirs = true; };
  for (const sign of ['wheel', 'touchstart', 'pointerdown', 'keydown']) addEventListener(sign, leave, { once: true, passive: true });
  requestAnimationFrame(function again() {
    if (theirs || performance.now() > latest) return;
    stays = Math.abs(scrollY - y) < 2 ? stays + 1 : 0;
    if (!stays) {
      scrollTo({ top: y, behavior: 'instant' });
      // A list that grows first has the time for it.
      if (grow()) latest = performance.now() + 2000;
    }
    if (stays < 12) requestAnimationFrame(again);
  });
}

/** As long as `--quick` of the style. */
const QUICK_MS = 140;
/** Another page of this program fades in like those of the other one (style/components/hand.css). `startViewTransition` would draw it a
    frame later and take the next tap; this is left to the screen alone: nothing waits for it, and the next page begins its own. */
function fadeIn() {
  if (!still.matches) document.querySelector('main > .page')?.animate({ opacity: [0.4, 1] }, QUICK_MS);
}

// ---- a long list grows before its end comes on the screen (app/src/components/growth.rs)

const NEAR = 1000;
const ends = document.getElementsByClassName('growth');
let looks = 0;
/** Whether all rows of a list's last part are drawn: they come in steps, and until then its end is nearer than it will be. */
const whole = ({ previousElementSibling: list }) => list.children.length % Number(list.dataset.part) === 0;
/** Presses the button at the end of a list that is near, and looks again; answers whether it did. */
function grow() {
  const near = [...ends].find((end) => end.offsetHeight > 0 && end.getBoundingClientRect().top < innerHeight + NEAR);
  if (near) growSoon();
  if (!near || !whole(near)) return false;
  // Nobody hears that but the list: no finger was there, so the focus stays where it is.
  near.dispatchEvent(new MouseEvent('click'));
  return true;
}
function growSoon() {
  looks ||= requestAnimationFrame(() => {
    looks = 0;
    grow();
  });
}
addEventListener('scroll', growSoon, { passive: true });
growSoon();

/** Whoever pressed the button goes on at the first of the rows that came. */
function enter({ previousElementSibling: list }) {
  requestAnimationFrame(() => {
    const part = Number(list.dataset.part);
    const first = list.children[Math.floor((list.children.length - 1) / part) * part];
    first?.querySelector('a, button')?.focus();
  });
}

// ---- a new release is taken with the next link, when nothing has been typed

const LOOK_MS = 60 * MINUTE_MS;
let newer = false;
let looked = Date.now();
const worker = navigator.serviceWorker;
const own = `shell-${root.dataset.base.slice('/p/'.length)}`;
const typed = () => [...document.querySelectorAll('input:not([type=checkbox], [type=radio]), textarea')].some(({ value }) => value);
// The worker of another release has taken over: its files are on this phone.
worker?.addEventListener('controllerchange', async () => {
  const shells = (await caches.keys()).filter((name) => name.startsWith('shell-'));
  newer = shells.length > 0 && shells.at(-1) !== own;
});
// An app that is never closed would not hear of it.
document.addEventListener('visibilitychange', async () => {
  if (document.hidden || Date.now() - looked < LOOK_MS) return;
  looked = Date.now();
  (await worker?.getRegistration())?.update().catch(() => {});
});

// ---- a page is handed on

/** What was tapped that the program leaves to this script. */
export function tapped(button) {
  if (button.dataset.hand === 'share') share();
  if (button.dataset.hand === 'grow') enter(button);
}

/** By the phone's own way; or its address is copied, and that is said. */
async function share() {
  const url = location.origin + location.pathname;
  const title = document.querySelector('h1')?.textContent ?? document.title;
  try {
    if (navigator.share) return await navigator.share({ title, url });
  } catch (fault) {
    if (fault.name === 'AbortError') return;
  }
  try {
    await navigator.clipboard.writeText(url);
    say(words().copied);
  } catch {
    say(`${words().copy} ${url}`, MINUTE_MS);
  }
}

// ---- a place on the phone's own screen is offered once, when something has been done here and the next page is opened

let offered = null;
function arrived() {
  offered?.remove();
  offered = null;
  // Safari tells whether it stands alone, and lets nobody ask.
  const apple = navigator.standalone === false;
  const alone = navigator.standalone || matchMedia('(display-mode: standalone)').matches;
  if (!toOffer || alone || !(globalThis.installing || apple) || wasOffered()) return;
  offer(apple);
}

/** Whether this phone was asked before; from now on it was. Where nothing can be noted nothing is asked. */
function wasOffered() {
  try {
    const before = localStorage.getItem('install-offered');
    localStorage.setItem('install-offered', 'yes');
    return before !== null;
  } catch {
    return true;
  }
}

function offer(apple) {
  offered = document.createElement('section');
  offered.className = 'notice install no-print';
  offered.setAttribute('aria-label', words().install);
  const text = document.createElement('div');
  const lines = apple ? [words().apple_share, words().apple_add] : [words().install_why];
  text.append(...lines.map((words) => Object.assign(document.createElement('p'), { textContent: words })));
  const buttons = document.createElement('div');
  buttons.className = 'actions';
  if (!apple) buttons.append(button(words().install, 'button', install));
  // Whoever goes on without an answer has said no, too; but what comes up by itself can be closed.
  buttons.append(button(apple ? words().understood : words().no, 'button is-quiet', () => answered()));
  text.append(buttons);
  offered.append(text);
  document.querySelector('#main').prepend(offered);
}

function button(words, className, act) {
  const button = Object.assign(document.createElement('button'), { type: 'button', className, textContent: words });
  button.addEventListener('click', act);
  return button;
}

async function install() {
  const asking = globalThis.installing;
  answered();
  await asking.prompt();
}

function answered() {
  globalThis.installing = null;
  offered?.remove();
  offered = null;
  // What was pressed is gone.
  document.querySelector('#main').focus({ preventScroll: true });
}
