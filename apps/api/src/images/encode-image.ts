import { IMAGE_PIXELS_MAX } from '@boxoffice/contracts';
import sharp, { type Sharp } from 'sharp';

/** A picture in the sizes and formats that pages take. */
export interface EncodedImage {
  width: number;
  height: number;
  widths: number[];
  files: { name: string; type: 'image/webp' | 'image/jpeg'; bytes: Buffer }[];
}

/** Of a phone, of a desktop, and of a desktop with a fine screen. */
const WIDTHS = [480, 960, 1_600] as const;

/** Fewer make no picture of anything. */
const SIDE_MIN = 200;

/** A bomb that still decodes is given up. */
const DECODING_SECONDS_MAX = 20;

/** Why an upload is no picture of ours, in words for whoever sent it. */
export class UnfitImageError extends Error {}

/** How the formats that are taken begin. */
const SIGNATURES: readonly ((bytes: Buffer) => boolean)[] = [
  (bytes) => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])),
  (bytes) =>
    bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])),
  (bytes) =>
    bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP',
  (bytes) => /^ftyp(avif|avis|mif1|miaf)$/.test(bytes.toString('latin1', 4, 12)),
];

/**
 * Decodes an upload and encodes it anew: nothing of the file itself is kept, neither where a photo was taken nor what
 * hides behind its end. What isn't JPEG, PNG, WebP or AVIF by its first bytes is never given to a decoder.
 *
 * @throws UnfitImageError
 */
export async function encodeImage(bytes: Buffer): Promise<EncodedImage> {
  if (!SIGNATURES.some((isOne) => isOne(bytes))) {
    throw new UnfitImageError('The image must be a JPEG, PNG, WebP or AVIF file.');
  }
  const { width } = await sizeOf(bytes);
  const widths = widthsFor(width);
  try {
    // Decoded once; the sizes are made of that.
    const decoded = await upright(bytes)
      .resize({ width: widths.at(-1), withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .raw()
      .timeout({ seconds: DECODING_SECONDS_MAX })
      .toBuffer({ resolveWithObject: true });
    const { info } = decoded;
    const raw = { width: info.width, height: info.height, channels: info.channels };
    const files: EncodedImage['files'] = [];
    for (const of of widths) {
      const sized = sharp(decoded.data, { raw }).resize({ width: of });
      files.push(
        {
          name: `${of}.webp`,
          type: 'image/webp',
          bytes: await sized.clone().webp({ quality: 80 }).toBuffer(),
        },
        {
          name: `${of}.jpg`,
          type: 'image/jpeg',
          bytes: await sized.clone().jpeg({ quality: 82, progressive: true }).toBuffer(),
        },
      );
    }
    return { width: info.width, height: info.height, widths, files };
  } catch {
    throw new UnfitImageError('The image can’t be read. It may be damaged or incomplete.');
  }
}

function widthsFor(full: number): number[] {
  const smaller = WIDTHS.filter((one) => one < full);
  const largest = Math.min(full, WIDTHS[WIDTHS.length - 1] ?? full);
  return [...new Set([...smaller, largest])].sort((a, b) => a - b);
}

async function sizeOf(file: Buffer): Promise<{ width: number; height: number }> {
  let size: { width: number; height: number };
  try {
    // Of the header alone, which is read before any pixel.
    const { autoOrient } = await sharp(file, { limitInputPixels: false }).metadata();
    size = { width: autoOrient.width, height: autoOrient.height };
  } catch {
    throw new UnfitImageError('The image can’t be read. It may be damaged or incomplete.');
  }
  if (size.width * size.height > IMAGE_PIXELS_MAX) {
    throw new UnfitImageError(
      `The image must not have more than ${IMAGE_PIXELS_MAX / 1_000_000} megapixels.`,
    );
  }
  if (Math.min(size.width, size.height) < SIDE_MIN)
    throw new UnfitImageError(`The image must have at least ${SIDE_MIN} × ${SIDE_MIN} pixels.`);
  return size;
}

function upright(bytes: Buffer): Sharp {
  return sharp(bytes, {
    limitInputPixels: IMAGE_PIXELS_MAX,
    failOn: 'error',
    sequentialRead: true,
  }).autoOrient();
}
