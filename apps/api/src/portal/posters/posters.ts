import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { ProblemCode, type EventDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import sharp from 'sharp';
import { EventCatalogue } from '../../events/event-catalogue.js';
import { CoalescingCache } from '../../platform/caching/coalescing-cache.js';
import { Clock } from '../../platform/clock/clock.js';
import { Semaphore, TooManyWaitingError } from '../../platform/concurrency/semaphore.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { drawPoster, LANDSCAPE, PORTRAIT } from './draw-poster.js';
import { PosterFont } from './poster-font.js';

/** As previews of links are shown (https://ogp.me): 1.91 to 1. */
export const PREVIEW = { width: 1_200, height: 630 };

/** Posters that a process keeps: some 10 kB each, compressed. */
const DRAWINGS_KEPT_MAX = 500;

/** Previews that a process keeps: some 80 kB each. */
const PREVIEWS_KEPT_MAX = 50;

/** Each takes a tenth of a second of one of libuv's four threads. */
const PREVIEWS_AT_ONCE = 1;
const PREVIEWS_WAITING_MAX = 50;

const compress = promisify(gzip);

/** A picture as it is sent. */
export interface Picture {
  bytes: Buffer;
  etag: string;
  /** Whether this very picture was asked for, by its version: it never changes then. */
  isForGood: boolean;
}

/** The drawn posters of events: for pages as SVG, for previews of links as PNG. */
@Injectable()
export class Posters {
  private readonly drawings: CoalescingCache<Buffer>;
  private readonly previews: CoalescingCache<Buffer>;
  private readonly semaphore = new Semaphore(PREVIEWS_AT_ONCE, PREVIEWS_WAITING_MAX);
  private font?: PosterFont;

  constructor(
    private readonly catalogue: EventCatalogue,
    clock: Clock,
  ) {
    const elapsed = (): number => clock.elapsed();
    // What is drawn follows from the key.
    this.drawings = new CoalescingCache(
      Infinity,
      (key) => this.draw(key),
      elapsed,
      DRAWINGS_KEPT_MAX,
    );
    this.previews = new CoalescingCache(
      Infinity,
      (key) => this.paint(key),
      elapsed,
      PREVIEWS_KEPT_MAX,
    );
  }

  /**
   * The poster of an event, compressed by gzip.
   *
   * @param version that its address names
   * @throws DomainError EVENT_NOT_FOUND
   */
  async drawing(eventId: string, hasTitle: boolean, version?: string): Promise<Picture> {
    const event = await this.catalogue.recent(eventId);
    const bytes = await this.drawings.get(keyOf(event, hasTitle ? 'written' : 'none'));
    return picture(bytes, event, version);
  }

  /**
   * The picture of an event for previews of links, as PNG.
   *
   * @throws DomainError EVENT_NOT_FOUND; BUSY
   */
  async preview(eventId: string, version?: string): Promise<Picture> {
    const event = await this.catalogue.recent(eventId);
    try {
      return picture(await this.previews.get(keyOf(event, 'outlined')), event, version);
    } catch (error) {
      if (!(error instanceof TooManyWaitingError)) throw error;
      throw new DomainError(ProblemCode.Busy, 'Too many pictures are being drawn.', {
        retryAfterSeconds: 2,
      });
    }
  }

  /** The poster of an event that nobody else may see yet, as an address that holds the picture itself. */
  inlined(event: EventDto): string {
    const drawn = drawPoster(event, PORTRAIT, this.letters(), 'none');
    return `data:image/svg+xml;base64,${Buffer.from(drawn).toString('base64')}`;
  }

  private draw(key: string): Promise<Buffer> {
    const { event, title } = JSON.parse(key) as Key;
    return compress(drawPoster(event, PORTRAIT, this.letters(), title));
  }

  private paint(key: string): Promise<Buffer> {
    const { event } = JSON.parse(key) as Key;
    return this.semaphore.run(() =>
      sharp(Buffer.from(drawPoster(event, LANDSCAPE, this.letters(), 'outlined')), {
        density: (72 * PREVIEW.width) / LANDSCAPE.width,
      })
        .resize(PREVIEW.width, PREVIEW.height, { fit: 'cover' })
        .png({ palette: true, quality: 90 })
        .toBuffer(),
    );
  }

  /** Read when a poster is first drawn: a process that serves none needs no font. */
  private letters(): PosterFont {
    this.font ??= new PosterFont();
    return this.font;
  }
}

interface Key {
  event: Pick<EventDto, 'id' | 'name'> & { tiers: Pick<EventDto['tiers'][number], 'color'>[] };
  title: 'written' | 'outlined' | 'none';
}

function keyOf({ id, name, tiers }: EventDto, title: Key['title']): string {
  const event = { id, name, tiers: tiers.map(({ color }) => ({ color })) };
  return JSON.stringify({ event, title } satisfies Key);
}

function picture(bytes: Buffer, event: EventDto, version?: string): Picture {
  return {
    bytes,
    etag: `W/"${createHash('sha1').update(bytes).digest('base64url')}"`,
    isForGood: version !== undefined && event.posterUrl.endsWith(`?v=${version}`),
  };
}
