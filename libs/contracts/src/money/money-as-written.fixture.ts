/**
 * What people read, on the pages and in the mails: `[minor units, currency, in English, in German]`. Blanks that don't
 * break are written as plain ones.
 */
export const MONEY_AS_WRITTEN: readonly (readonly [number, string, string, string])[] = [
  [16_000, 'USD', '$160', '160 $'],
  [1_005, 'USD', '$10.05', '10,05 $'],
  // A symbol that others have, too.
  [16_000, 'CAD', 'CA$160', '160 CA$'],
  [16_000, 'AUD', 'A$160', '160 AU$'],
  [16_000, 'SEK', 'SEK 160', '160 SEK'],
  [123_456, 'EUR', '€1,234.56', '1.234,56 €'],
  [-250, 'EUR', '-€2.50', '-2,50 €'],
  // No digits in locale data, two in the standard.
  [150_050, 'RSD', 'RSD 1,500.50', '1.500,50 RSD'],
  [129_990, 'HUF', 'Ft 1,299.90', '1.299,90 Ft'],
  [15_000_050, 'IDR', 'Rp 150,000.50', '150.000,50 Rp'],
  [1_500, 'JPY', '¥1,500', '1.500 ¥'],
  [45_000, 'KRW', '₩45,000', '45.000 ₩'],
  [1_234, 'KWD', 'KWD 1.234', '1,234 KWD'],
  [12_345, 'CLF', 'CLF 1.2345', '1,2345 CLF'],
  [12_345, 'UYW', 'UYW 1.2345', '1,2345 UYW'],
  // Withdrawn: what was bought in it is still shown.
  [1_990, 'BGN', 'BGN 19.90', '19,90 BGN'],
  [9_999_999_999_999, 'CLF', 'CLF 999,999,999.9999', '999.999.999,9999 CLF'],
];
