// Runs before the first paint, so that a chosen theme never flashes in the other one. It is a file
// of its own because the content security policy allows no inline script.
try {
  const theme = localStorage.getItem('boxoffice.theme');
  if (theme === 'light' || theme === 'dark')
    globalThis.document.documentElement.dataset.theme = theme;
} catch {
  // Storage is blocked: the system's theme it is.
}
