import { parentPort } from 'node:worker_threads';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common';
import { dictionary as english, translations } from '@zxcvbn-ts/language-en';
import type { Answered, Numbered } from '../../platform/concurrency/idle-worker.js';
import type { Judgement, Question } from './password-judge.js';

/**
 * Runs in its own thread: building the dictionaries takes 70 MB and a quarter of a second, and a password
 * crafted to be slow takes half a second.
 */
const guesses = new ZxcvbnFactory({
  dictionary: { ...common, ...english },
  graphs: adjacencyGraphs,
  translations,
});

parentPort?.on('message', ({ id, password, ownWords }: Question & Numbered) => {
  const { score, feedback } = guesses.check(password, ownWords);
  const answered: Answered<Judgement> = { id, answer: { score, warning: feedback.warning } };
  parentPort?.postMessage(answered);
});
