import { LANGUAGES } from '@boxoffice/contracts/formats';
import { MONEY_AS_WRITTEN } from '@boxoffice/contracts/money-as-written';
import { priceOrder, totalOf } from '@boxoffice/contracts/pricing';
import type { Mail, MailedOrganiser, MailTemplates } from '../mail.js';
import { writeMail } from './letters.js';

const FEE = { amountMinor: null, basisPoints: null, onFreeTickets: false };
const LINK = 'https://tickets.example/confirm?token=abc&x=1';
const BOOKING: MailTemplates['booking-confirmed'] = {
  name: 'John',
  bookingId: '42',
  eventName: 'Midnight Orchestra',
  venue: 'Harbour Hall',
  startsAt: '2027-05-25T18:00:00.000Z',
  timeZone: 'Europe/Berlin',
  lines: [
    { tier: 'VIP', quantity: 1, priceMinor: 10_000 },
    { tier: 'GA', quantity: 2, priceMinor: 1_000 },
  ],
  charges: null,
  totalMinor: 12_000,
  currency: 'USD',
  bookingLink: 'https://tickets.example/bookings/42',
};

const ORGANISER: MailedOrganiser = {
  name: 'Choir of St Mary',
  contactEmail: 'tickets@choir.example',
  documents: [
    { document: 'terms', link: 'https://choir.example/terms?a=1&b=2' },
    { document: 'refund_policy', link: 'https://tickets.example/events/1/legal/refund_policy' },
  ],
};
const CANCELLED: MailTemplates['event-cancelled'] = {
  name: 'John',
  eventName: 'Midnight Orchestra',
  venue: 'Harbour Hall',
  startsAt: BOOKING.startsAt,
  timeZone: 'Europe/Berlin',
  organiser: ORGANISER,
  message: '',
  bookings: [{ bookingId: '42', tickets: 3, totalMinor: 12_000 }],
  moreBookings: 0,
  totalMinor: 12_000,
  currency: 'USD',
  refunds: null,
  heldTickets: 2,
  links: [LINK],
};

const WHEN_AND_WHERE = {
  startsAt: BOOKING.startsAt,
  endsAt: null,
  doorsAt: null,
  timeZone: 'Europe/Berlin',
  venue: 'Harbour Hall',
  address: '1 Quay',
};
const CHANGED: MailTemplates['event-changed'] = {
  name: 'John',
  organiser: ORGANISER,
  message: '',
  events: [
    {
      eventName: 'Midnight Orchestra',
      tickets: 2,
      before: WHEN_AND_WHERE,
      after: { ...WHEN_AND_WHERE, doorsAt: '2027-05-25T17:00:00.000Z', address: '2 Quay\nHamburg' },
    },
  ],
  moreEvents: 0,
  links: [LINK],
};
const WRITTEN: MailTemplates['event-message'] = {
  name: 'John',
  organiser: ORGANISER,
  eventName: 'Midnight Orchestra',
  venue: 'Harbour Hall',
  startsAt: BOOKING.startsAt,
  timeZone: 'Europe/Berlin',
  subject: 'Another programme',
  message: 'Brahms <i>instead</i> of Bach.',
  links: [LINK],
};

const RETURNED: MailTemplates['money-returned'] = {
  name: 'John',
  eventName: 'Midnight Orchestra',
  venue: 'Harbour Hall',
  startsAt: BOOKING.startsAt,
  timeZone: 'Europe/Berlin',
  organiser: ORGANISER,
  bookingId: '42',
  reason: 'late',
  message: '',
  tickets: 0,
  amountMinor: 12_000,
  currency: 'USD',
  bookingLink: LINK,
};

const OFFERED: MailTemplates['ticket-offered'] = {
  eventName: 'Midnight Orchestra',
  venue: 'Harbour Hall',
  startsAt: BOOKING.startsAt,
  timeZone: BOOKING.timeZone,
  tier: 'VIP',
  expiresAt: BOOKING.startsAt,
  organiser: RETURNED.organiser,
  link: LINK,
};

const DISPUTED: MailTemplates['payment-disputed'] = {
  name: 'John',
  eventName: 'Midnight Orchestra',
  bookingId: '42',
  status: 'open',
  amountMinor: 12_000,
  withdrawnMinor: 12_000,
  currency: 'USD',
  link: LINK,
};

const WAITED_FOR = {
  eventName: 'Midnight Orchestra',
  venue: 'Harbour Hall',
  startsAt: BOOKING.startsAt,
  timeZone: 'Europe/Berlin',
  organiser: ORGANISER,
};

/** Every template, with a name in it. */
function everyMail(name: string): Pick<Mail, 'template' | 'data'>[] {
  return [
    { template: 'verify-email', data: { link: LINK } },
    { template: 'already-registered', data: { name, signInLink: LINK, resetLink: LINK } },
    { template: 'reset-password', data: { name, link: LINK } },
    { template: 'password-changed', data: { name, at: BOOKING.startsAt, resetLink: LINK } },
    {
      template: 'two-factor-changed',
      data: { name, enabled: true, at: BOOKING.startsAt, resetLink: LINK },
    },
    {
      template: 'organiser-invitation',
      data: { organiser: name, role: 'box_office', link: LINK },
    },
    { template: 'ticket-offered', data: { ...OFFERED } },
    { template: 'booking-confirmed', data: { ...BOOKING, name, bookingLink: LINK } },
    {
      template: 'bookings-confirmed',
      data: {
        name,
        bookings: [
          { ...BOOKING, bookingLink: LINK },
          { ...BOOKING, bookingId: '43' },
        ],
      },
    },
    { template: 'event-cancelled', data: { ...CANCELLED, name } },
    { template: 'money-differs', data: { name, sentences: ['7 ≠ 8'], more: 3, link: LINK } },
    { template: 'event-changed', data: { ...CHANGED, name } },
    { template: 'event-message', data: { ...WRITTEN, name } },
    {
      template: 'waitlist-offer',
      data: {
        ...WAITED_FOR,
        name,
        tier: 'GA',
        tickets: 2,
        until: '2027-05-01T18:00:00.000Z',
        bookingLink: LINK,
      },
    },
    { template: 'waitlist-refused', data: { ...WAITED_FOR, name, eventLink: LINK } },
    { template: 'money-returned', data: { ...RETURNED, name } },
    { template: 'payment-disputed', data: { ...DISPUTED, name } },
    { template: 'payment-disputed', data: { ...DISPUTED, name, status: 'raised' } },
  ];
}

describe('a written mail', () => {
  it.each(everyMail('John'))('of $template says the same in HTML and in text', (mail) => {
    const { subject, html, text } = writeMail(mail.template, mail.data);
    expect(subject).toMatch(/^\S.*\S$/);
    const greeting = ['verify-email', 'organiser-invitation', 'ticket-offered'].includes(
      mail.template,
    )
      ? 'Hello,'
      : 'Hello John,';
    expect(text).toContain(greeting);
    expect(text).toContain(LINK);
    expect(html).toContain(greeting);
    expect(html).toContain(`href="${LINK.replace('&', '&amp;')}"`);
  });

  it('of a booking shows what was bought, in the place and time of the event', () => {
    const { subject, html, text } = writeMail('booking-confirmed', BOOKING);
    expect(subject).toBe('Your tickets for Midnight Orchestra');
    for (const said of ['1 × VIP', '$100', '2 × GA', '$20', '$120', 'Harbour Hall']) {
      expect(html).toContain(said);
      expect(text).toContain(said);
    }
    expect(text).toContain('Tuesday, 25 May 2027');
    expect(text).toContain('20:00 CEST');
  });

  it('of a booking says it in German, as the German pages do', () => {
    const { subject, html, text } = writeMail('booking-confirmed', {
      ...BOOKING,
      currency: 'EUR',
      totalMinor: 12_050,
      language: 'de',
    });
    expect(subject).toBe('Ihre Tickets für Midnight Orchestra');
    expect(html).toContain('<html lang="de-DE">');
    expect(text.replace(/\s/g, ' ')).toContain('Dienstag, 25. Mai 2027, 20:00 MESZ');
    expect(text.replace(/\s/g, ' ')).toContain('Bezahlt: 120,50 €');
    expect(text).toContain('Guten Tag John,');
  });

  it.each(everyMail('John'))('of $template says nothing in English to a German', (mail) => {
    const lines = (language: 'en' | 'de'): string[] => {
      const { subject, text } = writeMail(mail.template, { ...mail.data, language });
      return [subject, ...text.split('\n')].filter((line) => /\p{L}{2}/u.test(line));
    };
    const english = new Set(lines('en'));
    const { subject: title, message } = WRITTEN;
    const names = [
      ...['Boxoffice', 'Midnight Orchestra', 'Harbour Hall', 'tickets@choir.example'],
      // What an organiser writes is in their language.
      ...[`Midnight Orchestra: ${title}`, title.toUpperCase(), `> ${message}`],
    ];
    const same = lines('de').filter(
      (line) => english.has(line) && !names.includes(line) && !line.startsWith('https://'),
    );
    expect(same).toEqual([]);
    expect(lines('de')).toHaveLength(lines('en').length);
  });

  it.each(MONEY_AS_WRITTEN)(
    'writes %i %s as the pages do: %s, %s',
    (minor, currency, ...expected) => {
      const lines = [{ tier: 'GA', quantity: 1, priceMinor: minor }];
      const written = LANGUAGES.map((language) => {
        const data = { ...BOOKING, lines, totalMinor: minor, currency, language };
        return writeMail('booking-confirmed', data).text.replace(/\s/g, ' ');
      });
      for (const [index, amount] of expected.entries()) {
        // The ticket and the total.
        expect(written[index]?.split(` ${amount} `)).toHaveLength(3);
      }
    },
  );

  it('says until when tickets can be returned, by the clock of the event', () => {
    // An hour earlier than where the mail is written from.
    const data = {
      ...BOOKING,
      timeZone: 'Europe/London',
      returnableUntil: '2027-05-18T18:00:00.000Z',
    };
    const english =
      'You can return tickets on your booking’s page until Tuesday, 18 May 2027, 19:00';
    const { text } = writeMail('booking-confirmed', data);
    expect(text.replace(/\s+/g, ' ')).toContain(english);
    const several = { name: 'John', bookings: [data, BOOKING] };
    const { text: together } = writeMail('bookings-confirmed', several);
    expect(together.replace(/\s+/g, ' ').split(english)).toHaveLength(2);
    const german = writeMail('booking-confirmed', { ...data, language: 'de' }).text;
    expect(german.replace(/\s+/g, ' ')).toContain('Bis Dienstag, 18. Mai 2027, 19:00');
    expect(writeMail('booking-confirmed', BOOKING).text).not.toContain('return tickets');
  });

  it('lists what is paid, and then what is in it', () => {
    const { lines, charges } = priceOrder(
      [{ tierId: '1', tier: 'VIP', quantity: 2, priceMinor: 10_000 }],
      {
        fees: [
          { ...FEE, name: 'Service fee', basisPoints: 500, per: 'ticket' },
          { ...FEE, name: 'Booking fee', amountMinor: 150, per: 'booking' },
        ],
        tax: { name: 'VAT', basisPoints: 700, included: false },
      },
      [{ amountMinor: 1_000, basisPoints: null, tierId: null, ticketTypeId: null }],
    );
    const data = { ...BOOKING, lines, charges, totalMinor: totalOf({ lines, charges }) };
    const { text, html } = writeMail('booking-confirmed', data);
    expect(text.replace(/\s+/g, ' ')).toContain(
      '2 × VIP: $202.24 Booking fee: $1.61 Paid: $203.85 Discount: -$20 Includes Service fee: $9 Includes 7% VAT: $13.35',
    );
    for (const part of ['Booking fee', '$1.61', 'Discount', 'Includes 7% VAT', '$13.35']) {
      expect(html).toContain(part);
    }
  });

  it('of a cancelled event says what is known of tickets and money, and promises nothing', () => {
    const message = 'The soloist is <b>ill</b>.\n\nWe’ll write to you.';
    const { subject, html, text } = writeMail('event-cancelled', { ...CANCELLED, message });
    expect(subject).toBe('Cancelled: Midnight Orchestra');
    for (const said of [
      'Choir of St Mary has cancelled Midnight Orchestra (Tuesday, 25 May 2027, 20:00 CEST).',
      'Choir of St Mary writes:\n> The soloist is <b>ill</b>.\n> We’ll write to you.',
      'Your tickets are no longer valid.',
      'Booking 42: 3 tickets: $120',
      'Choir of St Mary will be in touch about your money. If you have questions, write to tickets@choir.example.',
      'You were holding 2 tickets. That hold has ended, and you weren’t charged.',
    ]) {
      expect(text).toContain(said);
    }
    expect(html).toContain('The soloist is &lt;b&gt;ill&lt;/b&gt;.<br>');
    const refunds = { fees: 'without_fees', some: true } as const;
    const back = writeMail('event-cancelled', { ...CANCELLED, refunds }).text;
    expect(back).toContain('The price of your tickets is on its way back');
    expect(back).toContain('at the counter: Choir of St Mary will be in touch about it.');
    const free = writeMail('event-cancelled', {
      ...CANCELLED,
      bookings: [{ bookingId: '42', tickets: 1, totalMinor: 0 }],
      totalMinor: 0,
      heldTickets: 0,
    });
    expect(free.text).toContain('Your ticket is no longer valid.');
    expect(free.text).not.toMatch(/money|refunded|writes:|holding/);
  });

  it('of a changed event says what was and what is, and nothing that stays', () => {
    const { subject, html, text } = writeMail('event-changed', CHANGED);
    expect(subject).toBe('New details: Midnight Orchestra');
    for (const said of [
      'Midnight Orchestra (Tuesday, 25 May 2027, 20:00 CEST)',
      'Doors open: Tuesday, 25 May 2027, 19:00 CEST\n  Before: not announced',
      'Address: 2 Quay, Hamburg\n  Before: 1 Quay',
      'Your tickets stay valid.',
    ]) {
      expect(text).toContain(said);
    }
    expect(text).not.toMatch(/Begins|Ends|Venue|writes:/);
    expect(html).toContain('Before: 1 Quay');
    const german = writeMail('event-changed', { ...CHANGED, language: 'de' }).text;
    expect(german).toContain('Einlass: Dienstag, 25. Mai 2027, 19:00 MESZ\n  Bisher: keine Angabe');
  });

  it('of an organiser’s message passes its words on as text', () => {
    const { subject, html, text } = writeMail('event-message', WRITTEN);
    expect(subject).toBe('Midnight Orchestra: Another programme');
    expect(text).toContain('Choir of St Mary writes:\n> Brahms <i>instead</i> of Bach.');
    expect(html).toContain('Brahms &lt;i&gt;instead&lt;/i&gt; of Bach.');
  });

  it('about tickets ends with who sells them: each organiser once', () => {
    const { text, html } = writeMail('bookings-confirmed', {
      name: '',
      bookings: [ORGANISER, { ...ORGANISER, name: 'Another choir' }, ORGANISER].map(
        (organiser) => ({
          ...BOOKING,
          organiser,
        }),
      ),
    });
    const seller = (name: string): string =>
      `Tickets sold by ${name}\ntickets@choir.example\nTerms: https://choir.example/terms?a=1&b=2\nRefund policy: https://tickets.example/events/1/legal/refund_policy`;
    expect(text.split(seller('Choir of St Mary'))).toHaveLength(2);
    expect(text).toContain(seller('Another choir'));
    expect(html).toContain('href="mailto:tickets@choir.example"');
    expect(html).toContain('href="https://choir.example/terms?a=1&amp;b=2"');
    const confirmed = { ...BOOKING, organiser: ORGANISER };
    expect(writeMail('booking-confirmed', confirmed).text).toContain(seller('Choir of St Mary'));
  });

  it('takes a time zone that nobody knows for UTC', () => {
    const { text } = writeMail('booking-confirmed', { ...BOOKING, timeZone: 'Mars/Olympus' });
    expect(text).toContain('18:00 UTC');
  });

  it('has what people typed as text, not as markup', () => {
    const typed = `<img src=x onerror="alert('1')">&amp;`;
    const { html } = writeMail('booking-confirmed', {
      ...BOOKING,
      eventName: typed,
      venue: typed,
      lines: [{ tier: typed, quantity: 1, priceMinor: 1 }],
    });
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;amp;');
  });

  it('has a subject of one line, whatever the event is called', () => {
    const { subject } = writeMail('booking-confirmed', {
      ...BOOKING,
      eventName: 'Gala\r\nBcc: victim@example.com\u2028\u202eX\0',
    });
    expect(subject).toBe('Your tickets for Gala Bcc: victim@example.com X');
  });

  it.each([
    'Win at https://evil.example',
    'www.evil.example',
    'evil.example',
    'me@evil.example',
    'a'.repeat(61),
    ' \r\n ',
  ])('does not greet %j by its name', (name) => {
    for (const mail of everyMail(name)) {
      const { html, text } = writeMail(mail.template, mail.data);
      expect(text).toContain('Hello,');
      expect(`${html}${text}`).not.toContain('evil');
    }
  });

  it('greets people whose names are not English', () => {
    for (const name of ["Zoë O'Brien-Łukasz", '山田 太郎', 'علی‌رضا', 'Dr. Jane Doe Jr.']) {
      expect(writeMail('reset-password', { name, link: LINK }).text).toContain(`Hello ${name},`);
    }
  });

  it('cannot be made to add lines to the text', () => {
    const { text } = writeMail('reset-password', {
      name: 'Bob,\n\nYour account is locked',
      link: LINK,
    });
    expect(text).toContain('Hello Bob, Your account is locked,');
  });

  it('leads to addresses of the web only', () => {
    expect(() =>
      writeMail('reset-password', { name: 'John', link: 'javascript:alert(1)' }),
    ).toThrow('A link leads off the web.');
  });

  it('is readable where mail programs are dark', () => {
    const { html } = writeMail('booking-confirmed', BOOKING);
    expect(html).toContain('name="color-scheme" content="light dark"');
    expect(html).toContain('@media (prefers-color-scheme: dark)');
  });
});
