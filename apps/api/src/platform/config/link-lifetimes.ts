/** How long the links of mails work, in minutes: as long as their receiver may reasonably take, and not longer. */
export const LINK_LIFETIME_MINUTES = {
  // A mail is read the same day, or the next morning.
  verify_email: 24 * 60,
  // Whoever asks for it waits for the mail; it opens an account to whoever reads it.
  reset_password: 60,
  // Whoever is invited may be away for some days; it works for one account alone, which needs its password.
  organiser_invitation: 7 * 24 * 60,
} as const;

/**
 * Longest time over which mails with a link may be counted, in seconds: half the link's life. So whoever
 * is sent no more, because others asked too often, has a link that works for as long again.
 */
export const LINK_WINDOW_MAX_SECONDS = {
  verify_email: LINK_LIFETIME_MINUTES.verify_email * 30,
  reset_password: LINK_LIFETIME_MINUTES.reset_password * 30,
} as const;
