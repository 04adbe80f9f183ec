import { TestEnvironment } from 'jest-environment-node';
import { SharedApis } from './src/setup/shared-apis.ts';

const LINES_SHOWN = 40;

const sharedApis = new SharedApis();

/**
 * Node's test environment, with the APIs that test files share. When a test fails, it shows what the APIs that
 * the file has started wrote last.
 */
export default class ApiEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.boxofficeSharedApis = sharedApis;
    this.global.boxofficeTestFile = sharedApis.nextFile();
  }

  handleTestEvent(event) {
    if (event.name !== 'test_done' || event.test.errors.length === 0) return;
    for (const [port, log] of this.global.boxofficeRunningApis ?? []) {
      const last = log().split('\n').slice(-LINES_SHOWN).join('\n');
      process.stderr.write(`\n  API on port ${port}, last lines (${event.test.name}):\n${last}\n`);
    }
  }
}
