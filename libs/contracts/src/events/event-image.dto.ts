import { IsLine } from '../validation/texts.js';
import { OptionalField } from '../validation/optional-field.js';

/** Longest words that stand for a picture, in characters. */
export const IMAGE_ALT_MAX_LENGTH = 200;

/** Largest upload, in bytes: a photo of a good camera. */
export const IMAGE_BYTES_MAX = 10 * 1024 * 1024;

/** Most pixels of an upload: decoded, they take four bytes each. */
export const IMAGE_PIXELS_MAX = 36_000_000;

/** What an upload may be; its bytes decide, not its name. */
export const IMAGE_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/avif'] as const;

/** One file of a picture. */
export class ImageFileDto {
  /**
   * Where it is, on this server.
   * @example "/api/v1/images/0f1e2d3c4b5a69788796a5b4c3d2e1f0/960.webp"
   */
  url: string;

  /**
   * Its width in pixels.
   * @example 960
   */
  width: number;

  /**
   * Its media type.
   * @example "image/webp"
   */
  type: 'image/webp' | 'image/jpeg';
}

/** The picture of an event. */
export class EventImageDto {
  /**
   * The words that stand for it.
   * @example "The choir in front of the altar"
   */
  alt: string;

  /**
   * Width of the largest file in pixels.
   * @example 1600
   */
  width: number;

  /**
   * Height of the largest file in pixels.
   * @example 1067
   */
  height: number;

  /** Its files: WebP and JPEG in the same widths, the smallest first. */
  files: ImageFileDto[];
}

/** What an upload is sent with. */
export class ImageQueryDto {
  /**
   * The words that stand for it where it can't be seen: 1 to 200 characters.
   * @example "The choir in front of the altar"
   */
  @OptionalField()
  @IsLine(IMAGE_ALT_MAX_LENGTH)
  alt?: string;
}

/** Changes the words that stand for a picture. */
export class ChangeImageDto {
  /**
   * The words that stand for it where it can't be seen: 1 to 200 characters.
   * @example "The choir in front of the altar"
   */
  @IsLine(IMAGE_ALT_MAX_LENGTH)
  alt: string;
}
