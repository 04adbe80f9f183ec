import { formatEventMoment, formatReference } from '@boxoffice/contracts/formats';
import { toDecimal } from '@boxoffice/contracts/money';
import type { Invoice } from '@e-invoice-eu/core';
import type { PaidBy, Party } from '../document/invoice-document.js';
import type { Paper } from '../pdf/paper-layout.js';
import { PAPER_WORDS } from '../pdf/paper-words.js';
import { vatIdOf } from './e-invoice-details.js';
import { netAmountsOf, type NetLine } from './net-amounts.js';

/** UNTDID 1001. */
const TYPES = { invoice: '380', credit_note: '381', receipt: '380' };

/** UNTDID 4461. A transfer has none, as its code asks for an account, which invoices that are paid don't name. */
const PAYMENT_MEANS: Record<PaidBy, string> = {
  online: '68',
  transfer: '1',
  cash: '10',
  card: '48',
};

/** UN/ECE recommendation 20: one of something. */
const UNIT = 'C62';

const VAT = { 'cac:TaxScheme': { 'cbc:ID': 'VAT' } };

/**
 * A document in the terms of EN 16931, as the library takes it: named as in UBL, whatever is made of it.
 *
 * All is paid, or has been paid back, when a document is issued; so nothing is left to pay.
 */
export function en16931InvoiceOf({ kind, number, issuedAt, content }: Paper): Invoice {
  const { seller, buyer, event, timeZone, taxes, corrects, currency, language, paid } = content;
  const words = PAPER_WORDS[language];
  const net = netAmountsOf(content);
  const money = amountsIn(currency);
  const [tax] = taxes;
  const category = tax
    ? { 'cbc:ID': 'S', 'cbc:Percent': String(tax.basisPoints / 100), ...VAT }
    : { 'cbc:ID': 'E', 'cbc:Percent': '0', ...VAT };
  const feesMinor = net.fees.reduce((sum, { netMinor }) => sum + netMinor, 0);
  const when = formatEventMoment(event.startsAt, event.timeZone, words.locale);
  const notes = [
    corrects ? words.corrects(corrects.number, dayOf(new Date(corrects.issuedAt), timeZone)) : '',
    corrects?.reason ?? '',
    `${event.name}, ${when}, ${event.venue}`,
    `${words.booking} ${formatReference(content.bookingId)}`,
    seller.footer,
  ];
  return {
    'ubl:Invoice': {
      'cbc:ID': number,
      'cbc:IssueDate': dayOf(issuedAt, timeZone),
      'cbc:InvoiceTypeCode': TYPES[kind],
      // One: the library would put several into the same element.
      'cbc:Note': [notes.filter((note) => note !== '').join('\n')],
      'cbc:DocumentCurrencyCode': currency,
      ...(corrects && {
        'cac:BillingReference': [
          {
            'cac:InvoiceDocumentReference': {
              'cbc:ID': corrects.number,
              'cbc:IssueDate': dayOf(new Date(corrects.issuedAt), timeZone),
            },
          },
        ],
      }),
      'cac:AccountingSupplierParty': { 'cac:Party': sellerOf(seller) },
      'cac:AccountingCustomerParty': { 'cac:Party': buyerOf(buyer) },
      'cac:Delivery': {
        'cbc:ActualDeliveryDate': dayOf(new Date(event.startsAt), event.timeZone),
      },
      ...(paid && { 'cac:PaymentMeans': [{ 'cbc:PaymentMeansCode': PAYMENT_MEANS[paid.by] }] }),
      ...(net.fees.length > 0 && {
        'cac:AllowanceCharge': net.fees.map(({ name, netMinor }) => ({
          'cbc:ChargeIndicator': 'true',
          'cbc:AllowanceChargeReason': name,
          ...money('cbc:Amount', netMinor),
          'cac:TaxCategory': category,
        })),
      }),
      'cac:TaxTotal': [
        {
          ...money('cbc:TaxAmount', net.taxMinor),
          'cac:TaxSubtotal': [
            {
              ...money('cbc:TaxableAmount', net.netMinor),
              ...money('cbc:TaxAmount', net.taxMinor),
              'cac:TaxCategory': {
                ...category,
                ...(!tax && { 'cbc:TaxExemptionReason': seller.exemptionNote }),
              },
            },
          ],
        },
      ],
      'cac:LegalMonetaryTotal': {
        ...money('cbc:LineExtensionAmount', net.netMinor - feesMinor),
        ...money('cbc:TaxExclusiveAmount', net.netMinor),
        ...money('cbc:TaxInclusiveAmount', net.totalMinor),
        ...(feesMinor > 0 && money('cbc:ChargeTotalAmount', feesMinor)),
        ...money('cbc:PrepaidAmount', net.totalMinor),
        ...money('cbc:PayableAmount', 0),
      },
      'cac:InvoiceLine': net.lines.map((line, index) => ({
        'cbc:ID': String(index + 1),
        'cbc:InvoicedQuantity': String(line.quantity),
        'cbc:InvoicedQuantity@unitCode': UNIT,
        ...money('cbc:LineExtensionAmount', line.netMinor),
        ...(line.discountMinor > 0 && {
          'cac:AllowanceCharge': [
            {
              'cbc:ChargeIndicator': 'false',
              'cbc:AllowanceChargeReason': words.discount,
              ...money('cbc:Amount', line.discountMinor),
            },
          ],
        }),
        'cac:Item': { 'cbc:Name': line.name, 'cac:ClassifiedTaxCategory': category },
        'cac:Price': priceOf(line, money),
      })),
    },
    // The library's own types have every code of every list; that ours are among them is what its schema tests.
  } as unknown as Invoice;
}

/** An amount with its currency, under the name of its field. */
type Amounts = (field: string, minor: number) => Record<string, string>;

function amountsIn(currency: string): Amounts {
  return (field, minor) => ({
    [field]: toDecimal(minor, currency),
    [`${field}@currencyID`]: currency,
  });
}

/** What one costs; where that is no whole amount, what all of a line cost together. */
function priceOf({ listMinor, quantity }: NetLine, money: Amounts): Record<string, string> {
  if (listMinor % quantity === 0) return money('cbc:PriceAmount', listMinor / quantity);
  return {
    ...money('cbc:PriceAmount', listMinor),
    'cbc:BaseQuantity': String(quantity),
    'cbc:BaseQuantity@unitCode': UNIT,
  };
}

function sellerOf(seller: Party & { taxNumber: string; email: string }) {
  const vatId = vatIdOf(seller);
  const taxIds = [
    ...(vatId === '' ? [] : [{ 'cbc:CompanyID': vatId, ...VAT }]),
    ...(seller.taxNumber === ''
      ? []
      : [{ 'cbc:CompanyID': seller.taxNumber, 'cac:TaxScheme': { 'cbc:ID': 'FC' } }]),
  ];
  return {
    'cac:PostalAddress': addressOf(seller),
    'cac:PartyTaxScheme': taxIds,
    'cac:PartyLegalEntity': {
      'cbc:RegistrationName': seller.name,
      // Whoever sells has to be known by a VAT id or by another number.
      ...(vatId === '' && { 'cbc:CompanyID': seller.taxNumber }),
    },
    'cac:Contact': { 'cbc:ElectronicMail': seller.email },
  };
}

function buyerOf(buyer: Party) {
  const vatId = vatIdOf(buyer);
  return {
    'cac:PostalAddress': addressOf(buyer),
    ...(vatId !== '' && { 'cac:PartyTaxScheme': { 'cbc:CompanyID': vatId, ...VAT } }),
    'cac:PartyLegalEntity': { 'cbc:RegistrationName': buyer.name },
  };
}

function addressOf({ street, city, postalCode, country }: Party) {
  return {
    'cbc:StreetName': street,
    'cbc:CityName': city,
    ...(postalCode !== '' && { 'cbc:PostalZone': postalCode }),
    'cac:Country': { 'cbc:IdentificationCode': country },
  };
}

/** `2027-01-12`: the day of a moment, by a clock. */
function dayOf(moment: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(moment);
}
