// Puts the tickets of an event, or the dates of a series, into a page of somebody else:
//
//   <script async src="https://tickets.example/embed.js" data-event="12"></script>
//
// data-event or data-series   whose tickets or dates
// data-language="de"          otherwise that of the page around it
// data-theme="dark"           or "light" or "system"; otherwise dark only where the page around it is
//
// It leaves nothing behind: no cookie, no storage, no name of its own in the page.
{
  const MAX_HEIGHT = 20_000;
  const ID = /^\d{1,19}$/;

  /** Dark only where the page around it is, or is on devices that are. */
  const themeOf = (scheme) => {
    if (!scheme.includes('dark')) return 'light';
    return scheme.includes('light') ? 'system' : 'dark';
  };

  const { document } = globalThis;
  const script = document.currentScript;
  const { event = '', series = '', language, theme } = script.dataset;
  const path = ID.test(event)
    ? `events/${event}`
    : ID.test(series)
      ? `series/${series}`
      : undefined;

  if (path === undefined) {
    console.error('Boxoffice: data-event or data-series has to name an event or a series.', script);
  } else {
    const root = document.documentElement;
    const address = new URL(`embed/${path}`, script.src);
    const { colorScheme } = globalThis.getComputedStyle(root);
    const spoken = language ?? root.lang.split('-')[0];
    if (spoken) address.searchParams.set('language', spoken);
    address.searchParams.set('theme', theme ?? themeOf(colorScheme));

    const frame = document.createElement('iframe');
    frame.src = address.href;
    frame.title = 'Tickets';
    frame.loading = 'lazy';
    frame.style.cssText = 'display:block;width:100%;height:480px;border:0;color-scheme:normal';
    script.after(frame);

    // Only the frame itself, while it still shows a page of ours, may say how high it is.
    globalThis.addEventListener('message', ({ origin, source, data }) => {
      if (source !== frame.contentWindow || origin !== address.origin) return;
      const height = data?.type === 'boxoffice:height' ? data.height : undefined;
      if (Number.isFinite(height)) {
        frame.style.height = `${Math.min(Math.max(0, height), MAX_HEIGHT)}px`;
      }
    });
  }
}
