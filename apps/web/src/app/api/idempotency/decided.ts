/**
 * Refusals that come before the request itself is looked at: who asks (401), and how often or how early
 * (408, 425, 429). An attempt before this one, whose answer got lost, may have been carried out.
 */
const LEAVE_OPEN = new Set([401, 408, 425, 429]);

/** Whether a status says how the request ended, for this and for every earlier attempt under its key. */
export function isDecided(status: number): boolean {
  return status >= 400 && status < 500 && !LEAVE_OPEN.has(status);
}
