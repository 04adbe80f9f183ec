import { runNx } from '../build/nx.ts';
import { interruptionSignal } from '../processes/interruption.ts';
import { runToTheEnd } from '../processes/run-to-the-end.ts';

/** Factor over `npm test`; BOXOFFICE_TORTURE overrides it. */
const TIMES = '20';
/** As in `npm test`, per repetition: ends what hangs. */
const TIMEOUT_MS = 300_000;

/**
 * `npm run torture`: the randomised tests with many more seeds, races and kills. Arguments go to Jest, such
 * as a file name.
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
