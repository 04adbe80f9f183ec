import type { Page } from '@playwright/test';

const BLOCK = /<script type="application\/json" id="page-answers">.*?<\/script>/s;

/** The page of an event or a series comes without the answers that it brings along: the application asks for them. */
export async function withoutPageAnswers(page: Page): Promise<void> {
  await page.route(
    ({ pathname }) => /^\/(events|series)\/\d+$/.test(pathname),
    async (route) => {
      const answer = await route.fetch();
      const body = (await answer.text()).replace(BLOCK, '');
      await route.fulfill({ response: answer, body });
    },
  );
}
