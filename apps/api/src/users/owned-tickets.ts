/** Which tickets users own. Bookings know, and provide this: they need the users, which so can't import them. */
export abstract class OwnedTickets {
  /**
   * The newest tickets of several users.
   *
   * @returns for each user who owns any, at most 100 ticket ids, newest first
   */
  abstract newestOf(userIds: string[]): Promise<Map<string, string[]>>;
}
