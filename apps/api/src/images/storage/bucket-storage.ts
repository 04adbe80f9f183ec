import { AwsClient } from 'aws4fetch';
import { ImageStorage } from './image-storage.js';

/** Where a bucket is, and who may use it. */
export interface Bucket {
  /** Of the service: `https://s3.eu-central-1.amazonaws.com`. */
  endpoint: string;
  name: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** Longest that the service may take, in milliseconds: a picture is a few hundred kilobytes. */
const WAIT_MS = 10_000;

/** Files in a bucket of a service that speaks S3. */
export class BucketStorage extends ImageStorage {
  private readonly client: AwsClient;

  constructor(private readonly bucket: Bucket) {
    super();
    const { accessKeyId, secretAccessKey, region } = bucket;
    this.client = new AwsClient({
      accessKeyId,
      secretAccessKey,
      region,
      service: 's3',
      retries: 2,
    });
  }

  async put(name: string, bytes: Buffer, type: string): Promise<void> {
    await this.ask(name, {
      method: 'PUT',
      body: new Uint8Array(bytes),
      headers: { 'content-type': type, 'content-length': String(bytes.length) },
    });
  }

  async get(name: string): Promise<Buffer | undefined> {
    const answer = await this.ask(name, { method: 'GET' }, 404);
    return answer.status === 404 ? undefined : Buffer.from(await answer.arrayBuffer());
  }

  async remove(name: string): Promise<void> {
    await this.ask(name, { method: 'DELETE' }, 404);
  }

  private async ask(name: string, init: RequestInit, alsoFine?: number): Promise<Response> {
    const { endpoint, name: bucket } = this.bucket;
    const answer = await this.client.fetch(`${endpoint}/${bucket}/${name}`, {
      ...init,
      signal: AbortSignal.timeout(WAIT_MS),
    });
    if (answer.ok || answer.status === alsoFine) return answer;
    throw new Error(`The bucket answered ${answer.status} to ${init.method ?? 'GET'} ${name}.`);
  }
}
