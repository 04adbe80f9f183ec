import { sign } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { readTokenKeys } from '../../config/token-keys.js';
import { Clock } from '../../clock/clock.js';
import { Settings } from '../../config/settings.js';
import { PeriodicTask } from '../../periodic/periodic-task.js';
import { ANCHOR_FILE_MODE } from './require-anchor-file.js';

/** Begins what is signed, so that no signature of an anchor passes for one of something else. */
const SIGNED_AS = 'boxoffice-audit-anchor';

interface End {
  position: string;
  hash: string;
  /** The hash at the position that was written last; null where there is none any more. */
  passed: string | null;
}

/**
 * Writes down where the chain of the audit ends, where whoever owns the database cannot change it: in the
 * log, and signed in a file where one is set. Whoever rewrites the past and all hashes after it
 * contradicts what was written, and `npm run audit:verify` says so.
 *
 * Every process writes, at an interval and when it ends, and only where something was sealed since.
 */
@Injectable()
export class AuditAnchors implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('AuditAnchors');
  private readonly task: PeriodicTask;
  private written?: { position: string; hash: string };

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {
    const intervalMs = settings.AUDIT_ANCHOR_SECONDS * 1_000;
    this.task = new PeriodicTask('AuditAnchors', intervalMs, async () => {
      await this.write();
      return false;
    });
  }

  onApplicationBootstrap(): void {
    this.task.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.task.stop();
    // A database that is away at shutdown must not keep the process from ending.
    await this.write().catch((error: unknown) =>
      this.logger.warn(`The end of the audit was not written down: ${String(error)}`),
    );
  }

  /** Writes where the chain ends, unless that is what was written last. */
  async write(): Promise<void> {
    const [end] = await this.dataSource.query<End[]>(
      `SELECT position, encode(hash, 'hex') AS hash,
         (SELECT encode(hash, 'hex') FROM audit_chain WHERE position = $1) AS passed
       FROM audit_chain ORDER BY position DESC LIMIT 1`,
      [this.written?.position ?? null],
    );
    if (this.written && end?.passed !== this.written.hash) {
      this.logger.error(
        `The audit no longer passes through ${this.written.position}:${this.written.hash}: it was rewritten or cut off`,
      );
    }
    if (!end || end.hash === this.written?.hash) return;
    const { position, hash } = end;
    this.logger.log(`The audit ends at ${position}:${hash}`);
    await this.append(`${position}:${hash}`);
    this.written = { position, hash };
  }

  private async append(anchor: string): Promise<void> {
    const file = this.settings.AUDIT_ANCHOR_FILE;
    if (file === undefined) return;
    const [key] = readTokenKeys(this.settings.TOKEN_KEYS);
    if (!key?.privateKey) throw new Error('The first key of TOKEN_KEYS cannot sign.');
    const said = `${new Date(this.clock.now()).toISOString()} ${anchor}`;
    const signature = sign(null, Buffer.from(`${SIGNED_AS} ${said}`), key.privateKey);
    await appendFile(file, `${said} ${key.kid} ${signature.toString('base64url')}\n`, {
      mode: ANCHOR_FILE_MODE,
    });
  }
}
