import { fileNameOf } from './file-name.js';

describe('the name of an exported file', () => {
  it.each([
    ['Mass in B minor', 'Mass in B minor - Bookings.csv'],
    ['Grüße aus 東京', 'Grüße aus 東京 - Bookings.csv'],
    ['AC/DC: "Live" \\ *?<>|', 'AC DC Live - Bookings.csv'],
    ['../../etc/passwd', 'etc passwd - Bookings.csv'],
    ['a\r\nSet-Cookie: b', 'a Set-Cookie b - Bookings.csv'],
    ['\u202Egnp.exe', 'gnp.exe - Bookings.csv'],
    ['///', 'Bookings.csv'],
    ['🎫'.repeat(100), `${'🎫'.repeat(80)} - Bookings.csv`],
  ])('of %j is one that every system takes', (event, expected) => {
    expect(fileNameOf(event, 'Bookings', 'csv')).toBe(expected);
  });
});
