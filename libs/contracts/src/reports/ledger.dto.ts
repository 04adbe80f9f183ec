import { Type } from 'class-transformer';
import { IsIn, IsInt, Max, Min } from 'class-validator';
import { LANGUAGES, type Language } from '../formats/languages.js';
import { IsId } from '../ids/id.js';
import { OptionalField } from '../validation/optional-field.js';
import { EXPORT_FORMATS, type ExportFormat } from './export.dto.js';
import { TakingsDaysDto } from './organiser-takings.dto.js';

/** Page size limit. */
export const LEDGER_PAGE_MAX = 100;

/**
 * What the accounts of a ledger hold. `clearing`: what a provider has; `cash`: what the counter has; `disputes`: what
 * buyers' banks have taken back; `payable`: what the organiser gets; `fees` and `taxes`: these; `refunds`: what is on
 * its way back.
 */
export const LEDGER_ACCOUNT_KINDS = [
  'clearing',
  'cash',
  'disputes',
  'payable',
  'fees',
  'taxes',
  'refunds',
] as const;
export type LedgerAccountKind = (typeof LEDGER_ACCOUNT_KINDS)[number];

/** The facts that are posted. */
export const LEDGER_TRANSFER_KINDS = [
  'capture',
  'refund_begun',
  'refund_done',
  'refund_failed',
  'dispute_opened',
  'dispute_raised',
  'dispute_won',
  'dispute_lost',
  'reversal',
] as const;
export type LedgerTransferKind = (typeof LEDGER_TRANSFER_KINDS)[number];

/** Which transfers of a ledger: what is left out narrows nothing. */
export class LedgerFilterDto extends TakingsDaysDto {
  /**
   * Only those of this event.
   * @example "7300000000000000002"
   */
  @OptionalField()
  @IsId()
  eventId?: string;

  /**
   * Only this kind of transfer; balances are of all kinds.
   * @example "capture"
   */
  @OptionalField()
  @IsIn(LEDGER_TRANSFER_KINDS)
  kind?: LedgerTransferKind;
}

/** Narrows an organisation's ledger. */
export class LedgerQueryDto extends LedgerFilterDto {
  /**
   * Transfers a page.
   * @example 50
   */
  @OptionalField()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(LEDGER_PAGE_MAX)
  limit?: number = 50;

  /**
   * Continue after this transfer: `next` of the previous page.
   * @example "4711"
   */
  @OptionalField()
  @IsId()
  after?: string;
}

/** What to export of an organisation's ledger. */
export class ExportLedgerDto extends LedgerFilterDto {
  /**
   * The file's format.
   * @example "csv"
   */
  @IsIn(EXPORT_FORMATS)
  format: ExportFormat;

  /**
   * Language of its headings, and of the signs in a CSV file. Left out: that of the request.
   * @example "en"
   */
  @OptionalField()
  @IsIn(LANGUAGES)
  language?: Language;
}

/** An amount in an account. */
export class LedgerEntryDto {
  /**
   * Which account.
   * @example "clearing"
   */
  account: LedgerAccountKind;

  /**
   * Whose clearing it is; null for the other kinds.
   * @example "stripe"
   */
  provider: string | null;

  /**
   * In the smallest unit of the currency: debits above zero, credits below. All entries of a transfer add up to zero.
   * @example 5600
   */
  amountMinor: number;
}

/** The balance of an account, or what was posted to it on the days asked for. */
export class LedgerBalanceDto extends LedgerEntryDto {
  /**
   * ISO 4217 currency.
   * @example "EUR"
   */
  currency: string;
}

/** A fact that was posted. */
export class LedgerTransferDto {
  /**
   * Its number.
   * @example "4711"
   */
  id: string;

  /**
   * What it says.
   * @example "capture"
   */
  kind: LedgerTransferKind;

  /**
   * When, as takings count it.
   * @example "2026-12-01T08:02:30.000Z"
   */
  postedAt: string;

  /**
   * The event.
   * @example "7300000000000000002"
   */
  eventId: string;

  /**
   * Its name.
   * @example "Mass in B minor"
   */
  eventName: string;

  /**
   * The booking.
   * @example "7300000000000000001"
   */
  bookingId: string;

  /**
   * ISO 4217 currency of all entries.
   * @example "EUR"
   */
  currency: string;

  /** What it moves. */
  entries: LedgerEntryDto[];
}

/** An organisation's ledger. Balances and transfers are of one moment. */
export class LedgerDto {
  /**
   * The event that it is narrowed to; null: all.
   * @example null
   */
  eventName: string | null;

  /**
   * By currency and account: of all time, or what was posted on the days. They add up to zero for each currency. Only on
   * the first page, without `after`.
   */
  balances: LedgerBalanceDto[];

  /** A page of the transfers, the newest first. */
  transfers: LedgerTransferDto[];

  /**
   * `after` for the next page; null on the last one.
   * @example null
   */
  next: string | null;
}
