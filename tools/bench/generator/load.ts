import { percentile } from '../measure/statistics.ts';
import { HttpConnection } from './http-connection.ts';
import type { Job, JobResult } from './job.ts';
import { conversations, type Conversation } from './requests.ts';

/** Carries out one job. */
export async function load(job: Job): Promise<JobResult> {
  const opening = Array.from({ length: job.connections }, () => HttpConnection.open(job.port));
  const connections = await Promise.all(opening);
  try {
    return await new Load(job).run(connections);
  } finally {
    for (const connection of connections) connection.close();
  }
}

class Load {
  private readonly job: Job;
  private readonly startedAt = performance.now();
  private readonly countFrom: number;
  private readonly countUntil: number;
  private readonly times: number;
  private begun = 0;
  private succeeded = 0;
  private counted = 0;
  private reservations = 0;
  private payments = 0;
  private readonly latencies: number[] = [];
  private readonly tenthsMs: number[] = [];
  private readonly failures: Record<string, number> = {};

  constructor(job: Job) {
    this.job = job;
    const { extent } = job;
    const timed = 'times' in extent ? { warmUpMs: 0, measuredMs: Infinity } : extent;
    this.times = 'times' in extent ? extent.times : Infinity;
    this.countFrom = this.startedAt + timed.warmUpMs;
    this.countUntil = this.countFrom + timed.measuredMs;
  }

  async run(connections: HttpConnection[]): Promise<JobResult> {
    const conversation = conversations(this.job.work, this.job.port);
    await Promise.all(connections.map((connection) => this.talk(connection, conversation())));
    const end = Math.min(this.countUntil, performance.now());
    const sorted = Float64Array.from(this.latencies).sort();
    const micros = (ms: number): number =>
      Math.round(Number(process.hrtime.bigint() / 1000n) + (ms - performance.now()) * 1000);
    return {
      counted: this.counted,
      measuredMs: end - this.countFrom,
      reservations: this.reservations,
      payments: this.payments,
      latency: {
        p50: percentile(sorted, 0.5),
        p99: percentile(sorted, 0.99),
        max: percentile(sorted, 1),
      },
      tenthsMs: this.tenthsMs,
      failures: this.failures,
      windowMicros: [micros(this.countFrom), micros(end)],
    };
  }

  /** Resolves when nothing more is to be said and the last answer is there. */
  private talk(connection: HttpConnection, conversation: Conversation): Promise<void> {
    return new Promise((resolve, reject) => {
      let sentAt = 0;
      let paying = false;
      const begin = (now: number): void => {
        if (now >= this.countUntil || this.begun >= this.times) {
          resolve();
          return;
        }
        this.begun += 1;
        sentAt = now;
        paying = false;
        connection.send(conversation.begin());
      };
      connection.onLost = (reason) => {
        reject(new Error(`A connection of the load was lost: ${reason}.`));
      };
      connection.onAnswer = (status, body) => {
        const now = performance.now();
        if (status < 200 || status > 299) {
          const failure = `${status} ${codeOf(body)}`.trim();
          this.failures[failure] = (this.failures[failure] ?? 0) + 1;
          begin(now);
          return;
        }
        if (paying) this.payments += 1;
        else this.reservations += 1;
        const next = conversation.goOn(body);
        if (next) {
          paying = true;
          connection.send(next);
          return;
        }
        this.complete(sentAt, now);
        begin(now);
      };
      begin(performance.now());
    });
  }

  private complete(sentAt: number, now: number): void {
    this.succeeded += 1;
    if (now >= this.countFrom && now < this.countUntil) {
      this.counted += 1;
      this.latencies.push(now - sentAt);
    }
    if (this.succeeded % (this.times / 10) === 0) this.tenthsMs.push(now - this.startedAt);
  }
}

const CODE = /"code":"(\w+)"/;

/** The code of a problem, which says what a status does not: which of the many conflicts it is. */
function codeOf(body: Buffer): string {
  return CODE.exec(body.toString('latin1'))?.[1] ?? '';
}
