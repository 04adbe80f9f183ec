import { Workspace } from '../../events/workspace.ts';
import { memberOf } from '../../organisers/organisations.ts';
import { ApiUnderTest } from '../../setup/api-under-test.ts';
import { moneyAstray } from './money-at-the-end.ts';
import { PlayedSale, signInBuyers, type Buyers } from './played-sale.ts';
import { settle } from './settle-sale.ts';
import type { Lane } from './steps.ts';

/** Settings under which requests meet, and waiting work is picked up at once. */
export const STAGE_SETTINGS = {
  PAYMENT_PROVIDERS: 'simulated,offline',
  PAYMENT_LOOK_INTERVAL_MS: '50',
  JOBS_POLL_SECONDS: '1',
  JOBS_SUPERVISE_SECONDS: '1',
  DATABASE_POOL_SIZE: '20',
  // For as long as the longest torture: nobody signs in again.
  ACCESS_TOKEN_SECONDS: '3600',
} as const;

/** Buyers at the same time. */
export const LANES = 32;

/** An API, an organisation that takes payments in two ways, and the buyers of all of its sales. */
export class Stage {
  private choir?: Workspace;
  private buyers: Buyers = [];
  /** What was astray after an earlier sale, and says nothing about a later one. */
  private readonly known = new Set<string>();

  constructor(readonly api = new ApiUnderTest(STAGE_SETTINGS)) {}

  async start(): Promise<void> {
    await this.api.start();
    this.choir = await Workspace.open(this.api);
    const { headers } = await memberOf(this.api, this.choir, 'owner');
    const path = `/organisers/${this.choir.id}/payment-settings/offline`;
    const offline = { enabled: true, instructions: 'IBAN DE02' };
    expect((await this.api.put(path, offline, { headers })).status).toBe(200);
    this.buyers = await signInBuyers(this.api, LANES);
  }

  /** Plays a sale to its end. @returns what is astray afterwards */
  async play(lanes: readonly Lane[]): Promise<string[]> {
    const sale = await this.open();
    await sale.play(lanes, this.buyers);
    return [...sale.unanswered, ...(await this.end(sale))];
  }

  /**
   * The same, while something that the sale depends on is taken away.
   *
   * @param giveBack once all orders have ended, most of them early
   * @param takeAway begins with the sale
   */
  async playThrough(
    lanes: readonly Lane[],
    giveBack: (sale: PlayedSale) => Promise<unknown>,
    takeAway?: (sale: PlayedSale) => Promise<unknown>,
  ): Promise<string[]> {
    const sale = await this.open();
    await Promise.all([sale.play(lanes, this.buyers), takeAway?.(sale)]);
    await giveBack(sale);
    return this.end(sale);
  }

  private async open(): Promise<PlayedSale> {
    if (!this.choir) throw new Error('The stage has not been started.');
    return PlayedSale.open(this.api, this.choir);
  }

  private async end(sale: PlayedSale): Promise<string[]> {
    await settle(sale);
    const news = (await moneyAstray(sale)).filter((sentence) => !this.known.has(sentence));
    for (const sentence of news) this.known.add(sentence);
    return news;
  }
}
