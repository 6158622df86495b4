// Loads the wasm of this part of the app and starts it; then keeps the service worker up to date.
const { base, part } = document.documentElement.dataset;
const { default: init, start } = await import(`${base}/${part}.js`);
await init({ module_or_path: `${base}/${part}_bg.wasm` });
start();
document.documentElement.dataset.started = 'yes';
if ('serviceWorker' in navigator) {
  navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' }).catch(() => {});
}
