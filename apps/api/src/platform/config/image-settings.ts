import { Transform } from 'class-transformer';
import { IsOptional, IsString, IsUrl, Matches, MinLength } from 'class-validator';
import { Path } from './setting-readers.js';
import { WebhookSettings } from './webhook-settings.js';

/** Where uploaded pictures are kept. */
export abstract class ImageSettings extends WebhookSettings {
  /**
   * Folder of uploaded pictures, unless a bucket is set. Processes on several machines need one that they share. Back
   * it up with the database. Relative paths start at the working directory.
   */
  @Path()
  @IsString()
  IMAGE_FOLDER = 'images';

  /**
   * Address of a service that speaks S3; with `IMAGE_S3_BUCKET`, pictures are kept there.
   *
   * @example https://s3.eu-central-1.amazonaws.com
   */
  @Transform(({ value }) =>
    typeof value === 'string' ? value.replace(/\/+$/, '') : (value as unknown),
  )
  @IsOptional()
  @IsUrl(
    { protocols: ['http', 'https'], require_protocol: true, require_tld: false },
    { message: 'IMAGE_S3_ENDPOINT must be an address like https://s3.eu-central-1.amazonaws.com' },
  )
  IMAGE_S3_ENDPOINT?: string;

  /** Bucket of uploaded pictures. It needs no public access: the API serves them. */
  @IsOptional()
  @Matches(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, {
    message: 'IMAGE_S3_BUCKET must be the name of a bucket',
  })
  IMAGE_S3_BUCKET?: string;

  /** Region of the bucket. */
  @IsString()
  @MinLength(1)
  IMAGE_S3_REGION = 'us-east-1';

  /** Access key of the bucket: may read, write and delete its objects. */
  @IsOptional()
  @IsString()
  @MinLength(1)
  IMAGE_S3_ACCESS_KEY_ID?: string;

  /** Secret of that access key. */
  @IsOptional()
  @IsString()
  @MinLength(1)
  IMAGE_S3_SECRET_ACCESS_KEY?: string;
}
