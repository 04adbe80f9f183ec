import { readFileSync, statSync } from 'node:fs';
import type { ThrowAwayCluster } from '@boxoffice/testing';

/** Begins an entry of the log, and ends the name of whose it is. */
const MARK = '@@';

/** What a server must be started with so that its log is read as a {@link ServerLog}: all that is asked. */
export const LOG_SETTINGS: Readonly<Record<string, string>> = {
  log_line_prefix: `${MARK}%a${MARK}`,
  log_statement: 'all',
  log_connections: 'on',
  // Each plan that is carried out, with the settings that differ from PostgreSQL's own and what was compiled.
  shared_preload_libraries: 'auto_explain',
  'auto_explain.log_min_duration': '0',
  'auto_explain.log_nested_statements': 'on',
  'auto_explain.log_settings': 'on',
};

/** What a server's log says of the API's connections, from one moment on. */
export class ServerLog {
  #from = 0;

  constructor(private readonly server: ThrowAwayCluster) {}

  /** From here on only what is written later counts. */
  begin(): void {
    this.#from = statSync(this.server.logFile).size;
  }

  /** Statements that were sent, each in one line. */
  statements(): string[] {
    const sent = this.entriesOf(/^boxoffice/).map(
      (text) => /^LOG: +(?:statement|execute [^:]*): ([^]*)/.exec(text)?.[1],
    );
    return sent.flatMap((text) => (text === undefined ? [] : [text.replace(/\s+/g, ' ')]));
  }

  /**
   * Plans that were carried out, also those of triggers; but for the probe's at start, which asks for `SELECT 1`
   * as plainly as any client of a pooler.
   */
  plans(application = /^boxoffice(-jobs)?$/): string[] {
    return this.entriesOf(application).filter((text) => /^LOG: +duration: .* plan:/.test(text));
  }

  /** Connections of the API's that were made. */
  connections(): string[] {
    return this.entriesOf(/./).filter((text) => text.includes('application_name=boxoffice'));
  }

  private entriesOf(application: RegExp): string[] {
    const written = readFileSync(this.server.logFile).subarray(this.#from).toString('utf8');
    return written
      .split(new RegExp(`^${MARK}`, 'm'))
      .filter((entry) => application.test(entry.split(MARK)[0] ?? ''))
      .map((entry) => entry.slice(entry.indexOf(MARK) + MARK.length));
  }
}
