import { SERIALS } from './serial.js';

/** What a code says of its ticket. */
export interface TicketCode {
  /** Which of the organiser's keys signed it: 1 to 255. */
  keyNumber: number;
  /** An unsigned whole number of 64 bits, written out, as all ids are. */
  eventId: string;
  ticketId: string;
  /** 40 random bits, unique in the event. */
  serial: number;
  /** Seconds since 1970; from then on it is expired. */
  notAfter: number;
}

/** The version that is written; another one would have another layout. */
export const VERSION = 1;

/** Bytes of what is signed. */
export const CONTENT_BYTES = 28;

const OFFSETS = { version: 0, key: 1, event: 2, ticket: 10, serial: 18, notAfter: 23 } as const;

/** The signed bytes of a code. Numbers are big-endian. */
export function toContent(code: TicketCode): Uint8Array {
  if (code.serial < 0 || code.serial >= SERIALS) throw new RangeError('A serial has 40 bits.');
  const bytes = new Uint8Array(CONTENT_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint8(OFFSETS.version, VERSION);
  view.setUint8(OFFSETS.key, code.keyNumber);
  view.setBigUint64(OFFSETS.event, BigInt(code.eventId));
  view.setBigUint64(OFFSETS.ticket, BigInt(code.ticketId));
  view.setUint8(OFFSETS.serial, Math.floor(code.serial / 2 ** 32));
  view.setUint32(OFFSETS.serial + 1, code.serial % 2 ** 32);
  view.setUint32(OFFSETS.notAfter, code.notAfter);
  return bytes;
}

/** @returns undefined where it is another version */
export function fromContent(bytes: Uint8Array): TicketCode | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, CONTENT_BYTES);
  if (view.getUint8(OFFSETS.version) !== VERSION) return undefined;
  return {
    keyNumber: view.getUint8(OFFSETS.key),
    eventId: view.getBigUint64(OFFSETS.event).toString(),
    ticketId: view.getBigUint64(OFFSETS.ticket).toString(),
    serial: view.getUint8(OFFSETS.serial) * 2 ** 32 + view.getUint32(OFFSETS.serial + 1),
    notAfter: view.getUint32(OFFSETS.notAfter),
  };
}
