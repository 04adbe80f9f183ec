import type { BookingDto, Envelope } from '@boxoffice/contracts';
import type { Page } from '@playwright/test';

export const MINUTE = 60_000;
/** How long the demo event's tickets are held. */
export const HOLD = 10 * MINUTE;

/** Makes time pass for page and server alike: nobody waits ten minutes for a test. */
export class PassingTime {
  private passedMs = 0;

  constructor(private readonly page: Page) {}

  /** The device's clock may be wrong by so much from the start. */
  async begin(deviceWrongByMs = 0): Promise<void> {
    await this.page.clock.install({ time: Date.now() + deviceWrongByMs });
    await this.page.route(/\/api\/v1\/booking\/\d+$/, async (route) => {
      const answer = await route.fetch();
      const body = (await answer.json()) as Envelope<BookingDto>;
      const { data } = body;
      const serverNow = Date.parse(data.serverTime) + this.passedMs;
      data.serverTime = new Date(serverNow).toISOString();
      if (data.status === 'pending' && serverNow >= Date.parse(data.expiresAt)) {
        Object.assign(data, { status: 'expired', tickets: [], endedAt: data.expiresAt });
      }
      await route.fulfill({ response: answer, json: body });
    });
  }

  async pass(ms: number): Promise<void> {
    this.passedMs += ms;
    // One jump, not many small steps: a poll on the way would be answered with the time of its end.
    await this.page.clock.fastForward(ms);
  }
}
