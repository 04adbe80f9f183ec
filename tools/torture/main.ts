import { runNx } from '../build/nx.ts';
import { interruptionSignal } from '../processes/interruption.ts';
import { runToTheEnd } from '../processes/run-to-the-end.ts';

/** How many times as much as `npm test` tries, unless BOXOFFICE_TORTURE says otherwise. */
const TIMES = '20';
/** As in `npm test`, for each of the times: it ends what would wait for ever. */
const TIMEOUT_MS = 300_000;

/**
 * `npm run torture`: the tests that leave something to chance, with many more seeds, races and kills.
 *
 * Arguments are Jest's, such as the name of a file.
 */
async function torture(): Promise<void> {
  const times = process.env.BOXOFFICE_TORTURE ?? TIMES;
  const timeout = `--testTimeout=${String(TIMEOUT_MS * Math.max(1, Number(times)))}`;
  const { code } = await runNx(['run', 'api-e2e:torture', timeout, ...process.argv.slice(2)], {
    show: true,
    signal: interruptionSignal(),
    env: { BOXOFFICE_TORTURE: times },
  });
  process.exitCode = code;
}

await runToTheEnd(torture, { whenInterrupted: 1 });
