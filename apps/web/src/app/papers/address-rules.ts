import type { SchemaPathTree } from '@angular/forms/signals';
import { validate } from '@angular/forms/signals';
import { asksFor, isLine } from '../form/rules';

/** Where a buyer or a seller is, as invoices say it. */
export interface InvoiceAddress {
  street: string;
  postalCode: string;
  city: string;
  country: string;
  vatId: string;
}

/** The server's own limits, in characters. */
const STREET_MAX = 200;
const CITY_MAX = 100;
const POSTAL_CODE_MAX = 20;

/** What the server asks of an address on an invoice. */
export function isInvoiceAddress(path: SchemaPathTree<InvoiceAddress>): void {
  asksFor(path.street, $localize`Enter a street and number`);
  isLine(path.street, STREET_MAX);
  isLine(path.postalCode, POSTAL_CODE_MAX);
  asksFor(path.city, $localize`Enter a city`);
  isLine(path.city, CITY_MAX);
  asksFor(path.country, $localize`Choose a country`);
  validate(path.vatId, ({ value }) =>
    value().trim() === '' || /^[A-Z]{2}[A-Z0-9+*]{2,13}$/i.test(value().replaceAll(/[\s.\-/]/g, ''))
      ? null
      : { kind: 'vatId', message: $localize`Enter a VAT ID like DE123456789` },
  );
}
