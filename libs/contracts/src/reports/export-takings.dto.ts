import { IsIn } from 'class-validator';
import { LANGUAGES, type Language } from '../formats/languages.js';
import { OptionalField } from '../validation/optional-field.js';
import { EXPORT_FORMATS, type ExportFormat } from './export.dto.js';
import { TakingsDaysDto } from './organiser-takings.dto.js';

/** What to export of an organisation's takings. */
export class ExportTakingsDto extends TakingsDaysDto {
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
