import {
  formatDay,
  formatEventMoment,
  formatNumber,
  formatPercent,
  formatReference,
} from '@boxoffice/contracts/formats';
import { formatMoney } from '@boxoffice/contracts/money';
import type {
  Content,
  CustomTableLayout,
  TableCell,
  TDocumentDefinitions,
} from 'pdfmake/interfaces.js';
import type { PaperContent, Party } from '../document/invoice-document.js';
import { flowing } from '../../platform/pdf/flowing-text.js';
import { printable, printableAmount } from '../../platform/pdf/paper-font.js';
import { PAPER_WORDS, type PaperKind, type PaperWords } from './paper-words.js';

/** A paper to be printed. */
export interface Paper {
  kind: PaperKind;
  /** Empty for a receipt. */
  number: string;
  issuedAt: Date;
  content: PaperContent;
}

/** Points; there are 72 to an inch. A letter in a window envelope begins where DIN 5008 puts its address. */
const MARGINS = { left: 70, top: 56, right: 56, bottom: 90 };

const GREY = '#555555';
const LINE = '#bbbbbb';

/** Lines under the headings and the last row, and room between rows. */
const ROWS: CustomTableLayout = {
  hLineWidth: (row, { table }) => (row === 1 || row === table.body.length ? 0.75 : 0),
  vLineWidth: () => 0,
  hLineColor: () => LINE,
  paddingLeft: (column) => (column === 0 ? 0 : 6),
  paddingRight: (column, { table }) => (column === (table.widths?.length ?? 0) - 1 ? 0 : 6),
  paddingTop: () => 4,
  paddingBottom: () => 4,
};

/** Sets a paper: what stands where on its pages. */
export function layoutOf(paper: Paper): TDocumentDefinitions {
  const { kind, number, issuedAt, content } = paper;
  const words = PAPER_WORDS[content.language];
  const { locale } = words;
  const seller = printable(content.seller.name);
  const title = [words.kinds[kind], number].filter((part) => part !== '').join(' ');
  return {
    pageSize: 'A4',
    pageMargins: [MARGINS.left, MARGINS.top, MARGINS.right, MARGINS.bottom],
    language: locale,
    displayTitle: true,
    version: '1.7',
    info: {
      title: `${title} – ${seller}`,
      author: seller,
      subject: printable(content.event.name),
      creator: 'Boxoffice',
      producer: 'Boxoffice',
      // Not the moment of printing: the same document is the same file.
      creationDate: issuedAt,
      modDate: issuedAt,
    },
    defaultStyle: { font: 'Paper', fontSize: 9.5, lineHeight: 1.2 },
    footer: (page, pages) => footerOf(content, words, page, pages),
    content: [
      { text: flowing(content.seller.name), fontSize: 14, bold: true, margin: [0, 0, 0, 26] },
      head(paper, words),
      { text: title, fontSize: 18, bold: true, margin: [0, 28, 0, 4], headlineLevel: 1 },
      ...about(content, words),
      linesOf(content, words),
      sumsOf(paper, words),
      ...taxesOf(content, words),
      ...notes(paper, words),
    ],
  };
}

/** The address on the left, and what an accountant looks for on the right. */
function head({ kind, number, issuedAt, content }: Paper, words: PaperWords): Content {
  const { seller, buyer, bookingId, timeZone } = content;
  const day = formatDay(issuedAt.toISOString(), timeZone, words.locale).replace(/^[^,]+, /, '');
  const facts: [string, string][] = [
    ...(kind === 'receipt' ? [] : ([[words.number, number]] as [string, string][])),
    [words.date, day],
    [words.booking, formatReference(bookingId)],
  ];
  const sender = [seller.name, seller.street, cityOf(seller)].filter((part) => part !== '');
  return {
    columns: [
      {
        width: '*',
        stack: [
          { text: flowing(sender.join(' · ')), fontSize: 7, color: GREY, margin: [0, 0, 0, 6] },
          ...addressOf(buyer, seller.country, words).map((text) => ({ text: flowing(text) })),
        ],
      },
      {
        width: 190,
        table: {
          widths: ['auto', '*'],
          body: facts.map(([label, value]) => [
            { text: label, color: GREY },
            { text: printable(value), alignment: 'right' },
          ]),
        },
        layout: {
          defaultBorder: false,
          paddingLeft: () => 0,
          paddingRight: () => 0,
          paddingTop: () => 1,
          paddingBottom: () => 1,
        },
      },
    ],
    columnGap: 24,
  };
}

function cityOf({ postalCode, city }: Party): string {
  return [postalCode, city].filter((part) => part !== '').join(' ');
}

/** Abroad, with the country. */
function addressOf(party: Party, home: string, { locale, vatId }: PaperWords): string[] {
  const { name, street, country } = party;
  const countryName =
    country === '' || country === home
      ? ''
      : (new Intl.DisplayNames(locale, { type: 'region' }).of(country) ?? country);
  const vat = party.vatId === '' ? '' : `${vatId} ${party.vatId}`;
  return [name, street, cityOf(party), countryName, vat].filter((line) => line !== '');
}

/** What it is for. */
function about({ event, corrects, timeZone }: PaperContent, words: PaperWords): Content[] {
  const { locale } = words;
  const moment = formatEventMoment(event.startsAt, event.timeZone, locale);
  return [
    ...(corrects
      ? [
          {
            text: flowing(
              [
                words.corrects(
                  corrects.number,
                  formatDay(corrects.issuedAt, timeZone, locale).replace(/^[^,]+, /, ''),
                ),
                corrects.reason,
              ]
                .filter((part) => part !== '')
                .join(' '),
            ),
            margin: [0, 0, 0, 8] as [number, number, number, number],
          },
        ]
      : []),
    {
      text: flowing(event.name),
      bold: true,
      fontSize: 11,
      margin: [0, 4, 0, 0],
    },
    { text: `${words.eventDay}: ${printable(moment)}`, color: GREY },
    { text: flowing(`${words.venue}: ${event.venue}`), color: GREY, margin: [0, 0, 0, 14] },
  ];
}

function moneyOf({ currency, language }: PaperContent): (minor: number) => string {
  const { locale } = PAPER_WORDS[language];
  return (minor) => printableAmount(formatMoney(minor, currency, locale, 'all'), currency);
}

const right = (text: string, more: object = {}): TableCell => ({
  text,
  alignment: 'right',
  noWrap: true,
  ...more,
});

const heading = (text: string): TableCell => ({ text, color: GREY, fontSize: 8 });

function linesOf(content: PaperContent, words: PaperWords): Content {
  const money = moneyOf(content);
  const hasPrices = content.lines.some(({ priceMinor }) => priceMinor !== null);
  const hasDiscounts = content.lines.some(({ discountMinor }) => discountMinor > 0);
  const columns: { heading: string; width: string; cell: (index: number) => TableCell }[] = [
    {
      heading: words.item,
      width: '*',
      cell: (index) => ({ text: flowing(content.lines[index]?.name ?? '') }),
    },
    {
      heading: words.quantity,
      width: 'auto',
      cell: (index) => {
        const { quantity = null } = content.lines[index] ?? {};
        return right(quantity === null ? '' : printable(formatNumber(quantity, words.locale)));
      },
    },
    ...(hasPrices
      ? [
          {
            heading: words.price,
            width: 'auto',
            cell: (index: number) => {
              const { priceMinor = null } = content.lines[index] ?? {};
              return right(priceMinor === null ? '' : money(priceMinor));
            },
          },
        ]
      : []),
    ...(hasDiscounts
      ? [
          {
            heading: words.discount,
            width: 'auto',
            cell: (index: number) => {
              const { discountMinor = 0 } = content.lines[index] ?? {};
              return right(discountMinor === 0 ? '' : money(-discountMinor));
            },
          },
        ]
      : []),
    {
      heading: words.amount,
      width: 'auto',
      cell: (index) => right(money(content.lines[index]?.amountMinor ?? 0)),
    },
  ];
  const feeRow = (fee: PaperContent['fees'][number]): TableCell[] => [
    { text: flowing(fee.name) },
    ...columns.slice(2).map(() => ''),
    right(money(fee.amountMinor)),
  ];
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: columns.map(({ width }) => width),
      body: [
        columns.map((column, index) =>
          index === 0
            ? heading(column.heading)
            : right(column.heading, { color: GREY, fontSize: 8 }),
        ),
        ...content.lines.map((_, index) => columns.map(({ cell }) => cell(index))),
        ...content.fees.map(feeRow),
      ],
    },
    layout: ROWS,
  };
}

/** What the amounts above come to: with a tax that comes on top, from the net amount. */
function sumsOf({ kind, content }: Paper, words: PaperWords): Content {
  const money = moneyOf(content);
  const onTop = content.taxes.filter(({ included }) => !included);
  const before = content.totalMinor - onTop.reduce((sum, { taxMinor }) => sum + taxMinor, 0);
  const rows: TableCell[][] = [
    ...(onTop.length > 0 ? [[{ text: words.net }, right(money(before))]] : []),
    ...onTop.map((tax) => [
      { text: printable(words.plus(nameOf(tax, words))) },
      right(money(tax.taxMinor)),
    ]),
    [
      {
        text: kind === 'credit_note' ? words.credited : words.total,
        bold: true,
        fontSize: 12,
      },
      right(money(content.totalMinor), { bold: true, fontSize: 12 }),
    ],
  ];
  return {
    columns: [
      { width: '*', text: '' },
      {
        width: 'auto',
        table: { widths: ['auto', 'auto'], body: rows, dontBreakRows: true },
        layout: {
          defaultBorder: false,
          paddingLeft: () => 0,
          paddingRight: (column) => (column === 0 ? 24 : 0),
          paddingTop: () => 3,
          paddingBottom: () => 3,
        },
      },
    ],
    margin: [0, 6, 0, 14],
    unbreakable: true,
  };
}

function nameOf(
  { name, basisPoints }: PaperContent['taxes'][number],
  { locale }: PaperWords,
): string {
  return `${formatPercent(basisPoints, locale)} ${name}`;
}

/** Net, tax and gross of each rate. */
function taxesOf(content: PaperContent, words: PaperWords): Content[] {
  const { taxes } = content;
  if (taxes.length === 0) return [];
  const money = moneyOf(content);
  const small = { fontSize: 8.5 };
  return [
    {
      columns: [
        { width: '*', text: '' },
        {
          width: 'auto',
          table: {
            headerRows: 1,
            dontBreakRows: true,
            widths: ['auto', 'auto', 'auto', 'auto'],
            body: [
              [
                heading(words.taxRate),
                ...[words.net, words.tax, words.gross].map((text) =>
                  right(text, { color: GREY, fontSize: 8 }),
                ),
              ],
              ...taxes.map((tax) => [
                { text: printable(nameOf(tax, words)), ...small },
                right(money(tax.netMinor), small),
                right(money(tax.taxMinor), small),
                right(money(tax.grossMinor), small),
              ]),
            ],
          },
          layout: ROWS,
        },
      ],
      unbreakable: true,
      margin: [0, 0, 0, 14],
    },
  ];
}

function notes({ kind, content }: Paper, words: PaperWords): Content[] {
  const { paid, taxes, seller, totalMinor, timeZone } = content;
  const paidText =
    paid &&
    words.paid(
      words.paidBy[paid.by],
      formatDay(paid.at, timeZone, words.locale).replace(/^[^,]+, /, ''),
    );
  const texts = [
    paidText ?? (totalMinor === 0 ? words.free : ''),
    taxes.length === 0 ? seller.exemptionNote : '',
    kind === 'receipt' && totalMinor > 0 ? words.noInvoice : '',
  ];
  return texts
    .filter((text) => text !== '')
    .map((text) => ({ text: flowing(text), margin: [0, 0, 0, 4] }));
}

/** On each page: who sells, and what the law wants said of them. */
function footerOf(
  { seller }: PaperContent,
  words: PaperWords,
  page: number,
  pages: number,
): Content {
  const legal = [
    [seller.name, seller.street, cityOf(seller)].filter((part) => part !== '').join(', '),
    [
      seller.vatId === '' ? '' : `${words.vatId} ${seller.vatId}`,
      seller.taxNumber === '' ? '' : `${words.taxNumber} ${seller.taxNumber}`,
      seller.email,
    ]
      .filter((part) => part !== '')
      .join(' · '),
    seller.footer,
  ].filter((part) => part !== '');
  return {
    columns: [
      { width: '*', stack: legal.map((text) => ({ text: flowing(text) })) },
      { width: 'auto', text: words.page(page, pages), noWrap: true },
    ],
    columnGap: 24,
    fontSize: 7.5,
    color: GREY,
    margin: [MARGINS.left, 14, MARGINS.right, 0],
  };
}
