import { IsBoolean, IsIn } from 'class-validator';
import { LANGUAGES, type Language } from '../formats/languages.js';
import { OptionalField } from '../validation/optional-field.js';

/** The code of a ticket, for whoever holds it. */
export class TicketCodeDto {
  /**
   * The ticket.
   * @example "1"
   */
  ticketId: string;

  /**
   * Its number, as people read it. Nothing can be counted on from it.
   * @example "K7QM-4F2P"
   */
  serial: string;

  /**
   * What its QR code holds. Where `rotationSecret` is given, the digits of the moment follow it.
   * @example "AEAWKTWPKKWFUAABMVHM6UVMLIAAFGPPII6FM3IYEAAABTYXFCH7OYJFA7PRUQWQTQFL2CFSXKS467EPME7YUTP6PUZF6YJ5AWONC3R2UU4L4ECIE45P6M4DU5HQUH3MEU3LF72BATJB7WU4JEGQ"
   */
  code: string;

  /**
   * Where the digits rotate: what they are worked out from, 32 bytes in hexadecimal (TOTP, SHA-1, 6 digits, every 30
   * seconds). Null: they don't.
   * @example null
   */
  rotationSecret: string | null;

  /**
   * Whether it was issued to be printed, or before the event's codes rotated: then it doesn't rotate.
   * @example false
   */
  onPaper: boolean;
}

/** How a lost code is replaced. */
export class ReplaceTicketCodeDto {
  /**
   * Whether it is to be printed: a code on paper doesn't rotate, whatever the event says.
   * @example false
   */
  @OptionalField()
  @IsBoolean()
  onPaper?: boolean = false;
}

/** A key that an organisation signs ticket codes with: what a scanner verifies them by. */
export class TicketKeyDto {
  /**
   * Its number in codes, from 1.
   * @example 1
   */
  number: number;

  /**
   * The public key (Ed25519), 32 bytes in hexadecimal.
   * @example "03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8"
   */
  publicKey: string;

  /**
   * When it was made. The newest key signs, all verify.
   * @example "2026-11-27T12:00:00.000Z"
   */
  createdAt: string;
}

/** What tickets are printed for: a sheet of paper, or the screen of a phone. */
export const TICKET_PDF_SIZES = ['a4', 'phone'] as const;
export type TicketPdfSize = (typeof TICKET_PDF_SIZES)[number];

/** How tickets are printed. */
export class TicketPdfQueryDto {
  /**
   * The size of a page.
   * @example "a4"
   */
  @OptionalField()
  @IsIn(TICKET_PDF_SIZES)
  size?: TicketPdfSize = 'a4';

  /**
   * Language of what stands beside the data. Left out: that of the request.
   * @example "en"
   */
  @OptionalField()
  @IsIn(LANGUAGES)
  language?: Language;
}
