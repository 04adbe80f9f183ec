import { expect, test } from './test.js';

test.describe('the content security policy', () => {
  test('lets the page be what it is, and nothing else', async ({ page, visitor }) => {
    const answer = await page.goto('/events/1');
    const policy = answer?.headers()['content-security-policy'] ?? '';
    expect(policy).toMatch(/default-src 'none'/);
    expect(policy).toMatch(/script-src 'self'(;|$)/);
    expect(policy).not.toMatch(/unsafe-|\*|http/);
    await expect(visitor.quantity('VIP')).toBeVisible();
    // Styles of components, which Angular puts into the page while it runs, are taken.
    const radius = await page
      .getByRole('button', { name: 'Have a code?' })
      .evaluate((button) => getComputedStyle(button).borderRadius);
    expect(radius).not.toBe('0px');
  });

  test('runs no script that somebody put into the page', async ({ browser, baseURL }) => {
    // A page of its own: breaking the policy is what this one is for.
    const page = await browser.newPage({ baseURL });
    await page.goto('/events/1');
    await expect(page.getByRole('button', { name: 'Have a code?' })).toBeVisible();
    const ran = await page.evaluate(async () => {
      const marks: string[] = [];
      Object.assign(globalThis, { mark: (name: string) => marks.push(name) });
      const script = document.createElement('script');
      try {
        script.textContent = "mark('inline script')";
        document.body.append(script);
      } catch {
        // Refused before it was even put in: text is no script here.
      }
      try {
        document.body.insertAdjacentHTML('beforeend', `<img src=x onerror="mark('handler')">`);
      } catch {
        // Text is no markup here either.
      }
      const style = document.createElement('style');
      style.textContent = 'body { outline: 7px solid red }';
      document.head.append(style);
      // Once an image that was asked for later has failed, the handler's turn has come and gone.
      await new Promise((resolve) => {
        const later = new Image();
        later.addEventListener('error', resolve);
        later.src = 'y';
      });
      if (getComputedStyle(document.body).outlineWidth === '7px') marks.push('inline style');
      return marks;
    });
    expect(ran).toEqual([]);
    await page.close();
  });
});
