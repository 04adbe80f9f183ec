import { IsBoolean, IsIn, Matches } from 'class-validator';
import { OptionalField } from '../validation/optional-field.js';
import { IsLine, IsText } from '../validation/texts.js';
import { COUNTRIES } from './countries.js';
import { IsVatIdOrEmpty } from './vat-id.js';

/** Longest footer of an invoice, in characters: a few lines at the end of a page. */
export const INVOICE_FOOTER_MAX_LENGTH = 500;

/** What the invoices of an organisation say of it. */
export class InvoiceSettingsDto {
  /**
   * Whether invoices are issued. Without, buyers get receipts; credit notes of issued invoices still follow.
   * @example true
   */
  @OptionalField()
  @IsBoolean()
  enabled?: boolean = true;

  /**
   * Whether new invoices, and their credit notes, are e-invoices too (EN 16931, as Factur-X and ZUGFeRD): their PDF carries
   * the data. They need a VAT id or a tax number here, `exemptionNote` where no tax is charged, and the buyer's billing
   * details; what lacks some of it is issued without the data.
   * @example false
   */
  @OptionalField()
  @IsBoolean()
  eInvoice?: boolean = false;

  /**
   * Its legal name.
   * @example "Chor St. Marien e. V."
   */
  @IsLine(200)
  legalName: string;

  /**
   * Street and number.
   * @example "Kirchgasse 3"
   */
  @IsLine(200)
  street: string;

  /**
   * Postal code; may be empty, as some countries have none.
   * @example "50667"
   */
  @IsLine(20, 0)
  postalCode: string;

  /**
   * City.
   * @example "Köln"
   */
  @IsLine(100)
  city: string;

  /**
   * ISO 3166-1 code of the country.
   * @example "DE"
   */
  @IsIn(COUNTRIES)
  country: string;

  /**
   * VAT id; empty: none.
   * @example "DE123456789"
   */
  @IsVatIdOrEmpty()
  vatId: string;

  /**
   * Tax number; empty: none.
   * @example "215/5000/0001"
   */
  @IsLine(50, 0)
  taxNumber: string;

  /**
   * Why no tax is charged, on documents without one; empty: nothing is said.
   * @example "Gemäß § 19 UStG wird keine Umsatzsteuer berechnet."
   */
  @IsLine(300, 0)
  exemptionNote: string;

  /**
   * Comes before each number: at most 12 capital letters, digits and hyphens. Empty: none.
   * @example "SM-"
   */
  @Matches(/^[A-Z0-9-]{0,12}$/, {
    message: 'prefix must be at most 12 capital letters, digits and hyphens',
  })
  prefix: string;

  /**
   * The last lines of each document: a bank account, a register.
   * @example "Vereinsregister Köln VR 1234"
   */
  @IsText(INVOICE_FOOTER_MAX_LENGTH)
  footer: string;
}

/** The settings of an organisation that may have none yet. */
export class OrganiserInvoiceSettingsDto {
  /** What they are; null: none yet, so no invoices are issued, and buyers get receipts. */
  settings: InvoiceSettingsDto | null;

  /**
   * The next number of this year.
   * @example "SM-2027-000042"
   */
  nextNumber: string;
}
