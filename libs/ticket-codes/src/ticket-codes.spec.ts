import { createPrivateKey, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { fromBase32, toBase32 } from './base32.js';
import { CODE_LENGTH, readCode, writeCode, type Door } from './read-code.js';
import { digitsAt, rotationSecretOf, stateOfDigits } from './rotation.js';
import { formatSerial, readSerial, SERIALS } from './serial.js';
import { newKeyPair, publicKeyOf } from './signing.js';
import type { TicketCode } from './ticket-code.js';
import { VECTOR } from './vectors.fixture.js';

const PRIVATE_KEY = fromHex(VECTOR.privateKey);
const PUBLIC_KEY = fromHex(VECTOR.publicKey);

const CODE: TicketCode = VECTOR.says;

const DOOR: Door = {
  eventId: CODE.eventId,
  keys: new Map([[CODE.keyNumber, PUBLIC_KEY]]),
  now: CODE.notAfter - 1,
};

describe('a ticket code', () => {
  it('is written as the test vectors say, and as the document does', () => {
    expect(toHex(publicKeyOf(PRIVATE_KEY))).toBe(VECTOR.publicKey);
    expect(writeCode(CODE, PRIVATE_KEY)).toBe(VECTOR.code);
    expect(VECTOR.code).toHaveLength(CODE_LENGTH);
    expect(formatSerial(CODE.serial)).toBe(VECTOR.serial);
    const secret = rotationSecretOf(fromHex(VECTOR.eventSecret), CODE.serial);
    expect(toHex(secret)).toBe(VECTOR.rotationSecret);
    expect(digitsAt(secret, VECTOR.at)).toBe(VECTOR.digits);

    const document = readFileSync(
      new URL('../../../docs/ticket-codes.md', import.meta.url),
      'utf8',
    ).replace(/\s+/g, '');
    const { says, ...written } = VECTOR;
    for (const value of [...Object.values(written), ...Object.values(says)]) {
      expect(document).toContain(String(value));
    }
  });

  it('is what another implementation of Ed25519 verifies', () => {
    const bytes = fromBase32(VECTOR.code) ?? new Uint8Array();
    const key = createPublicKey(
      createPrivateKey({
        key: Buffer.concat([
          Buffer.from('302e020100300506032b657004220420', 'hex'),
          Buffer.from(PRIVATE_KEY),
        ]),
        format: 'der',
        type: 'pkcs8',
      }),
    );
    const signed = Buffer.concat([
      Buffer.from('boxoffice-ticket-code-v1:'),
      Buffer.from(bytes.subarray(0, 28)),
    ]);
    expect(verify(null, signed, key, bytes.subarray(28))).toBe(true);
  });

  it('is read again, in whatever case a scanner types it', () => {
    expect(readCode(VECTOR.code, DOOR)).toEqual({ state: 'good', code: CODE, digits: undefined });
    expect(readCode(` ${VECTOR.code.toLowerCase()}\n`, DOOR).state).toBe('good');
    expect(readCode(VECTOR.code + VECTOR.digits, DOOR)).toMatchObject({ digits: VECTOR.digits });
  });

  it('says whatever it was written with', () => {
    const ids = fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }).map(String);
    fc.assert(
      fc.property(
        fc.record({
          keyNumber: fc.integer({ min: 1, max: 255 }),
          eventId: ids,
          ticketId: ids,
          serial: fc.integer({ min: 0, max: SERIALS - 1 }),
          notAfter: fc.integer({ min: 1, max: 2 ** 32 - 1 }),
        }),
        (code) => {
          const door = { ...DOOR, eventId: code.eventId, now: code.notAfter - 1 };
          const keys = new Map([[code.keyNumber, PUBLIC_KEY]]);
          const read = readCode(writeCode(code, PRIVATE_KEY), { ...door, keys });
          expect(read).toMatchObject({ state: 'good', code });
          expect(readSerial(formatSerial(code.serial))).toBe(code.serial);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('is refused with any character of it changed', () => {
    for (const [index, character] of Array.from(VECTOR.code).entries()) {
      const other = character === 'A' ? 'B' : 'A';
      const changed = VECTOR.code.slice(0, index) + other + VECTOR.code.slice(index + 1);
      expect(readCode(changed, DOOR).state).not.toBe('good');
    }
  });

  it('is refused when forged, of another event, expired, or no code at all', () => {
    const { privateKey } = newKeyPair();
    expect(readCode(writeCode(CODE, privateKey), DOOR).state).toBe('altered');
    const unknownKey = { ...CODE, keyNumber: 9 };
    expect(readCode(writeCode(unknownKey, PRIVATE_KEY), DOOR).state).toBe('altered');
    expect(readCode(VECTOR.code, { ...DOOR, eventId: '7' }).state).toBe('other_event');
    expect(readCode(VECTOR.code, { ...DOOR, now: CODE.notAfter }).state).toBe('expired');
    for (const text of ['', 'https://example.org', VECTOR.code.slice(1), `${VECTOR.code}A`]) {
      expect(readCode(text, DOOR).state).toBe('unknown');
    }
    const later = fromBase32(VECTOR.code) ?? new Uint8Array();
    later[0] = 2;
    expect(readCode(toBase32(later), DOOR).state).toBe('unknown');
  });
});

describe('a serial number', () => {
  it('is read as people type it', () => {
    expect(readSerial(` ${VECTOR.serial.toLowerCase().replace('-', ' ')} `)).toBe(CODE.serial);
    expect(readSerial('oooo-ilil')).toBe(readSerial('0000-1111'));
    for (const text of ['', 'K7QM', 'K7QM-4F2U', VECTOR.code]) {
      expect(readSerial(text)).toBeUndefined();
    }
  });
});

describe('digits that rotate', () => {
  const secret = fromHex(VECTOR.rotationSecret);

  it('are those of RFC 6238', () => {
    const ofTheRfc = new TextEncoder().encode('12345678901234567890');
    expect([59, 1_111_111_109, 20_000_000_000].map((at) => digitsAt(ofTheRfc, at))).toEqual([
      '287082',
      '081804',
      '353130',
    ]);
  });

  it('are taken for one step before and after, and told apart as old or wrong', () => {
    const { at, digits } = VECTOR;
    expect([-30, 0, 30].map((by) => stateOfDigits(secret, digits, at + by))).toEqual([
      'right',
      'right',
      'right',
    ]);
    expect(stateOfDigits(secret, digits, at + 60)).toBe('old');
    expect(stateOfDigits(secret, digits, at + 86_400)).toBe('wrong');
    expect(stateOfDigits(secret, digits, at - 60)).toBe('wrong');
  });
});

function fromHex(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, 'hex'));
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
