// Runs before the first paint, so that a chosen theme never flashes in the other one. It is a file
// of its own because the content security policy allows no inline script.
try {
  // A page in a frame takes the theme of the page around it, which its address says.
  const theme = globalThis.location.pathname.startsWith('/embed/')
    ? new URLSearchParams(globalThis.location.search).get('theme')
    : localStorage.getItem('boxoffice.theme');
  if (theme === 'light' || theme === 'dark')
    globalThis.document.documentElement.dataset.theme = theme;
} catch {
  // Storage is blocked: the system's theme it is.
}
