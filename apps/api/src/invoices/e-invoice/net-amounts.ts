import { proportionOf } from '@boxoffice/contracts/money';
import type { PaperContent } from '../document/invoice-document.js';

/** A line as e-invoices have it: all amounts without tax, and above zero also on credit notes. */
export interface NetLine {
  name: string;
  quantity: number;
  /** Before its discount. */
  listMinor: number;
  discountMinor: number;
  netMinor: number;
}

/** The amounts of a document without its tax. Lines and fees add up to `netMinor`. */
export interface NetAmounts {
  lines: NetLine[];
  fees: { name: string; netMinor: number }[];
  netMinor: number;
  taxMinor: number;
  totalMinor: number;
}

/**
 * Takes the tax out of a document's amounts. E-invoices have no prices with a tax in them, and their lines must add up to
 * the cent: so what is without tax so far is rounded, and each line has its difference.
 */
export function netAmountsOf(content: PaperContent): NetAmounts {
  // Credit notes take away; a credit note in the standard says how much, by amounts above zero.
  const sign = content.totalMinor < 0 ? -1 : 1;
  const totalMinor = sign * content.totalMinor;
  const taxMinor = content.taxes.reduce((sum, tax) => sum + sign * tax.taxMinor, 0);
  const netMinor = totalMinor - taxMinor;
  const written = [...content.lines, ...content.fees].map((part) => sign * part.amountMinor);
  const whole = written.reduce((sum, amountMinor) => sum + amountMinor, 0);
  const netOf = (amountMinor: number): number =>
    whole === 0 ? 0 : proportionOf(netMinor, amountMinor, whole);
  let writtenSoFar = 0;
  const nets = written.map((amountMinor) => {
    const before = netOf(writtenSoFar);
    writtenSoFar += amountMinor;
    return netOf(writtenSoFar) - before;
  });
  return {
    lines: content.lines.map(({ name, quantity, discountMinor }, index) => {
      const net = nets[index] ?? 0;
      const discount = netOf((quantity ?? 1) * discountMinor);
      return {
        name,
        quantity: quantity ?? 1,
        listMinor: net + discount,
        discountMinor: discount,
        netMinor: net,
      };
    }),
    fees: content.fees.flatMap(({ name }, index) => {
      const net = nets[content.lines.length + index] ?? 0;
      return net === 0 ? [] : [{ name, netMinor: net }];
    }),
    netMinor,
    taxMinor,
    totalMinor,
  };
}
