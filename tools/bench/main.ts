import { buildWhatIsStale } from '../build/build.ts';
import { startTestPostgres } from '../database/test-postgres.ts';
import { interruptionSignal } from '../processes/interruption.ts';
import { runToTheEnd, type Undo } from '../processes/run-to-the-end.ts';
import { Generator } from './generator/generator.ts';
import { readOptions } from './options.ts';
import { report } from './report/report.ts';
import type { Bench } from './scenarios/bench.ts';
import { measureAll } from './scenarios/measure-all.ts';
import { TokenSigner } from './tokens/token-signer.ts';

/** `npm run bench`: starts what it needs, measures, prints what came out and writes it to `docs/`. */
async function bench(undo: Undo): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const signal = interruptionSignal();
  if (!options.built) await buildWhatIsStale(signal);
  const cluster = await startTestPostgres();
  undo(() => cluster.stop());
  const generator = new Generator();
  undo(() => generator.stop());
  const startedAt = Date.now();
  const hands: Bench = {
    options,
    cluster,
    generator,
    signer: new TokenSigner(),
    undo,
    signal,
    progress: (text) => {
      const seconds = Math.round((Date.now() - startedAt) / 1000);
      console.log(`${String(seconds).padStart(4)} s  ${text}`);
    },
  };
  report(await measureAll(hands), options);
}

await runToTheEnd(bench, { whenInterrupted: 1 });
