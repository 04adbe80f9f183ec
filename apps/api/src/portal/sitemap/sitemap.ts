import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { ProblemCode } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { PublicEvents, type PublicEvent } from '../../events/public-events.js';
import { CoalescingCache } from '../../platform/caching/coalescing-cache.js';
import { Clock } from '../../platform/clock/clock.js';
import { Settings } from '../../platform/config/settings.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { escaped } from '../../platform/text/html-text.js';

/** A file has 50,000 addresses at the most (https://www.sitemaps.org/protocol.html); the first has the start page too. */
const EVENTS_A_FILE = 49_999;

/** An index names 50,000 files at the most, which are more events than anybody has. */
const FILES_MAX = 50_000;

/** How old a file may be, in milliseconds: search engines come a few times a day. */
export const SITEMAP_MAX_AGE_MS = 600_000;

/** Files that a process keeps: compressed, they are some hundred kilobytes each. */
const FILES_KEPT_MAX = 20;

const NAMESPACE = 'http://www.sitemaps.org/schemas/sitemap/0.9';

/** The key of the file that search engines ask for first. */
const ROOT = 'root';

/** A file of the sitemap. */
export interface SitemapFile {
  gzipped: Buffer;
  etag: string;
}

const compress = promisify(gzip);

/** The addresses of all events and series that anybody may find: in one file, or in many that the first one names. */
@Injectable()
export class Sitemap {
  private readonly files: CoalescingCache<SitemapFile>;

  constructor(
    private readonly events: PublicEvents,
    private readonly settings: Settings,
    clock: Clock,
  ) {
    this.files = new CoalescingCache(
      SITEMAP_MAX_AGE_MS,
      (key) => this.write(key),
      () => clock.elapsed(),
      FILES_KEPT_MAX,
    );
  }

  /** The file that search engines ask for first. */
  root(): Promise<SitemapFile> {
    return this.files.get(ROOT);
  }

  /**
   * A file that the index names.
   *
   * @param number from 1
   * @throws DomainError ROUTE_NOT_FOUND
   */
  part(number: number): Promise<SitemapFile> {
    if (number < 1 || number > FILES_MAX) throw noSuchFile();
    return this.files.get(String(number));
  }

  private async write(key: string): Promise<SitemapFile> {
    const xml = key === ROOT ? await this.rootXml() : await this.partXml(Number(key));
    const etag = `W/"${createHash('sha1').update(xml).digest('base64url')}"`;
    return { gzipped: await compress(xml), etag };
  }

  private async rootXml(): Promise<string> {
    const count = await this.events.count();
    return count <= EVENTS_A_FILE ? this.partXml(1) : this.indexXml(count);
  }

  private indexXml(count: number): string {
    const files = Math.min(Math.ceil(count / EVENTS_A_FILE), FILES_MAX);
    const entries = Array.from({ length: files }, (_, index) =>
      this.entry('sitemap', `/sitemaps/${index + 1}.xml`),
    );
    return document('sitemapindex', entries);
  }

  private async partXml(number: number): Promise<string> {
    const events = await this.events.page((number - 1) * EVENTS_A_FILE, EVENTS_A_FILE);
    if (events.length === 0 && number > 1) throw noSuchFile();
    const start = number === 1 ? [this.entry('url', '/')] : [];
    return document('urlset', [...start, ...events.map((event) => this.eventEntry(event))]);
  }

  private eventEntry({ kind, id, updatedAt }: PublicEvent): string {
    return this.entry('url', `/${kind}/${id}`, `<lastmod>${updatedAt.toISOString()}</lastmod>`);
  }

  private entry(element: 'url' | 'sitemap', path: string, more = ''): string {
    return `<${element}><loc>${escaped(this.settings.PUBLIC_URL + path)}</loc>${more}</${element}>`;
  }
}

function document(element: 'urlset' | 'sitemapindex', entries: string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<${element} xmlns="${NAMESPACE}">
${entries.join('\n')}
</${element}>
`;
}

function noSuchFile(): DomainError {
  return new DomainError(ProblemCode.RouteNotFound, 'There is no such part of the sitemap.');
}
