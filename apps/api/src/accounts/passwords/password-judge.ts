import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { ProblemCode } from '@boxoffice/contracts';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DomainError } from '../../platform/problems/domain-error.js';

/** A password to judge. */
export interface Question {
  id: number;
  password: string;
  /** The user's name and address, which attackers try first. */
  ownWords: string[];
}

/** How hard a password is to guess. */
export interface Judgement {
  id: number;
  /** From 0, guessed at once, to 4, not guessed. */
  score: number;
  /** Why it is easy, in a sentence, or null. */
  warning: string | null;
}

interface Waiting {
  resolve: (judgement: Judgement) => void;
  reject: (error: Error) => void;
}

/** Passwords that may queue; most take 10 ms. */
const WAITING_MAX = 100;

/** Idle milliseconds after which the thread and its dictionaries are released. */
const IDLE_MS = 60_000;

/** The built file, or the source in tests. */
const THREAD = new URL(
  `./guess-password.worker${extname(fileURLToPath(import.meta.url))}`,
  import.meta.url,
);

/** Estimates how easily a password is guessed, with the lists and patterns that attackers use. */
@Injectable()
export class PasswordJudge implements OnApplicationShutdown {
  private readonly waiting = new Map<number, Waiting>();
  private worker?: Worker;
  private idle?: NodeJS.Timeout;
  private lastId = 0;

  /** @throws DomainError BUSY */
  judge(password: string, ownWords: string[]): Promise<Omit<Judgement, 'id'>> {
    if (this.waiting.size >= WAITING_MAX) {
      throw new DomainError(
        ProblemCode.Busy,
        'Too many passwords are being set at this moment. Nothing was changed; please try again.',
        { retryAfterSeconds: 2 },
      );
    }
    clearTimeout(this.idle);
    this.worker ??= this.start();
    this.worker.ref();
    const id = (this.lastId += 1);
    const question: Question = { id, password, ownWords };
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker?.postMessage(question);
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.stop();
  }

  private start(): Worker {
    const worker = new Worker(THREAD);
    worker.on('message', (judgement: Judgement) => {
      this.waiting.get(judgement.id)?.resolve(judgement);
      this.waiting.delete(judgement.id);
      if (this.waiting.size === 0) this.rest(worker);
    });
    // Reject what is waiting; the next call starts a new thread.
    worker.on('error', (error) => {
      if (this.worker === worker) this.worker = undefined;
      for (const { reject } of this.waiting.values()) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
      this.waiting.clear();
    });
    return worker;
  }

  /** Idle: let the process exit and release the thread's memory. */
  private rest(worker: Worker): void {
    worker.unref();
    this.idle = setTimeout(() => void this.stop(), IDLE_MS).unref();
  }

  private async stop(): Promise<void> {
    clearTimeout(this.idle);
    const { worker } = this;
    this.worker = undefined;
    await worker?.terminate();
  }
}
