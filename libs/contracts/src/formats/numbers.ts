const formatters = new Map<string, Intl.NumberFormat>();
const rules = new Map<string, Intl.PluralRules>();

/** `20,000` in English, `20.000` in German. */
export function formatNumber(value: number, locale: string): string {
  let found = formatters.get(locale);
  if (!found) {
    found = new Intl.NumberFormat(locale);
    formatters.set(locale, found);
  }
  return found.format(value);
}

/** Hundredths of a percent as people read them: 1,900 are `19%` in English, `19 %` in German; 750 are `7.5%`. */
export function formatPercent(basisPoints: number, locale: string): string {
  const key = `${locale} %`;
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.NumberFormat(locale, { style: 'percent', maximumSignificantDigits: 5 });
    formatters.set(key, found);
  }
  return found.format(basisPoints / 10_000);
}

/** The forms that both languages have. A third may need more: then the compiler asks for them everywhere. */
export type PluralForms = Record<'one' | 'other', string>;

/** The form of a text for a number, by the language's own rules (CLDR). */
export function pluralForm(count: number, forms: PluralForms, locale: string): string {
  let found = rules.get(locale);
  if (!found) {
    found = new Intl.PluralRules(locale);
    rules.set(locale, found);
  }
  return found.select(count) === 'one' ? forms.one : forms.other;
}
