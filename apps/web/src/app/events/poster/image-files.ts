import type { EventImageDto } from '@boxoffice/contracts';

/** The smallest file of a picture that every browser shows. */
export function jpegOf({ files }: EventImageDto): string {
  return files.find(({ type }) => type === 'image/jpeg')?.url ?? '';
}

/** The files of a picture by their widths, as a `srcset`: the browser takes the one that suits its screen. */
export function webpOf({ files }: EventImageDto): string {
  return files
    .filter(({ type }) => type === 'image/webp')
    .map(({ url, width }) => `${url} ${width}w`)
    .join(', ');
}
