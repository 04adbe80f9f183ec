import { IsIn } from 'class-validator';
import { IsSecretToken } from '../auth/secret-token.js';
import { LANGUAGES, type Language } from '../formats/languages.js';
import { OptionalField } from '../validation/optional-field.js';

/**
 * What can be exported of an event. `bookings`: what was sold and is held, a row per line and fee. `tickets`: a row per
 * sold ticket, with who comes. `takings`: what was sold on each day, by tier, ticket type and how
 * it was paid. `codes`: each code and its use.
 */
export const EXPORT_KINDS = ['bookings', 'tickets', 'takings', 'codes'] as const;
export type ExportKind = (typeof EXPORT_KINDS)[number];

/**
 * `csv` for programs: in German with semicolons between columns and decimal commas. `xlsx` for spreadsheets. In both,
 * numbers of bookings and tickets are in groups of four, as people read them.
 */
export const EXPORT_FORMATS = ['csv', 'xlsx'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What to export. */
export class CreateExportDto {
  /**
   * What it is about.
   * @example "bookings"
   */
  @IsIn(EXPORT_KINDS)
  kind: ExportKind;

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

/** Where an export can be downloaded, once and soon. */
export class ExportLinkDto {
  /**
   * The address. It needs no token, so a browser can save it as it comes, whatever its size.
   * @example "/api/v1/exports?token=Xk3…"
   */
  url: string;

  /**
   * Until when the download can begin.
   * @example "2026-12-01T10:16:00.000Z"
   */
  expiresAt: string;
}

/** The download of an export. */
export class DownloadExportQueryDto {
  /**
   * From the link.
   * @example "Xk3vLr0nq9vSx7Zb1cT5uJm2yQ8dA4eF6gH0iK1lM2N"
   */
  @IsSecretToken()
  token: string;
}
