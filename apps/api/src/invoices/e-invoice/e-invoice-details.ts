import { COUNTRIES } from '@boxoffice/contracts';
import { digitsOf } from '@boxoffice/contracts/money';
import type { PaperContent } from '../document/invoice-document.js';

/** What EN 16931 asks for and a document doesn't say. */
export type MissingDetail =
  'option' | 'sellerTaxId' | 'exemptionNote' | 'buyerAddress' | 'currency';

/** EN 16931 knows amounts with at most two digits after the point. */
const DIGITS_MAX = 2;

/** Greece and Northern Ireland have VAT ids that begin with other letters than their country. */
const OTHER_VAT_PREFIXES = ['EL', 'XI'];

/** Why there is no e-invoice of a document; empty: there is one. It says the same as long as the document does. */
export function missingDetails(content: PaperContent): MissingDetail[] {
  const { eInvoice, seller, buyer, taxes, currency } = content;
  // Turned on later, it changes nothing that was issued.
  if (!eInvoice) return ['option'];
  const missing: [MissingDetail, boolean][] = [
    ['sellerTaxId', vatIdOf(seller) === '' && seller.taxNumber === ''],
    ['exemptionNote', taxes.length === 0 && seller.exemptionNote === ''],
    ['buyerAddress', buyer.name === '' || buyer.country === ''],
    ['currency', digitsOf(currency) > DIGITS_MAX],
  ];
  return missing.flatMap(([detail, isMissing]) => (isMissing ? [detail] : []));
}

/** A VAT id that begins with its country, as the standard wants it; otherwise empty. */
export function vatIdOf({ vatId }: { vatId: string }): string {
  const prefix = vatId.slice(0, 2);
  return COUNTRIES.includes(prefix) || OTHER_VAT_PREFIXES.includes(prefix) ? vatId : '';
}

/** What somebody can do about it, in the problem that says so. */
export const MISSING_WORDS: Readonly<Record<MissingDetail, string>> = {
  option: 'it was issued while the organisation had e-invoices turned off',
  sellerTaxId: 'the organisation’s invoice settings have neither a VAT id nor a tax number',
  exemptionNote: 'the organisation’s invoice settings don’t say why no tax is charged',
  buyerAddress: 'the buyer gave no billing address',
  currency: 'its currency has more digits than e-invoices can have',
};
