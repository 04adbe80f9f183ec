import { randomBytes } from 'node:crypto';
import { ProblemCode, type EventImageDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import { Semaphore, TooManyWaitingError } from '../platform/concurrency/semaphore.js';
import { DomainError } from '../platform/problems/domain-error.js';
import { Ids } from '../platform/ids/ids.module.js';
import { encodeImage, UnfitImageError, type EncodedImage } from './encode-image.js';
import { ImageEntity } from './image.entity.js';
import { ImageStorage } from './storage/image-storage.js';

/** Pictures that are decoded at once: each takes up to 150 MB, and one of libuv's four threads. */
const AT_ONCE = 1;
/** Uploads that are read or wait for that, with up to 10 MB each; one that is slow keeps nobody else waiting. */
const UPLOADS_AT_ONCE = 4;

const KEY_BYTES = 16;

/** Stores pictures, and says where they are. */
@Injectable()
export class Images {
  private readonly uploads = new Semaphore(UPLOADS_AT_ONCE, 0);
  private readonly decoding = new Semaphore(AT_ONCE, UPLOADS_AT_ONCE);

  constructor(
    private readonly dataSource: DataSource,
    private readonly storage: ImageStorage,
    private readonly ids: Ids,
  ) {}

  /**
   * Takes an upload in: encoded anew, and shown by nobody yet. Whatever happens from here on, the sweep finds it.
   *
   * @param read the bytes
   * @returns its id
   * @throws DomainError IMAGE_UNFIT, BUSY, and those of `read`
   */
  async store(organiserId: string, read: () => Promise<Buffer>): Promise<string> {
    const image = await this.encoded(read);
    const id = this.ids.next();
    const key = randomBytes(KEY_BYTES).toString('hex');
    const { width, height, widths } = image;
    await this.dataSource.manager.insert(ImageEntity, {
      id,
      organiserId,
      key,
      width,
      height,
      widths,
    });
    for (const { name, bytes, type } of image.files) {
      await this.storage.put(`${key}/${name}`, bytes, type);
    }
    return id;
  }

  /** An event shows a picture from now on. */
  async use(manager: EntityManager, id: string): Promise<void> {
    await manager.update(ImageEntity, { id }, { unusedSince: null });
  }

  /** No event shows a picture any more. */
  async release(manager: EntityManager, id: string): Promise<void> {
    await manager.update(ImageEntity, { id }, { unusedSince: () => 'now()' });
  }

  /** The bytes of a file; undefined where there is none. */
  file(key: string, name: string): Promise<Buffer | undefined> {
    return this.storage.get(`${key}/${name}`);
  }

  /** Some pictures by their id, each with the words that stand for it. */
  async describe(
    manager: EntityManager,
    shown: readonly { imageId: string | null; imageAlt: string }[],
  ): Promise<(EventImageDto | null)[]> {
    const ids = [...new Set(shown.flatMap(({ imageId }) => imageId ?? []))];
    if (ids.length === 0) return shown.map(() => null);
    const images = await manager.findBy(ImageEntity, { id: In(ids) });
    const byId = new Map(images.map((image) => [image.id, image]));
    return shown.map(({ imageId, imageAlt }) => {
      const image = byId.get(imageId ?? '');
      return image ? described(image, imageAlt) : null;
    });
  }

  private async encoded(read: () => Promise<Buffer>): Promise<EncodedImage> {
    try {
      return await this.uploads.run(async () => {
        const bytes = await read();
        return this.decoding.run(() => encodeImage(bytes));
      });
    } catch (error) {
      if (error instanceof UnfitImageError) {
        throw new DomainError(ProblemCode.ImageUnfit, error.message);
      }
      if (!(error instanceof TooManyWaitingError)) throw error;
      throw new DomainError(
        ProblemCode.Busy,
        'Too many pictures are being uploaded at this moment. Please try again.',
        { retryAfterSeconds: 5 },
      );
    }
  }
}

function described({ key, width, height, widths }: ImageEntity, alt: string): EventImageDto {
  const types = [
    ['webp', 'image/webp'],
    ['jpg', 'image/jpeg'],
  ] as const;
  return {
    alt,
    width,
    height,
    files: widths.flatMap((of) =>
      types.map(([ending, type]) => ({
        url: `/api/v1/images/${key}/${of}.${ending}`,
        width: of,
        type,
      })),
    ),
  };
}
