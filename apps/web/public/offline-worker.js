// Opens a page of ours without a network, once it was opened on this device: that of a booking's tickets, and the door.
// It keeps what such a page is made of, and nothing about anybody: what a page shows is kept by the page itself
// (src/app/tickets/kept-tickets.ts, src/app/door/door-database.ts).
//
// Each page has a registration of its own, whose scope says which it is. The build writes `offlinePages` before this
// text: the release, and the files that each page loads. Another release is another worker, which keeps its own files
// before it takes over, so that page and files always belong together.
{
  const { caches, offlinePages, registration } = globalThis;

  /** An address of the page, which is the same at all others of it. */
  const PAGES = {
    '/bookings/': { page: '/bookings/0/tickets', isPage: /^\/bookings\/\d+\/tickets$/ },
    '/door': { page: '/door', isPage: /^\/door$/ },
  };

  const scope = new URL(registration.scope).pathname;
  const { page: address, isPage } = PAGES[scope];
  const { release } = offlinePages;
  const files = offlinePages.files[scope];

  const PREFIX = `page ${scope} `;
  const CACHE = `${PREFIX}${release}`;

  /** How long somebody at the door waits for a network that may never answer, in milliseconds. */
  const PATIENCE_MS = 3000;

  const install = async () => {
    const cache = await caches.open(CACHE);
    await cache.addAll(files);
    const page = await fetch(address, { headers: { accept: 'text/html' }, credentials: 'omit' });
    const text = await page.clone().text();
    // While a release is under way, another server may answer: then it is tried again later.
    if (!page.ok || !text.includes(release)) throw new Error('The page is of another release.');
    await cache.put(address, page);
    await globalThis.skipWaiting();
  };

  const removeOthers = async () => {
    const names = await caches.keys();
    const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
  };

  /** What is kept has one form alone, whatever a request says of the forms that it takes. */
  const kept = async (request) => (await caches.open(CACHE)).match(request, { ignoreVary: true });

  /** The page of the network, where that answers in time and well. */
  const openPage = async (request) => {
    const late = new Promise((resolve) => {
      setTimeout(resolve, PATIENCE_MS);
    });
    const answer = fetch(request);
    const online = answer.then(
      (page) => (page.status < 500 ? page : undefined),
      () => undefined,
    );
    return (await Promise.race([online, late])) ?? (await kept(address)) ?? answer;
  };

  const openFile = async (request) => (await kept(request)) ?? fetch(request);

  globalThis.addEventListener('install', (event) => event.waitUntil(install()));
  globalThis.addEventListener('activate', (event) => event.waitUntil(removeOthers()));
  globalThis.addEventListener('fetch', (event) => {
    const { request } = event;
    const { origin, pathname } = new URL(request.url);
    if (origin !== globalThis.location.origin || request.method !== 'GET') return;
    if (request.mode === 'navigate') {
      if (isPage.test(pathname)) event.respondWith(openPage(request));
    } else if (files.includes(pathname)) event.respondWith(openFile(request));
  });
}
