import { createServer, type Server } from 'node:http';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import type { EventImageDto, OrganiserEventDto, ProblemDto } from '@boxoffice/contracts';
import sharp from 'sharp';
import { ApiUnderTest } from '../setup/api-under-test.ts';
import { isSigned, type Signer } from './s3-signature.ts';

/** Of a picture of noise, which compresses badly, with a place of its camera in it. */
const photo = (width: number, height: number): Promise<Buffer> =>
  sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#808080',
      noise: { type: 'gaussian', mean: 128, sigma: 30 },
    },
  })
    .withExif({ IFD0: { Copyright: 'SECRET-OWNER' } })
    .jpeg({ quality: 90 })
    .toBuffer();

/** A PNG that says how large it is, and has nothing but zeros: some kilobytes for as many pixels as one likes. */
function emptyPng(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const framed = Buffer.alloc(body.length + 8);
    framed.writeUInt32BE(data.length, 0);
    body.copy(framed, 4);
    framed.writeUInt32BE(crc32(body), body.length + 4);
    return framed;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc(height * (1 + Math.ceil(width / 8)));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';

interface Answer {
  status: number;
  body: { data: OrganiserEventDto } & ProblemDto;
}

describe('the picture of an event', () => {
  const signer: Signer = { accessKeyId: 'KEY', secretAccessKey: 'SECRET', region: 'eu-central-1' };
  const objects = new Map<string, Buffer>();
  const refused: string[] = [];
  let folder: string;
  let bucket: Server;
  let api: ApiUnderTest;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'boxoffice-images-'));
    api = new ApiUnderTest({ IMAGE_FOLDER: folder }, 1);
    await api.start();
    bucket = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks);
        const name = request.url ?? '';
        if (!isSigned(request, body, signer)) {
          refused.push(name);
          response.writeHead(403).end();
          return;
        }
        if (request.method === 'PUT') objects.set(name, body);
        if (request.method === 'DELETE') objects.delete(name);
        const found = objects.get(name);
        if (request.method === 'GET' && !found) response.writeHead(404).end();
        else response.writeHead(200).end(request.method === 'GET' ? found : '');
      });
    });
    await new Promise<void>((resolve) => bucket.listen(0, '127.0.0.1', resolve));
  });

  afterAll(async () => {
    await api.end();
    bucket.close();
    await rm(folder, { recursive: true });
  });

  /** As the demo's admin, who may all. */
  async function upload(
    bytes: Buffer | string,
    { query = '?alt=The%20choir', type = 'image/jpeg', at = api.process.url } = {},
  ): Promise<Answer> {
    const answer = await fetch(`${at}/api/v1/organisers/1/events/1/image${query}`, {
      method: 'PUT',
      headers: { 'content-type': type },
      body: typeof bytes === 'string' ? bytes : new Uint8Array(bytes),
    });
    return { status: answer.status, body: (await answer.json()) as Answer['body'] };
  }

  const stored = async (): Promise<string[]> =>
    (await readdir(folder, { recursive: true })).filter((name) => name.includes('.'));

  const rows = (): Promise<{ key: string }[]> => api.sql.rows('SELECT key FROM images');

  it('is refused where it is none of ours, with a code, and nothing is stored', async () => {
    const whole = await photo(800, 600);
    const wrong: [
      what: string,
      bytes: Buffer | string,
      status: number,
      code: string,
      type?: string,
    ][] = [
      ['an SVG with a script', SVG, 422, 'IMAGE_UNFIT', 'image/svg+xml'],
      ['an SVG that says it is a JPEG', SVG, 422, 'IMAGE_UNFIT'],
      ['a page', '<!doctype html><script>alert(1)</script>', 422, 'IMAGE_UNFIT', 'image/png'],
      [
        'a page that begins as a JPEG',
        Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.from(SVG)]),
        422,
        'IMAGE_UNFIT',
      ],
      ['half a file', whole.subarray(0, whole.length / 2), 422, 'IMAGE_UNFIT'],
      ['40 megapixels', emptyPng(8_000, 5_000), 422, 'IMAGE_UNFIT', 'image/png'],
      ['a bomb of 2,500 megapixels', emptyPng(50_000, 50_000), 422, 'IMAGE_UNFIT', 'image/png'],
      ['a dot', await photo(20, 20), 422, 'IMAGE_UNFIT'],
      ['nothing', '', 422, 'IMAGE_UNFIT'],
      ['11 MB', Buffer.alloc(11 * 1024 * 1024, 0xff), 413, 'BODY_TOO_LARGE'],
      ['JSON', '{}', 415, 'UNSUPPORTED_MEDIA_TYPE', 'application/json'],
    ];
    for (const [what, bytes, status, code, type] of wrong) {
      const answer = await upload(bytes, { type });
      expect({ what, status: answer.status, code: answer.body.code }).toEqual({
        what,
        status,
        code,
      });
    }
    const without = await upload(whole, { query: '' });
    expect(without.body).toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ field: 'alt' }] });
    const elsewhere = await fetch(`${api.process.url}/api/v1/users`, {
      method: 'POST',
      headers: { 'content-type': 'image/jpeg' },
      body: new Uint8Array(whole),
    });
    expect(elsewhere.status).toBe(415);
    expect(await stored()).toEqual([]);
    expect(await rows()).toEqual([]);
  });

  it('is encoded anew, served for good, shown to buyers and in previews, and removed a day after it was replaced', async () => {
    const hidden = Buffer.from('<script>alert("behind the end")</script>');
    const answer = await upload(Buffer.concat([await photo(1_800, 1_200), hidden]));
    expect(answer.status).toBe(200);
    const { image } = answer.body.data;
    if (!image) throw new Error('The event has no picture.');
    expect(image).toMatchObject({ alt: 'The choir', width: 1_600, height: 1_067 });
    expect(image.files.map(({ width, type }) => `${width} ${type}`)).toEqual([
      '480 image/webp',
      '480 image/jpeg',
      '960 image/webp',
      '960 image/jpeg',
      '1600 image/webp',
      '1600 image/jpeg',
    ]);
    const { body: shown } = await api.get<{ data: { image: EventImageDto } }>('/events/1');
    expect(shown.data.image).toEqual(image);
    const { body: listed } = await api.get<{ data: { events: { image: EventImageDto }[] } }>(
      '/events?limit=1',
    );
    expect(listed.data.events[0]?.image).toEqual(image);
    for (const { url, type, width } of image.files) {
      const file = await fetch(`${api.process.url}${url}`);
      expect(Object.fromEntries(file.headers)).toMatchObject({
        'content-type': type,
        'cache-control': 'public, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff',
        'content-security-policy': expect.stringContaining("default-src 'none'"),
      });
      const bytes = Buffer.from(await file.arrayBuffer());
      const { exif, width: actual } = await sharp(bytes).metadata();
      expect({ exif, actual }).toEqual({ exif: undefined, actual: width });
      expect(bytes.includes('SECRET-OWNER') || bytes.includes('<script')).toBe(false);
    }
    // Whoever has a file is told so without a look into the storage, which many ask once.
    const first = `${api.process.url}${image.files[0]?.url}`;
    const etag = (await fetch(first)).headers.get('etag') ?? '';
    const known = await fetch(first, { headers: { 'if-none-match': `"other", ${etag}` } });
    expect([etag.startsWith('"'), known.status, await known.text()]).toEqual([true, 304, '']);
    expect(known.headers.get('cache-control')).toContain('immutable');
    expect((await fetch(first, { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
    const missing = image.files[0]?.url.replace('480.webp', '481.webp') ?? '';
    for (const path of [missing, '/api/v1/images/..%2f..%2f/480.webp']) {
      expect((await fetch(`${api.process.url}${path}`)).status).toBe(404);
    }

    // A portrait, lying on its side as cameras store it.
    const turned = await sharp(await photo(900, 600))
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const replaced = await upload(turned, { query: '?alt=Another' });
    expect(replaced.body.data.image).toMatchObject({ alt: 'Another', width: 600, height: 900 });
    // The one before is still there for pages that show it, until the sweep, a day later.
    expect((await fetch(`${api.process.url}${image.files[0]?.url}`)).status).toBe(200);
    expect(await rows()).toHaveLength(2);
    expect(await stored()).toHaveLength(6 + 4);
  });

  it('is kept in a bucket where one is set, with signed requests', async () => {
    const { port } = bucket.address() as AddressInfo;
    const other = new ApiUnderTest(
      {
        IMAGE_S3_ENDPOINT: `http://127.0.0.1:${port}`,
        IMAGE_S3_BUCKET: 'pictures',
        IMAGE_S3_REGION: signer.region,
        IMAGE_S3_ACCESS_KEY_ID: signer.accessKeyId,
        IMAGE_S3_SECRET_ACCESS_KEY: signer.secretAccessKey,
      },
      1,
    );
    await other.start();
    try {
      const answer = await upload(await photo(500, 400), { at: other.process.url });
      expect(answer.status).toBe(200);
      expect(
        [...objects.keys()].every((name) =>
          /^\/pictures\/[0-9a-f]{32}\/\d+\.(webp|jpg)$/.test(name),
        ),
      ).toBe(true);
      expect(objects.size).toBe(4);
      const url = answer.body.data.image?.files[0]?.url ?? '';
      expect((await fetch(`${other.process.url}${url}`)).headers.get('content-type')).toBe(
        'image/webp',
      );
      expect(refused).toEqual([]);
    } finally {
      await other.end();
    }
  });
});
