import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ProblemCode } from '@boxoffice/contracts';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { IdleWorker, WorkerBusyError } from '../../platform/concurrency/idle-worker.js';
import { DomainError } from '../../platform/problems/domain-error.js';

/** A password to judge. */
export interface Question {
  password: string;
  /** The user's name and address, which attackers try first. */
  ownWords: string[];
}

/** How hard a password is to guess. */
export interface Judgement {
  /** From 0, guessed at once, to 4, not guessed. */
  score: number;
  /** Why it is easy, in a sentence, or null. */
  warning: string | null;
}

/** Passwords that may queue; most take 10 ms. */
const WAITING_MAX = 100;

/** The built file, or the source in tests. */
const THREAD = new URL(
  `./guess-password.worker${extname(fileURLToPath(import.meta.url))}`,
  import.meta.url,
);

/** Estimates how easily a password is guessed, with the lists and patterns that attackers use. */
@Injectable()
export class PasswordJudge implements OnApplicationShutdown {
  private readonly worker = new IdleWorker<Question, Judgement>(THREAD, WAITING_MAX);

  /** @throws DomainError BUSY */
  async judge(password: string, ownWords: string[]): Promise<Judgement> {
    try {
      return await this.worker.ask({ password, ownWords });
    } catch (error) {
      if (!(error instanceof WorkerBusyError)) throw error;
      throw new DomainError(
        ProblemCode.Busy,
        'Too many passwords are being set at this moment. Nothing was changed; please try again.',
        { retryAfterSeconds: 2 },
      );
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.worker.stop();
  }
}
