/** How a request that was carried out with others ended for itself. */
export type Outcome<A> = { answer: A } | { error: unknown };

/** The limits of a {@link BatchQueue}; each is a setting or a constant with its reason. */
export interface BatchLimits {
  /** Most requests that are carried out together. */
  batchMax: number;
  /** Largest weight (tickets) that is carried out together; a single request may exceed it. */
  weightMax: number;
  /** Most batches of one key that are under way at once in this process. */
  lanesMax: number;
  /** Most batches of all keys together that are under way at once: less than there are connections. */
  batchesMax: number;
  /** Most requests that wait, over all keys. */
  waitingMax: number;
  /** Longest time that a request waits for its batch to begin, in milliseconds. */
  waitMaxMs: number;
}

/** A request was not begun, because too many wait or it has waited too long. Nothing was changed. */
export class QueueFullError extends Error {
  constructor() {
    super('Too many requests wait; this one was not begun.');
  }
}

/**
 * A request came to nothing because of others that were under way at the same moment. Nothing of it
 * was done, and it is worth submitting again.
 */
export class TryAgainError extends Error {
  constructor() {
    super('Others were in the way at this moment.');
  }
}

interface Waiting<R, A> {
  request: R;
  since: number;
  resolve: (answer: A) => void;
  reject: (error: unknown) => void;
}

/**
 * How long requests wait for a batch that is under way before another one begins beside it, in milliseconds:
 * more than a batch takes where the database is near. There, two at once are slower than one after the
 * other: both wait for the same disk, and then for the same process.
 */
const BESIDE_AFTER_MS = 10;

/**
 * Fewest requests that a batch leaves some of to the next. Below that, the fixed costs of a transaction weigh
 * more than what the database and the process gain by working at the same time.
 */
const SPLIT_FROM = 16;

interface Lane<R, A> {
  waiting: Waiting<R, A>[];
  underWay: number;
  /** Requests of the batch that ended last: their callers are being told, and come again. */
  ended: number;
  /** Whether a batch is about to begin, after the events that are already here. */
  isBeginning: boolean;
  /** Begins a batch beside another that takes long. */
  besideTimer?: NodeJS.Timeout;
  /** Refuses those who wait too long, also while the batch before them does not end. */
  timer?: NodeJS.Timeout;
}

/**
 * Carries out together what waits at the same moment.
 *
 * A key (an event) has at most `lanesMax` batches under way. A request that finds none is begun at
 * once, alone if nobody else is there: batches form only behind a batch that is under way, so waiting
 * is never added to a system that has none. The longer a batch takes, the more requests the next one
 * carries; that is what makes the queue faster the more is asked of it. One follows the other, and a second
 * begins beside it only where it takes long ({@link BESIDE_AFTER_MS}). All keys together have at most
 * `batchesMax`; beyond that, they take turns.
 *
 * The database and the process take turns with the same buyers, so there are two halves: while one is in the
 * database, the other is told and asks again. Therefore a batch takes half of those who wait and of those who
 * are being told, not all who wait; otherwise large ones and leftovers take turns, and both sides idle. And it
 * begins before the last one's callers are told.
 *
 * One request's failure is its own: the carrier gives each request an outcome. Where the carrier
 * throws instead, the batch as a whole was rolled back; each of its requests is then carried out
 * alone, so that a request that breaks the batch breaks only itself. Whether an error may be
 * answered so is for `isRolledBack` to say: after a broken connection nobody knows, and all are told.
 */
export class BatchQueue<R, A> {
  private readonly lanes = new Map<string, Lane<R, A>>();
  private underWay = 0;
  /** Keys that wait until a batch of another ends, in the order in which they came to do so. */
  private readonly inLine = new Set<string>();
  private waitingCount = 0;

  constructor(
    private readonly limits: BatchLimits,
    private readonly carryOut: (key: string, requests: R[]) => Promise<Outcome<A>[]>,
    private readonly weightOf: (request: R) => number,
    private readonly isRolledBack: (error: unknown) => boolean,
    private readonly elapsedMs: () => number = () => performance.now(),
  ) {}

  /**
   * @throws QueueFullError; or what the request's own outcome is
   */
  submit(key: string, request: R): Promise<A> {
    if (this.waitingCount >= this.limits.waitingMax) return Promise.reject(new QueueFullError());
    return new Promise<A>((resolve, reject) => {
      const lane = this.laneOf(key);
      lane.waiting.push({ request, since: this.elapsedMs(), resolve, reject });
      this.waitingCount += 1;
      // After the events that are already here: requests that came in one read of the network
      // share a batch, and nobody waits for a timer.
      if (!lane.isBeginning) this.beginSoon(key, lane);
      lane.timer ??= setTimeout(() => this.refuseLate(lane), this.limits.waitMaxMs).unref();
    });
  }

  private laneOf(key: string): Lane<R, A> {
    let lane = this.lanes.get(key);
    if (!lane) {
      lane = { waiting: [], underWay: 0, ended: 0, isBeginning: false };
      this.lanes.set(key, lane);
    }
    return lane;
  }

  /**
   * Begins after the events that are already here: requests that came in one read of the network share a
   * batch. Where one is under way, they wait for its end, or for a little time, unless they are as many as a
   * batch may have.
   */
  private beginSoon(key: string, lane: Lane<R, A>): void {
    if (this.mayBegin(lane)) {
      lane.isBeginning = true;
      setImmediate(() => {
        lane.isBeginning = false;
        if (this.mayBegin(lane)) this.begin(key, lane);
      });
    } else if (lane.underWay < this.limits.lanesMax) {
      lane.besideTimer ??= setTimeout(() => this.begin(key, lane), BESIDE_AFTER_MS).unref();
    }
  }

  private mayBegin({ underWay, waiting }: Lane<R, A>): boolean {
    const { batchMax, lanesMax } = this.limits;
    return underWay === 0 || (underWay < lanesMax && waiting.length >= batchMax);
  }

  private begin(key: string, lane: Lane<R, A>): void {
    clearTimeout(lane.besideTimer);
    lane.besideTimer = undefined;
    if (lane.waiting.length > 0 && this.underWay >= this.limits.batchesMax) {
      this.inLine.add(key);
      return;
    }
    const batch = this.next(lane);
    if (batch.length === 0) {
      if (lane.underWay === 0 && this.lanes.get(key) === lane) {
        clearTimeout(lane.timer);
        this.lanes.delete(key);
      }
      return;
    }
    this.underWay += 1;
    lane.underWay += 1;
    void this.run(key, batch).then((tell) => {
      this.underWay -= 1;
      lane.underWay -= 1;
      lane.ended = batch.length;
      this.beginNext(key, lane);
      // Telling so many takes a while, in which the database should have the next batch already.
      if (lane.underWay > 0) setImmediate(tell);
      else tell();
    });
    if (lane.waiting.length > 0 && !lane.isBeginning) this.beginSoon(key, lane);
  }

  /** After the end of a key's batch: first the keys that are in line, and behind them this one. */
  private beginNext(key: string, lane: Lane<R, A>): void {
    if (this.inLine.size > 0 && lane.waiting.length > 0) this.inLine.add(key);
    else this.begin(key, lane);
    for (const next of this.inLine) {
      if (this.underWay >= this.limits.batchesMax) return;
      this.inLine.delete(next);
      const first = this.lanes.get(next);
      if (first) this.begin(next, first);
    }
  }

  /** Takes the next batch; what has waited too long is refused instead of begun. */
  private next(lane: Lane<R, A>): Waiting<R, A>[] {
    this.refuse(lane);
    const batch = lane.waiting.splice(0, this.fitting(lane));
    this.waitingCount -= batch.length;
    return batch;
  }

  /** They stand in order of arrival, so those who have waited too long stand first. */
  private refuse(lane: Lane<R, A>): void {
    const oldest = this.elapsedMs() - this.limits.waitMaxMs;
    const stay = lane.waiting.findIndex(({ since }) => since > oldest);
    const late = lane.waiting.splice(0, stay === -1 ? lane.waiting.length : stay);
    this.waitingCount -= late.length;
    for (const waiting of late) waiting.reject(new QueueFullError());
  }

  private refuseLate(lane: Lane<R, A>): void {
    lane.timer = undefined;
    this.refuse(lane);
    const [first] = lane.waiting;
    if (!first) return;
    const leftMs = this.limits.waitMaxMs - (this.elapsedMs() - first.since);
    lane.timer = setTimeout(() => this.refuseLate(lane), Math.max(leftMs, 1)).unref();
  }

  /** How many of the first in line fit into one batch. */
  private fitting({ waiting, ended }: Lane<R, A>): number {
    const half = Math.max(SPLIT_FROM, Math.ceil((waiting.length + ended) / 2));
    const most = waiting.slice(0, Math.min(half, this.limits.batchMax));
    let weight = 0;
    for (const [count, { request }] of most.entries()) {
      weight += this.weightOf(request);
      if (weight > this.limits.weightMax && count > 0) return count;
    }
    return most.length;
  }

  /** @returns tells everybody of the batch how their request ended */
  private async run(key: string, batch: Waiting<R, A>[]): Promise<() => void> {
    try {
      const outcomes = await this.carryOut(
        key,
        batch.map(({ request }) => request),
      );
      return () => batch.forEach((waiting, index) => settle(waiting, outcomes[index]));
    } catch (error) {
      if (batch.length > 1 && this.isRolledBack(error)) {
        for (const waiting of batch) (await this.run(key, [waiting]))();
        return () => undefined;
      }
      return () => batch.forEach((waiting) => waiting.reject(error));
    }
  }
}

function settle<R, A>(waiting: Waiting<R, A>, outcome: Outcome<A> | undefined): void {
  if (!outcome) waiting.reject(new Error('A batch left a request without an outcome.'));
  else if ('answer' in outcome) waiting.resolve(outcome.answer);
  else waiting.reject(outcome.error);
}
