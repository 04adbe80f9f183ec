import type { FrameLocator, Page } from '@playwright/test';
import type { StripeCard, StripeServer } from '@boxoffice/testing/payment-servers';

/** Cards of Stripe's documentation, by their numbers. */
export const CARDS = {
  good: '4242424242424242',
  withoutFunds: '4000000000009995',
  with3dSecure: '4000002500003155',
} as const;

const TOKENS: Readonly<Record<string, StripeCard>> = {
  [CARDS.good]: 'pm_card_visa',
  [CARDS.withoutFunds]: 'pm_card_chargeDeclinedInsufficientFunds',
  [CARDS.with3dSecure]: 'pm_card_authenticationRequired',
};

/** Anybody may read what Stripe answers, as its frame is on another address than its API. */
const FOR_ANYBODY = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' };

/**
 * What Stripe serves to browsers: Stripe.js with the frame of its fields, its API, and the page of 3-D Secure. The real
 * Stripe.js comes from Stripe's address alone and pays at Stripe's API alone; this one has its addresses, its interface
 * and a frame of another origin, and pays at a server on this machine.
 */
export class StripePages {
  /** Everything that the page sent to its own server. */
  readonly sent: string[] = [];
  private blocked = false;
  private lost = 0;

  private constructor(private readonly page: Page) {}

  static async open(page: Page, stripe: StripeServer): Promise<StripePages> {
    const pages = new StripePages(page);
    page.on('request', (request) => {
      if (new URL(request.url()).hostname !== 'localhost') return;
      pages.sent.push(`${request.url()} ${request.postData() ?? ''}`);
    });
    await page.route('https://js.stripe.com/**', async (route) => {
      const isScript = new URL(route.request().url()).pathname === '/v3/';
      if (isScript && pages.blocked) await route.abort();
      else if (isScript) {
        await route.fulfill({ contentType: 'text/javascript', body: `(${stripeJs.toString()})()` });
      } else await route.fulfill({ contentType: 'text/html', body: FIELDS });
    });
    await page.route('https://api.stripe.com/**', async (route) => {
      const { pathname } = new URL(route.request().url());
      const answer = await route.fetch({ url: stripe.url + pathname });
      if (pages.lost > 0) {
        pages.lost -= 1;
        await route.abort();
      } else {
        await route.fulfill({ response: answer, headers: { ...answer.headers(), ...FOR_ANYBODY } });
      }
    });
    await page.route('https://hooks.stripe.com/**', async (route) => {
      const { pathname, searchParams } = new URL(route.request().url());
      const intent = searchParams.get('payment_intent') ?? '';
      if (pathname === '/3d_secure') {
        const link = (outcome: string) => `/${outcome}?${searchParams}`;
        await route.fulfill({
          contentType: 'text/html',
          body: `<!doctype html><title>Your bank</title>
            <a href="${link('complete')}">Complete</a> <a href="${link('fail')}">Fail</a>`,
        });
        return;
      }
      const isGood = pathname === '/complete';
      stripe.settle(intent, isGood);
      const back = new URL(searchParams.get('return_url') ?? '');
      back.searchParams.set('payment_intent', intent);
      back.searchParams.set('redirect_status', isGood ? 'succeeded' : 'failed');
      await route.fulfill({ status: 303, headers: { location: back.href } });
    });
    return pages;
  }

  /** Something in the buyer's browser lets Stripe.js not be loaded. */
  block(isBlocked: boolean): void {
    this.blocked = isBlocked;
  }

  /** The next answers of Stripe's API don't arrive, whatever it has done. */
  loseAnswers(count: number): void {
    this.lost = count;
  }

  get fields(): FrameLocator {
    return this.page.frameLocator('iframe[title="Secure payment input frame"]');
  }

  async pay(card: string): Promise<void> {
    await this.fields.getByLabel('Card number').fill(card);
    await this.page.getByRole('button', { name: /^Pay / }).click();
  }
}

/** The frame of the fields: it alone sees the card, and sends it to Stripe. */
const FIELDS = `<!doctype html><title>Card</title>
  <label>Card number <input id="number" inputmode="numeric" /></label>
  <script>(${fieldsOfCard.toString()})(${JSON.stringify(TOKENS)});</script>`;

/** Runs in the frame. */
function fieldsOfCard(tokens: Readonly<Record<string, string>>): void {
  const number = document.querySelector<HTMLInputElement>('#number');
  addEventListener('message', ({ data, ports: [port] }: MessageEvent<Record<string, string>>) => {
    const { clientSecret = '', key = '', connectedAccount } = data;
    const card = tokens[number?.value ?? ''];
    if (card === undefined) {
      port?.postMessage({ error: { type: 'validation_error' } });
      return;
    }
    const [intent = ''] = clientSecret.split('_secret_');
    void fetch(`https://api.stripe.com/v1/payment_intents/${intent}/confirm`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        ...(connectedAccount && { 'stripe-account': connectedAccount }),
      },
      body: new URLSearchParams({ client_secret: clientSecret, payment_method: card }),
    })
      .then((answer) => answer.json())
      .then(
        (body) => port?.postMessage(body),
        () => port?.postMessage({ error: { type: 'api_connection_error', message: 'No answer.' } }),
      );
  });
}

/** Stripe.js, as far as the page uses it. Runs in the page. */
function stripeJs(): void {
  interface Confirmed {
    id?: string;
    status?: string;
    error?: { type: string; message?: string };
  }
  interface Elements {
    clientSecret: string;
    frame: HTMLIFrameElement;
  }
  const Stripe = (key: string, { stripeAccount }: { stripeAccount?: string }) => ({
    elements: ({ clientSecret }: { clientSecret: string }) => {
      const frame = document.createElement('iframe');
      frame.title = 'Secure payment input frame';
      frame.src = 'https://js.stripe.com/v3/elements-inner-payment.html';
      return {
        clientSecret,
        frame,
        create: () => ({
          on: (event: string, listener: () => void) => {
            if (event === 'ready') frame.addEventListener('load', listener);
          },
          mount: (place: HTMLElement) => {
            place.append(frame);
          },
          destroy: () => {
            frame.remove();
          },
        }),
      };
    },
    confirmPayment: async ({
      elements: { clientSecret, frame },
      confirmParams,
    }: {
      elements: Elements;
      confirmParams: { return_url: string };
    }) => {
      const { port1, port2 } = new MessageChannel();
      const answered = new Promise<Confirmed>((resolve) => {
        port1.onmessage = ({ data }: MessageEvent<Confirmed>) => {
          resolve(data);
        };
      });
      const message = { clientSecret, key, connectedAccount: stripeAccount };
      frame.contentWindow?.postMessage(message, 'https://js.stripe.com', [port2]);
      const { id = '', status, error } = await answered;
      if (error) return { error };
      if (status !== 'requires_action') return { paymentIntent: { id, status } };
      const bank = new URL('https://hooks.stripe.com/3d_secure');
      bank.searchParams.set('payment_intent', id);
      bank.searchParams.set('return_url', confirmParams.return_url);
      location.assign(bank);
      // The page is left: nothing comes after that.
      return new Promise<never>(() => undefined);
    },
  });
  Object.assign(globalThis, { Stripe });
}
