import type { FastifyInstance } from 'fastify';

/** The texts of answers that are given to many. An answer that nobody keeps any more takes its text with it. */
const texts = new WeakMap<object, string>();

/**
 * Marks an answer that the very same object is given as to many, so that it is written as JSON once: to a
 * thousand viewers of an event, that takes longer than everything else that is done for them.
 *
 * @param answer the whole body; frozen, as it must not change after its text is made
 */
export function shared<T extends object>(answer: T): T {
  Object.freeze(answer);
  texts.set(answer, JSON.stringify(answer));
  return answer;
}

/** Has the server send what is {@link shared} as it was written, and everything else as ever. */
export function sendSharedAnswers(fastify: FastifyInstance): void {
  fastify.setReplySerializer((answer) => {
    const known = typeof answer === 'object' && answer !== null ? texts.get(answer) : undefined;
    return known ?? JSON.stringify(answer);
  });
}
