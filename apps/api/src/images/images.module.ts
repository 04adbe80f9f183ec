import { Module } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { Settings } from '../platform/config/settings.js';
import { ImageSweep } from './image-sweep.js';
import { Images } from './images.js';
import { ImagesController } from './images.controller.js';
import { BucketStorage } from './storage/bucket-storage.js';
import { CachedStorage } from './storage/cached-storage.js';
import { FolderStorage } from './storage/folder-storage.js';
import { ImageStorage } from './storage/image-storage.js';

/** Pictures that organisations upload. */
@Module({
  controllers: [ImagesController],
  providers: [
    Images,
    ImageSweep,
    {
      provide: ImageStorage,
      useFactory: (settings: Settings, clock: Clock) =>
        new CachedStorage(storageOf(settings), () => clock.elapsed()),
      inject: [Settings, Clock],
    },
  ],
  exports: [Images],
})
export class ImagesModule {}

function storageOf(settings: Settings): ImageStorage {
  const { IMAGE_S3_BUCKET: name, IMAGE_S3_ENDPOINT: endpoint } = settings;
  if (name === undefined || endpoint === undefined) return new FolderStorage(settings.IMAGE_FOLDER);
  return new BucketStorage({
    endpoint,
    name,
    region: settings.IMAGE_S3_REGION,
    accessKeyId: settings.IMAGE_S3_ACCESS_KEY_ID ?? '',
    secretAccessKey: settings.IMAGE_S3_SECRET_ACCESS_KEY ?? '',
  });
}
