/** Keeps the files of pictures: in a folder, or in a bucket. */
export abstract class ImageStorage {
  /** @param name of the file; made by us, of letters, digits, `/` and `.` */
  abstract put(name: string, bytes: Buffer, type: string): Promise<void>;

  /** The bytes of a file; undefined where there is none. */
  abstract get(name: string): Promise<Buffer | undefined>;

  /** Removes a file, if it is there. */
  abstract remove(name: string): Promise<void>;
}
