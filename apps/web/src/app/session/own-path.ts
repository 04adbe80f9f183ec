/** An origin that is nobody's: what stays on it was a path of our own. */
const NOWHERE = 'http://own.invalid';

/** Pages that are only ways in: nobody wants to be led back to them. */
const WAYS_IN =
  /^\/(sign-in|sign-out|register|verify-email|forgot-password|reset-password|guest-bookings)(\/|$)/;

/**
 * The path to return to after signing in, or `otherwise`. A link may name any address in
 * `returnTo`; only a path of this site is followed, so that our sign-in never leads to a stranger's
 * copy of it.
 */
export function ownPath(wanted: string | null | undefined, otherwise: string): string {
  // A browser reads `/\host` and `//host` as another host, and skips tabs and line breaks.
  if (!wanted || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(wanted)) return otherwise;
  if (!URL.canParse(wanted, NOWHERE)) return otherwise;
  const { origin, pathname, search, hash } = new URL(wanted, NOWHERE);
  if (origin !== NOWHERE || pathname.startsWith('//') || WAYS_IN.test(pathname)) return otherwise;
  return pathname + search + hash;
}
