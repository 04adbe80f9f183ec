// Opens the page of a booking's tickets without a network, once it was opened on this device. It keeps what that page
// is made of, and nothing about anybody: the tickets themselves are kept by the page (src/app/tickets/kept-tickets.ts),
// which removes them when their holder signs out.
//
// The build writes `ticketPage` before this text: the release, and the files that the page loads. Another release is
// another worker, which keeps its own files before it takes over, so that page and files always belong together.
{
  const { caches, ticketPage } = globalThis;
  const { release, files } = ticketPage;

  const PREFIX = 'ticket-page-';
  const CACHE = `${PREFIX}${release}`;

  /** An address of the page; every booking has the same one. */
  const PAGE = '/bookings/0/tickets';
  const PAGES = /^\/bookings\/\d+\/tickets$/;

  /** How long somebody at the door waits for a network that may never answer, in milliseconds. */
  const PATIENCE_MS = 3000;

  const install = async () => {
    const cache = await caches.open(CACHE);
    await cache.addAll(files);
    const page = await fetch(PAGE, { headers: { accept: 'text/html' }, credentials: 'omit' });
    const text = await page.clone().text();
    // While a release is under way, another server may answer: then it is tried again later.
    if (!page.ok || !text.includes(release)) throw new Error('The page is of another release.');
    await cache.put(PAGE, page);
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
    return (await Promise.race([online, late])) ?? (await kept(PAGE)) ?? answer;
  };

  const openFile = async (request) => (await kept(request)) ?? fetch(request);

  globalThis.addEventListener('install', (event) => event.waitUntil(install()));
  globalThis.addEventListener('activate', (event) => event.waitUntil(removeOthers()));
  globalThis.addEventListener('fetch', (event) => {
    const { request } = event;
    const { origin, pathname } = new URL(request.url);
    if (origin !== globalThis.location.origin || request.method !== 'GET') return;
    if (request.mode === 'navigate') {
      if (PAGES.test(pathname)) event.respondWith(openPage(request));
    } else if (files.includes(pathname)) event.respondWith(openFile(request));
  });
}
