import { Worker } from 'node:worker_threads';

/** A message to a thread and its answer carry the same number. */
export interface Numbered {
  id: number;
}

/** An answer, or why there is none. */
export type Answered<A> = Numbered & ({ answer: A } | { failure: string });

interface Waiting<A> {
  resolve: (answer: A) => void;
  reject: (error: Error) => void;
}

/** Idle milliseconds after which the thread and its memory are released. */
const IDLE_MS = 60_000;

/** More questions wait than would be answered soon: whoever comes then is asked to come back. */
export class WorkerBusyError extends Error {}

/**
 * A thread of its own for what would keep the process from selling. It starts with the first question and ends when
 * there was none for a while; one that dies rejects what waits for it, and the next question starts another.
 */
export class IdleWorker<Q extends object, A> {
  private readonly waiting = new Map<number, Waiting<A>>();
  private worker?: Worker;
  private idle?: NodeJS.Timeout;
  private lastId = 0;

  /**
   * @param thread the file that it runs: it answers each {@link Numbered} question by an {@link Answered}
   * @param waitingMax questions that may wait
   */
  constructor(
    private readonly thread: URL,
    private readonly waitingMax: number,
  ) {}

  /** @throws WorkerBusyError */
  async ask(question: Q): Promise<A> {
    if (this.waiting.size >= this.waitingMax) throw new WorkerBusyError();
    clearTimeout(this.idle);
    this.worker ??= this.start();
    this.worker.ref();
    const id = (this.lastId += 1);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker?.postMessage({ ...question, id });
    });
  }

  /** Ends the thread. */
  async stop(): Promise<void> {
    clearTimeout(this.idle);
    const { worker } = this;
    this.worker = undefined;
    await worker?.terminate();
  }

  private start(): Worker {
    const worker = new Worker(this.thread);
    worker.on('message', (answered: Answered<A>) => {
      const waiting = this.waiting.get(answered.id);
      this.waiting.delete(answered.id);
      if ('answer' in answered) waiting?.resolve(answered.answer);
      else waiting?.reject(new Error(answered.failure));
      if (this.waiting.size === 0) this.rest(worker);
    });
    worker.on('error', (error) => {
      if (this.worker === worker) this.worker = undefined;
      for (const { reject } of this.waiting.values()) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
      this.waiting.clear();
    });
    return worker;
  }

  /** Idle: let the process exit, and the memory go. */
  private rest(worker: Worker): void {
    worker.unref();
    this.idle = setTimeout(() => void this.stop(), IDLE_MS).unref();
  }
}
