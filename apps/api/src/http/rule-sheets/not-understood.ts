/**
 * A class says something that a rule sheet has no place for. Its bodies are then checked by the
 * libraries alone, which know everything that can be said.
 */
export class NotUnderstood extends Error {}
