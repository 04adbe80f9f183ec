import fc from 'fast-check';
import {
  mergeScans,
  REENTRY_RULES,
  soldTicket,
  type MergedScan,
  type ScanKind,
} from './merge-scans.js';

const at = (minute: number): string => new Date(Date.UTC(2027, 2, 14, 18, minute)).toISOString();

function scan(nonce: string, fields: Partial<MergedScan> = {}): MergedScan {
  return {
    ticketId: '1',
    bookingId: '4',
    deviceId: '7',
    nonce,
    kind: 'in',
    undoes: null,
    scannedAt: at(0),
    ...fields,
  };
}

/** Scans of few tickets, devices, nonces and minutes, so that they meet. */
const ANY_SCAN = fc
  .record({
    ticketId: fc.constantFrom('1', '2', '3'),
    deviceId: fc.constantFrom('7', '8', '9'),
    number: fc.integer({ min: 0, max: 5 }),
    kind: fc.constantFrom<ScanKind>('in', 'in', 'in', 'out', 'undo'),
    minute: fc.integer({ min: 0, max: 4 }),
  })
  .map(({ number, kind, minute, ...rest }): MergedScan => {
    // What a scan is follows from its name, as on a device: the same name never stands for two.
    const nonce = `${kind}-${number}-${minute}`;
    const undoes = kind === 'undo' ? `in-${number}-${minute}` : null;
    const bookingId = number % 2 === 0 ? '4' : '5';
    return { ...rest, bookingId, nonce, kind, undoes, scannedAt: at(minute) };
  });

const inOrder = (merged: ReturnType<typeof mergeScans>) =>
  [...merged].sort(([one], [other]) => one.localeCompare(other));

describe('merging scans', () => {
  it.each(REENTRY_RULES)(
    'comes to the same in any order of arrival, however often each arrives (%s)',
    (rule) => {
      const arrivals = fc.array(ANY_SCAN, { maxLength: 40 }).chain((scans) =>
        fc.tuple(
          fc.constant(scans),
          fc.shuffledSubarray([...scans, ...scans], {
            minLength: scans.length * 2,
            maxLength: scans.length * 2,
          }),
        ),
      );
      fc.assert(
        fc.property(arrivals, ([scans, again]) => {
          expect(inOrder(mergeScans(again, rule))).toEqual(inOrder(mergeScans(scans, rule)));
        }),
      );
    },
  );

  it('counts each scan that was not taken back exactly once: as an entry, or as a double one', () => {
    fc.assert(
      fc.property(fc.array(ANY_SCAN, { maxLength: 40 }), (scans) => {
        const keys = new Set(
          scans
            .filter(
              ({ kind, ticketId, deviceId, nonce }) =>
                kind === 'in' &&
                !scans.some(
                  (other) =>
                    other.ticketId === ticketId &&
                    other.deviceId === deviceId &&
                    other.undoes === nonce,
                ),
            )
            .map(({ ticketId, deviceId, nonce }) => [ticketId, deviceId, nonce].join()),
        );
        const merged = [...mergeScans(scans, 'none').values()];
        const counted = merged.reduce(
          (sum, { first, doubles }) => sum + (first ? 1 : 0) + doubles.length,
          0,
        );
        expect(counted).toBe(keys.size);
      }),
    );
  });

  it('lets the earliest in, though it arrives last, and lists the others with what they met', () => {
    const late = scan('late', { deviceId: '8', scannedAt: at(5) });
    const early = scan('early');
    const { isIn, first, doubles } = mergeScans([late, early], 'none').get('1 4') ?? {};
    expect({ isIn, first, doubles }).toEqual({
      isIn: true,
      first: early,
      doubles: [{ scan: late, since: early }],
    });
  });

  it('forgets what was taken back, also if that arrives first, and by its own device alone', () => {
    const first = scan('first');
    const undo = scan('undo', { kind: 'undo', undoes: 'first', scannedAt: at(1) });
    const later = scan('later', { deviceId: '8', scannedAt: at(2) });
    expect(mergeScans([undo, first, later], 'none').get('1 4')).toMatchObject({
      first: later,
      doubles: [],
    });
    const foreign = { ...undo, deviceId: '8' };
    expect(mergeScans([foreign, first], 'none').get('1 4')?.first).toBe(first);
  });

  it('lets in whoever has a ticket that was given back by somebody who had come in', () => {
    const before = scan('before');
    const buyer = scan('buyer', { bookingId: '5', scannedAt: at(1) });
    const copy = scan('copy', { bookingId: '5', deviceId: '8', scannedAt: at(2) });
    const late = scan('late', { deviceId: '9', scannedAt: at(3) });
    const merged = mergeScans([late, copy, buyer, before], 'none');
    expect(merged.get(soldTicket(buyer))).toMatchObject({
      first: buyer,
      doubles: [{ scan: copy, since: buyer }],
    });
    expect(merged.get(soldTicket(before))).toMatchObject({
      first: before,
      doubles: [{ scan: late, since: before }],
    });
  });

  it('lets in again as the rule says', () => {
    const first = scan('first');
    const out = scan('out', { kind: 'out', scannedAt: at(1) });
    const again = scan('again', { scannedAt: at(2) });
    const third = scan('third', { scannedAt: at(3) });
    const doublesBy = (rule: (typeof REENTRY_RULES)[number]) =>
      mergeScans([first, out, again, third], rule)
        .get('1 4')
        ?.doubles.map(({ scan: { nonce } }) => nonce);
    expect(doublesBy('none')).toEqual(['again', 'third']);
    expect(doublesBy('after_exit')).toEqual(['third']);
    expect(doublesBy('free')).toEqual([]);
    expect(mergeScans([first, out], 'after_exit').get('1 4')?.isIn).toBe(false);
  });
});
