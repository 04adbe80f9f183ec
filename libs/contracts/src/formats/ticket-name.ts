/** What tickets are called: their tier, and their type where there is one. `Stalls · Student`. */
export function ticketName({
  tier,
  ticketType,
}: {
  readonly tier: string;
  readonly ticketType?: string | null;
}): string {
  return ticketType ? `${tier} · ${ticketType}` : tier;
}
