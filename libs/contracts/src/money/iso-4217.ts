/**
 * The currencies of ISO 4217, and how many digits each has after the point: "List One" of the maintenance agency
 * (SIX Financial Information), published on 2026-09-17; 165 codes.
 *
 * Left out are the 13 codes that have no minor unit ("N.A." in the list), as no amount could be kept in them: metals
 * (XAG, XAU, XPD, XPT), bond market units (XBA, XBB, XBC, XBD), units between banks (XDR, XSU, XUA), and the codes for
 * tests and for no currency (XTS, XXX). Units of account that have one (CLF, UYW, USN …) are in it.
 *
 * Locale libraries are no source: they know what is used in cash, so that HUF and IDR have no digits there (and RSD had
 * none until lately), while banks and payment providers count two. A new version of the list changes this file, its date and its tests.
 */

const WITH_TWO_DIGITS =
  'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE ' +
  'CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD ' +
  'HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK ' +
  'MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD ' +
  'RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH ' +
  'USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG';

/** Codes of the table that nobody pays with: indexed units, units of funds and of accounting, the dollar of the next day. */
const NO_TENDERS = 'BOV CHE CHW CLF COU MXV USN UYI UYW XAD';

const WITH_OTHER_DIGITS: Readonly<Record<number, string>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};

const OTHER_DIGITS = new Map(
  Object.entries(WITH_OTHER_DIGITS).flatMap(([digits, codes]) =>
    codes.split(' ').map((code) => [code, Number(digits)] as const),
  ),
);

/**
 * How many digits the currency has after the point: 2 for USD, 0 for JPY, 3 for KWD.
 *
 * Two for a code that isn't in the table: bookings outlive their currency (BGN left the list with the year 2025), and
 * all that were withdrawn since 2018 had two. What may be sold in is for {@link isCurrency} to say.
 */
export function digitsOf(currency: string): number {
  return OTHER_DIGITS.get(currency) ?? 2;
}

/** Every code of the table, in alphabetical order. A function, so that pages that don't need the list don't load it. */
export function currencies(): string[] {
  return [WITH_TWO_DIGITS, ...Object.values(WITH_OTHER_DIGITS)].join(' ').split(' ').sort();
}

/** The currencies that are legal tender somewhere: what a list offers. What may be sold in is more. */
export function tenders(): string[] {
  return currencies().filter((code) => !NO_TENDERS.includes(code));
}

/** Whether a value is a code of the table, in upper case: a currency in which tickets can be sold. */
export function isCurrency(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    /^[A-Z]{3}$/.test(value) &&
    (OTHER_DIGITS.has(value) || WITH_TWO_DIGITS.includes(value))
  );
}
