import { TestEnvironment } from 'jest-environment-node';

const LINES_SHOWN = 40;

/** Node's test environment which, when a test fails, shows what the APIs it started wrote last. */
export default class ApiLogEnvironment extends TestEnvironment {
  handleTestEvent(event) {
    if (event.name !== 'test_done' || event.test.errors.length === 0) return;
    for (const [port, lines] of this.global.boxofficeRunningApis ?? []) {
      const last = lines.toString().split('\n').slice(-LINES_SHOWN).join('\n');
      process.stderr.write(`\n  API on port ${port}, last lines (${event.test.name}):\n${last}\n`);
    }
  }
}
