// Lets the page that came be seen, then loads the wasm of this part of the app and starts it; then keeps the service worker
// up to date. On a slow line the program must not take the line from what is to be read.
const { base, part } = document.documentElement.dataset;
await new Promise((seen) => {
  requestAnimationFrame(() => setTimeout(seen));
  setTimeout(seen, 1000); // a page in the background draws nothing
});
const wasm = fetch(`${base}/${part}_bg.wasm`);
const { default: init, start } = await import(`${base}/${part}.js`);
await init({ module_or_path: wasm });
await start();
document.documentElement.dataset.started = 'yes';
if ('serviceWorker' in navigator) {
  navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' }).catch(() => {});
}
