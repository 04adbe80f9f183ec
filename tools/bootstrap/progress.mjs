const REDRAW_MS = 1000;
/** Where lines cannot be redrawn, a line now and then shows that something still happens. */
const REMIND_MS = 15000;

/**
 * Shows what is being done, and for how long.
 *
 * @param {string} text
 */
export function startProgress(text) {
  const started = Date.now();
  const stream = process.stdout;
  const redraws = stream.isTTY === true;

  function elapsed() {
    return ((Date.now() - started) / 1000).toFixed(redraws ? 0 : 1) + ' s';
  }

  stream.write(redraws ? '  ' + text + ' …' : '  ' + text + ' …\n');
  const timer = setInterval(
    () =>
      stream.write(redraws ? '\r\x1b[K  ' + text + ' … ' + elapsed() : '    … ' + elapsed() + '\n'),
    redraws ? REDRAW_MS : REMIND_MS,
  );
  timer.unref();

  /** @param {string} mark */
  function end(mark) {
    clearInterval(timer);
    stream.write((redraws ? '\r\x1b[K' : '') + mark + ' ' + text + ' (' + elapsed() + ')\n');
  }

  return {
    done() {
      end('✓');
    },
    failed() {
      end('✗');
    },
  };
}
