import { IsIn } from 'class-validator';
import { IsLine } from '../validation/texts.js';
import { COUNTRIES } from './countries.js';
import { IsVatIdOrEmpty } from './vat-id.js';

/** Whom an invoice is for. */
export class BillingDetailsDto {
  /**
   * Name of the person or company.
   * @example "Lovelace Ltd"
   */
  @IsLine(200)
  name: string;

  /**
   * Street and number.
   * @example "12 St James's Square"
   */
  @IsLine(200)
  street: string;

  /**
   * Postal code; may be empty, as some countries have none.
   * @example "SW1Y 4JH"
   */
  @IsLine(20, 0)
  postalCode: string;

  /**
   * City.
   * @example "London"
   */
  @IsLine(100)
  city: string;

  /**
   * ISO 3166-1 code of the country.
   * @example "GB"
   */
  @IsIn(COUNTRIES)
  country: string;

  /**
   * VAT id, of businesses; otherwise empty.
   * @example "GB123456789"
   */
  @IsVatIdOrEmpty()
  vatId: string;
}
