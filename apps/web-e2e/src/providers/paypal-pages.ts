import type { Page } from '@playwright/test';
import type { PayPalServer } from '@boxoffice/testing/payment-servers';

/** PayPal's own page: the buyer agrees to an order there, or goes back. */
export async function visitPayPal(page: Page, paypal: PayPalServer): Promise<void> {
  await page.route('https://www.sandbox.paypal.com/**', async (route) => {
    const asked = new URL(route.request().url());
    const order = asked.searchParams.get('token') ?? '';
    if (asked.pathname === '/agree') paypal.approve(order);
    if (asked.pathname !== '/checkoutnow') {
      const back = new URL(returnUrlOf(paypal));
      back.searchParams.set('token', order);
      await route.fulfill({ status: 303, headers: { location: back.href } });
      return;
    }
    await route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><title>PayPal</title>
        <a href="/agree?token=${order}">Pay now</a>
        <a href="/back?token=${order}">Cancel and return</a>`,
    });
  });
}

/** Where the last order says that the buyer comes from. */
function returnUrlOf({ calls }: PayPalServer): string {
  const made = calls.findLast(({ method, path }) => method === 'POST' && path.endsWith('/orders'));
  const url = /"return_url":"([^"]+)"/.exec(made?.body ?? '')?.[1];
  if (url === undefined) throw new Error('No order was made.');
  return url;
}
