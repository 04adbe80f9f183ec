import { LANGUAGES, LOCALES } from '@boxoffice/contracts/formats';
import { MONEY_AS_WRITTEN } from '@boxoffice/contracts/money-as-written';
import { formatMoney } from './formats';

/** Blanks that don't break are written as plain ones. */
const plain = (text: string): string => text.replace(/\s/g, ' ');

describe('money on the pages', () => {
  afterEach(() => document.documentElement.removeAttribute('lang'));

  it.each(MONEY_AS_WRITTEN)('%i %s is %s, and %s in German', (minor, currency, ...expected) => {
    const written = LANGUAGES.map((language) => {
      document.documentElement.lang = LOCALES[language];
      return plain(formatMoney(minor, currency));
    });
    expect(written).toEqual(expected);
  });
});
