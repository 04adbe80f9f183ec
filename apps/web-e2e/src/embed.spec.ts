import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContext, FrameLocator, Page } from '@playwright/test';
import type { Envelope, OrganiserSeriesDto } from '@boxoffice/contracts';
import { startSignedIn } from './person.js';
import { expect, test, Visitor } from './test.js';

const EVENTS = '/api/v1/organisers/1/events';

/** An organiser's own website: another site than ours, for a browser too. */
class Website {
  private body = '';
  private readonly server: Server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(this.body);
  });

  async open(page: Page, body: string, language = 'en'): Promise<FrameLocator> {
    if (!this.server.listening) await once(this.server.listen(0, '127.0.0.1'), 'listening');
    this.body = `<!doctype html><html lang="${language}"><title>St Mary’s</title><h1>Our concert</h1>${body}<p>Below it</p>`;
    await page.goto(`http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`);
    return page.frameLocator('iframe');
  }

  close(): void {
    this.server.close();
  }
}

/** A browser that gives nothing to frames of other sites: no cookie, no storage. */
async function blockThirdParties(context: BrowserContext, page: Page): Promise<void> {
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.setCookieControls', {
    enableThirdPartyCookieRestriction: true,
  });
  // Chromium's headless shell has no setting for it; this is what a Chromium with a window does.
  await context.addInitScript(() => {
    if (window === window.top) return;
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) {
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException('Access is denied for this document.', 'SecurityError');
        },
      });
    }
  });
}

test.describe('tickets on a website of the organiser', () => {
  const website = new Website();
  test.afterAll(() => website.close());

  test('are chosen in a frame without cookies and storage, and bought on the page of the event', async ({
    page,
    context,
    browser,
    boxOffice,
    baseURL,
  }) => {
    await boxOffice.stockUp(5);
    await boxOffice.releaseHolds();
    const office = await browser.newPage({ baseURL });
    await startSignedIn(office, 'organiser@boxoffice.example');
    await office.goto('/organiser/1/events/1');
    const line = await office.getByLabel('Code for your website').inputValue();
    await office.close();
    expect(line).toBe(`<script async src="${baseURL}/embed.js" data-event="1"></script>`);

    await blockThirdParties(context, page);
    const frame = await website.open(page, line);
    await expect(frame.getByRole('heading', { name: 'Midnight Orchestra' })).toBeVisible();
    const blocked = await page.frames()[1]?.evaluate(() => {
      try {
        return typeof localStorage;
      } catch (error) {
        return error instanceof DOMException && document.cookie === '' && error.name;
      }
    });
    expect(blocked).toBe('SecurityError');

    await frame.getByRole('spinbutton', { name: 'VIP tickets' }).fill('2');
    await expect(frame.getByText('2 tickets')).toBeVisible();
    // As high as what is in it, so that nothing scrolls within.
    await expect(async () => {
      const outside = await page.locator('iframe').boundingBox();
      const inside = await frame.locator('box-root').boundingBox();
      expect(Math.abs((outside?.height ?? 0) - (inside?.height ?? 1_000))).toBeLessThan(2);
    }).toPass();
    // A page that is not in the frame has no say in it.
    await page.evaluate(() => window.postMessage({ type: 'boxoffice:height', height: 1 }, '*'));
    expect((await page.locator('iframe').boundingBox())?.height).toBeGreaterThan(300);

    const opened = context.waitForEvent('page');
    await frame.getByRole('link', { name: /^Checkout · \$200/ }).click();
    const tab = new Visitor(await opened);
    await expect(tab.quantity('VIP')).toHaveValue('2');
    await expect(tab.page).toHaveURL(`${baseURL}/events/1`);
    await tab.hold();
    await tab.pay();
    expect(await tab.ticketNumbers()).toHaveLength(2);
    await tab.page.close();
  });

  test('arrive as far as they can be had, and that is said', async ({
    page,
    visitor,
    boxOffice,
  }) => {
    await boxOffice.stockUp(5);
    const { id } = await boxOffice.tier('GA');
    await page.goto(`/events/1#order=${id}:1,999:3,<img>`);
    await expect(visitor.quantity('GA')).toHaveValue('1');
    await expect(page.getByText('Not everything you chose is available')).toBeVisible();
    await visitor.choose('GA', 0);
    await expect(page.getByText('Not everything you chose is available')).toBeHidden();
    await page.reload();
    await expect(visitor.quantity('GA')).toHaveValue('0');
  });

  test('say what is the matter where they are not on sale', async ({
    page,
    boxOffice,
    request,
    baseURL,
  }) => {
    const id = await boxOffice.publishWorkshop();
    const tell = async (path: string, data: object): Promise<void> => {
      const answer = await request.fetch(`${EVENTS}/${id}${path}`, {
        method: path === '' ? 'PATCH' : 'POST',
        data,
      });
      expect(answer.ok(), await answer.text()).toBe(true);
    };
    const script = (attributes: string): string =>
      `<script async src="${baseURL}/embed.js" ${attributes}></script>`;

    await tell('', { saleStartsAt: '2097-12-01T09:00' });
    let frame = await website.open(page, script(`data-event="${id}"`), 'de-AT');
    await expect(frame.getByText(/Verkauf ab .*2097/)).toBeVisible();
    await expect(frame.getByRole('link', { name: /Kasse/ })).toBeHidden();
    await expect(frame.locator('html')).toHaveAttribute('data-theme', 'light');

    await tell('', { saleStartsAt: null });
    await tell('/pause', {});
    frame = await website.open(
      page,
      script(`data-event="${id}" data-language="en" data-theme="dark"`),
    );
    await expect(frame.getByText('Ticket sales are paused')).toBeVisible();
    await expect(frame.locator('html')).toHaveAttribute('data-theme', 'dark');

    frame = await website.open(page, script('data-event="999999999"'));
    await expect(frame.getByText('These tickets aren’t available here')).toBeVisible();
    await tell('/resume', {});
  });

  test('of a series begin with its dates, in the same frame', async ({
    page,
    boxOffice,
    request,
    baseURL,
  }) => {
    const eventId = await boxOffice.publishWorkshop();
    const made = await request.post('/api/v1/organisers/1/series', {
      data: { eventId, startsAt: ['2098-03-15T10:00'] },
    });
    expect(made.status(), await made.text()).toBe(201);
    const { id } = ((await made.json()) as Envelope<OrganiserSeriesDto>).data;
    const frame = await website.open(
      page,
      `<script async src="${baseURL}/embed.js" data-series="${id}"></script>`,
    );
    await frame.getByRole('link', { name: /14 March 2098/ }).click();
    await expect(frame.getByRole('spinbutton').first()).toBeVisible();
    await frame.getByRole('link', { name: 'All dates' }).click();
    await expect(frame.getByRole('link', { name: /14 March 2098/ })).toBeVisible();
  });
});

test('no other page lets itself be put into a frame', async ({ browser, baseURL }) => {
  // A page of its own: the browser is to refuse what it is told.
  const page = await browser.newPage();
  const website = new Website();
  for (const path of ['/', '/events/1', '/checkout/1', '/organiser']) {
    await website.open(page, `<iframe src="${baseURL}${path}"></iframe>`);
    await expect.poll(() => page.frames()[1]?.url()).toBe('chrome-error://chromewebdata/');
  }
  await page.close();
  website.close();
});
