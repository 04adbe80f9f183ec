import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PeriodicTask } from '../platform/periodic/periodic-task.js';
import { ImageStorage } from './storage/image-storage.js';

/** How often unused pictures are looked for, in milliseconds. */
const SWEEP_INTERVAL_MS = 3_600_000;

/** Most pictures that are removed at once: each has a handful of files. */
const SWEPT_AT_ONCE = 50;

/** How long a picture outlives its last use, in hours: pages that caches keep may still show it. */
const UNUSED_HOURS = 24;

interface Unused {
  id: string;
  key: string;
  widths: number[];
}

/** Removes pictures that no event has shown for a day, in every process. */
@Injectable()
export class ImageSweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly task: PeriodicTask;

  constructor(
    private readonly dataSource: DataSource,
    private readonly storage: ImageStorage,
  ) {
    this.task = new PeriodicTask('ImageSweep', SWEEP_INTERVAL_MS, async () => {
      return (await this.sweep()) === SWEPT_AT_ONCE;
    });
  }

  onApplicationBootstrap(): void {
    this.task.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.task.stop();
  }

  /**
   * Files first, and the row last: what is interrupted goes on with the next sweep. A picture that is unused for a
   * day is used by nobody again, since events take theirs from an upload or from an event that shows it.
   *
   * @returns how many were removed
   */
  async sweep(): Promise<number> {
    const unused = await this.dataSource.query<Unused[]>(
      `SELECT id, key, widths FROM images
       WHERE unused_since < now() - make_interval(hours => $1)
         -- An event that was copied while its picture was replaced still shows it.
         AND NOT EXISTS (SELECT FROM events WHERE image_id = images.id)
       ORDER BY unused_since LIMIT $2`,
      [UNUSED_HOURS, SWEPT_AT_ONCE],
    );
    for (const { id, key, widths } of unused) {
      for (const width of widths) {
        await this.storage.remove(`${key}/${width}.webp`);
        await this.storage.remove(`${key}/${width}.jpg`);
      }
      await this.dataSource.query(`DELETE FROM images WHERE id = $1 AND unused_since IS NOT NULL`, [
        id,
      ]);
    }
    return unused.length;
  }
}
