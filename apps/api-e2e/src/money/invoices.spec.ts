import type {
  BookingPapersDto,
  Envelope,
  ExportLinkDto,
  OrganiserInvoicesDto,
  ReservationDto,
  SignInDto,
} from '@boxoffice/contracts';
import { request } from '@boxoffice/testing';
import { extractText, getDocumentProxy } from 'unpdf';
import { signedInBy, stranger, type SignedIn } from '../accounts/people.ts';
import { founded, memberOf, type Organisation } from '../organisers/organisations.ts';
import { readCsv, sumOf } from '../reports/exported.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { openSale } from '../setup/open-sale.ts';
import { rounds } from '../setup/torture.ts';
import { until } from '../setup/until.ts';
import { useApi } from '../setup/use-api.ts';

const SETTINGS = {
  legalName: 'Chor St. Marien e. V.',
  street: 'Kirchgasse 3',
  postalCode: '50667',
  city: 'Köln',
  country: 'DE',
  vatId: '',
  taxNumber: '215/5000/0001',
  exemptionNote: 'Gemäß § 19 UStG wird keine Umsatzsteuer berechnet.',
  prefix: 'SM-',
  footer: 'Vereinsregister Köln VR 1234',
};

const BILLING = {
  name: 'Παπαδόπουλος & Щербаков GmbH',
  street: 'Église 1',
  postalCode: '1204',
  city: 'Genève',
  country: 'CH',
  vatId: 'che 123 456 789',
};

/** Any number that nobody else uses for an advisory lock. */
const GATE = 4_711;

describe('receipts and invoices', () => {
  const api = useApi({ DEMO_IDENTITY: 'off' }, 1);
  let choir: Organisation;
  let eventId: string;

  beforeAll(async () => {
    choir = await founded(api);
    ({ eventId } = await openSale(api.sql, { GA: 500 }));
    await api.sql.execute(`UPDATE events SET organiser_id = $1, currency = 'EUR' WHERE id = $2`, [
      choir.id,
      eventId,
    ]);
  });

  const ofChoir = (path: string): string => `/organisers/${choir.id}${path}`;

  async function guest(language = 'en'): Promise<SignedIn> {
    const person = stranger();
    const { name, email } = person;
    const said = { headers: { 'accept-language': language } };
    return signedInBy(
      await api.post<Envelope<SignInDto>>('/auth/guest', { name, email }, said),
      person,
    );
  }

  /** Holds tickets, and pays for them. */
  async function buy(buyer: SignedIn, { pays = true, quantity = 1 } = {}): Promise<string> {
    const { headers } = buyer;
    const held = await api.post<Envelope<ReservationDto>>(
      '/booking/reserve',
      { eventId, tickets: [{ tier: 'GA', quantity }] },
      { headers },
    );
    const { bookingId, reservedTickets } = held.body.data;
    if (!pays) return bookingId;
    const ticketIds = reservedTickets.map(({ id }) => id);
    const paid = await api.post('/booking/confirm', { ticketIds, bookingId }, { headers });
    expect(paid.status).toBe(200);
    return bookingId;
  }

  async function pdf(
    path: string,
    { headers }: SignedIn,
  ): Promise<{ headers: Headers; text: string; bytes: Buffer }> {
    const answer = await fetch(api.at(path), { headers });
    expect({ path, status: answer.status }).toEqual({ path, status: 200 });
    const bytes = Buffer.from(await answer.arrayBuffer());
    const document = await getDocumentProxy(new Uint8Array(bytes));
    const { text } = await extractText(document, { mergePages: true });
    return { headers: answer.headers, text: text.replaceAll(/\s+/g, ' '), bytes };
  }

  async function papers(bookingId: string, { headers }: SignedIn): Promise<BookingPapersDto> {
    const path = `/bookings/${bookingId}/papers`;
    return (await api.get<Envelope<BookingPapersDto>>(path, { headers })).body.data;
  }

  it('are a receipt alone until the organisation has said what its invoices say', async () => {
    const buyer = await guest();
    const held = await buy(buyer, { pays: false });
    for (const paper of ['receipt.pdf', 'invoice.pdf']) {
      const refused = await api.get(`/bookings/${held}/${paper}`, buyer);
      expectProblem(refused, 409, 'BOOKING_STATE_CONFLICT');
    }
    const paid = await buy(buyer);
    const receipt = await pdf(`/bookings/${paid}/receipt.pdf`, buyer);
    expect(receipt.text).toContain('Choir of St Mary');
    expect(receipt.text).toContain('Total €10.00 Paid online on');
    expect(await papers(paid, buyer)).toMatchObject({ hasReceipt: true, invoice: 'none' });
    const without = await api.get(`/bookings/${paid}/invoice.pdf`, buyer);
    expectProblem(without, 409, 'INVOICE_DETAILS_MISSING');

    const manager = await memberOf(api, choir, 'manager');
    const path = ofChoir('/invoice-settings');
    expectProblem(await api.put(path, SETTINGS, manager), 403, 'FORBIDDEN');
    const wrong = { ...SETTINGS, country: 'XX', prefix: 'a/b', vatId: '1' };
    expectProblem(await api.put(path, wrong, choir.owner), 422, 'VALIDATION_FAILED');
    expect(await api.put(path, SETTINGS, choir.owner)).toMatchObject({ status: 200 });
    // An older booking, when somebody asks for it.
    const { text } = await pdf(`/bookings/${paid}/invoice.pdf`, buyer);
    expect(text).toMatch(/Invoice SM-\d{4}-000001/);
    // Switched off, no more are issued.
    await api.put(path, { ...SETTINGS, enabled: false }, choir.owner);
    const later = await buy(buyer);
    const unissued = await api.get(`/bookings/${later}/invoice.pdf`, buyer);
    expectProblem(unissued, 409, 'INVOICE_DETAILS_MISSING');
    await api.put(path, SETTINGS, choir.owner);
    const settings = await api.get<Envelope<{ nextNumber: string }>>(path, manager);
    expect(settings.body.data.nextNumber).toMatch(/^SM-\d{4}-000002$/);
  });

  it('follow a payment by themselves, in the buyer’s language, for them and the organisation alone', async () => {
    const buyer = await guest('de');
    const bookingId = await buy(buyer, { quantity: 2 });
    const issued = await until('the invoice', async () => {
      const found = await papers(bookingId, buyer);
      return found.invoice === 'issued' && found;
    });
    expect(issued).toMatchObject({
      billing: null,
      billingChangeable: true,
      documents: [{ kind: 'invoice', totalMinor: 2_000, currency: 'EUR', corrects: null }],
    });
    const [first] = issued.documents;
    const invoice = await pdf(`/bookings/${bookingId}/invoice.pdf`, buyer);
    expect(invoice.headers.get('content-type')).toBe('application/pdf');
    expect(invoice.headers.get('content-disposition')).toBe(
      `inline; filename="Rechnung ${first?.number}.pdf"`,
    );
    for (const part of [
      `Rechnung ${first?.number}`,
      'Chor St. Marien e. V. · Kirchgasse 3 · 50667 Köln',
      buyer.name,
      'GA 2 10,00 € 20,00 €',
      'Gesamtbetrag 20,00 €',
      SETTINGS.exemptionNote,
      'Steuernummer 215/5000/0001',
    ]) {
      expect(invoice.text).toContain(part);
    }

    // The same at the organisation, and to nobody else.
    const boxOffice = await memberOf(api, choir, 'box_office');
    const there = ofChoir(`/events/${eventId}/bookings/${bookingId}`);
    expect((await pdf(`${there}/invoice.pdf`, boxOffice)).bytes.equals(invoice.bytes)).toBe(true);
    // Of somebody at the counter, whose language nobody asked: as the organisation speaks, not who sells.
    await api.sql.execute(
      `UPDATE users SET language = NULL WHERE id = (SELECT user_id FROM bookings WHERE id = $1)`,
      [bookingId],
    );
    await api.sql.execute(`UPDATE organisers SET language = 'de' WHERE id = $1`, [choir.id]);
    const english = { ...boxOffice, headers: { ...boxOffice.headers, 'accept-language': 'en' } };
    expect((await pdf(`${there}/receipt.pdf`, english)).text).toContain('Gesamtbetrag 20,00 €');
    await api.sql.execute(`UPDATE organisers SET language = 'en' WHERE id = $1`, [choir.id]);
    const stranger = await guest();
    for (const path of ['papers', 'receipt.pdf', 'invoice.pdf', `papers/${first?.id}`]) {
      const refused = await api.get(`/bookings/${bookingId}/${path}`, stranger);
      expectProblem(refused, 404, 'BOOKING_NOT_FOUND');
    }
    const own = await buy(stranger);
    const foreign = await api.get(`/bookings/${own}/papers/${first?.id}`, stranger);
    expectProblem(foreign, 404, 'INVOICE_NOT_FOUND');
  });

  it('are cancelled and issued again when the buyer says whom they are for', async () => {
    const buyer = await guest();
    const bookingId = await buy(buyer);
    const before = await pdf(`/bookings/${bookingId}/invoice.pdf`, buyer);
    const path = `/bookings/${bookingId}/billing`;
    const { headers } = buyer;
    const wrong = await api.put(path, { ...BILLING, name: ' ' }, { headers });
    expectProblem(wrong, 422, 'VALIDATION_FAILED');
    const { body } = await api.put<Envelope<BookingPapersDto>>(path, BILLING, { headers });
    const { documents, billing } = body.data;
    expect(billing).toEqual({ ...BILLING, vatId: 'CHE123456789' });
    expect(documents.map(({ kind, totalMinor }) => [kind, totalMinor])).toEqual([
      ['invoice', 1_000],
      ['credit_note', -1_000],
      ['invoice', 1_000],
    ]);
    const [old, note] = documents;
    expect(note?.corrects).toBe(old?.number);
    // What was issued is as it was.
    const again = await pdf(`/bookings/${bookingId}/papers/${old?.id}`, buyer);
    expect(again.bytes.equals(before.bytes)).toBe(true);
    const { text } = await pdf(`/bookings/${bookingId}/invoice.pdf`, buyer);
    expect(text).toContain('Παπαδόπουλος & Щербаков GmbH Église 1 1204 Genève Switzerland');
    const credited = await pdf(`/bookings/${bookingId}/papers/${note?.id}`, buyer);
    expect(credited.text).toContain(`Corrects invoice ${old?.number}`);
    expect(credited.text).toContain('Total credited -€10.00');
  });

  it('are e-invoices where the organisation turns that on and nothing is missing', async () => {
    const path = ofChoir('/invoice-settings');
    const unknown = { ...SETTINGS, eInvoice: true, taxNumber: '' };
    const refused = await api.put(path, unknown, choir.owner);
    expectProblem(refused, 422, 'VALIDATION_FAILED');
    expect(refused.body).toMatchObject({ errors: [{ field: 'taxNumber' }] });
    expect(await api.put(path, { ...SETTINGS, eInvoice: true }, choir.owner)).toMatchObject({
      status: 200,
      body: { data: { settings: { eInvoice: true } } },
    });
    const buyer = await guest('de');
    const bookingId = await buy(buyer, { quantity: 3 });
    await pdf(`/bookings/${bookingId}/invoice.pdf`, buyer);
    const xmlOf = (id = ''): string => `/bookings/${bookingId}/papers/${id}/e-invoice.xml`;
    const [plain] = (await papers(bookingId, buyer)).documents;
    expect(plain?.isEInvoice).toBe(false);
    const none = await api.get(xmlOf(plain?.id), buyer);
    expectProblem(none, 409, 'E_INVOICE_DETAILS_MISSING');
    expect(none.body).toMatchObject({
      detail: `${plain?.number} is no e-invoice: the buyer gave no billing address.`,
    });

    const { headers } = buyer;
    await api.put(`/bookings/${bookingId}/billing`, BILLING, { headers });
    await api.put(path, SETTINGS, choir.owner);
    const { documents } = await papers(bookingId, buyer);
    expect(documents.map(({ isEInvoice }) => isEInvoice)).toEqual([false, false, true]);
    const { id = '', number = '' } = documents.at(-1) ?? {};
    const answer = await fetch(api.at(xmlOf(id)), { headers });
    expect(answer.headers.get('content-type')).toBe('application/xml; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="Rechnung ${number}.xml"`,
    );
    const xml = await answer.text();
    for (const part of [
      `<ram:ID>${number}</ram:ID>`,
      '<ram:Name>Παπαδόπουλος &amp; Щербаков GmbH</ram:Name>',
      '<ram:ID schemeID="VA">CHE123456789</ram:ID>',
      `<ram:ExemptionReason>${SETTINGS.exemptionNote}</ram:ExemptionReason>`,
      '<ram:GrandTotalAmount>30.00</ram:GrandTotalAmount>',
    ]) {
      expect(xml).toContain(part);
    }
    const paper = await pdf(`/bookings/${bookingId}/papers/${id}`, buyer);
    expect(paper.text).toContain('Gesamtbetrag 30,00 €');
    const files = await (await getDocumentProxy(new Uint8Array(paper.bytes))).getAttachments();
    expect([...(files as Map<string, unknown>).keys()]).toEqual(['factur-x.xml']);

    // The same at the organisation, and to nobody else.
    const there = ofChoir(`/invoices/${id}/e-invoice.xml`);
    const boxOffice = await memberOf(api, choir, 'box_office');
    const same = await fetch(api.at(there), { headers: boxOffice.headers });
    expect(await same.text()).toBe(xml);
    expectProblem(await api.get(xmlOf(id), await guest()), 404, 'BOOKING_NOT_FOUND');
    const own = await buy(buyer);
    const foreign = await api.get(`/bookings/${own}/papers/${id}/e-invoice.xml`, buyer);
    expectProblem(foreign, 404, 'INVOICE_NOT_FOUND');
  });

  it('are taken back by a credit note for each refund, until an invoice and its credit notes net to zero', async () => {
    const buyer = await guest('de');
    const bookingId = await buy(buyer, { quantity: 3 });
    const refunds = ofChoir(`/events/${eventId}/bookings/${bookingId}/refunds`);
    const { rows } = await api.sql.row<{ rows: string[] }>(
      'SELECT ticket_ids AS rows FROM bookings WHERE id = $1',
      [bookingId],
    );
    // Maybe before the invoice: of two at once for one ticket, one goes back.
    const first = await Promise.all(
      [1, 2].map(() => api.post(refunds, { ticketIds: rows.slice(0, 1) }, choir.owner)),
    );
    expect(first.map(({ status }) => status).sort()).toEqual([200, 404]);
    await api.post(refunds, { amountMinor: 250, note: 'Schlechte Sicht.' }, choir.owner);
    await api.post(refunds, {}, choir.owner);
    const { documents, ...all } = await until('three credit notes', async () => {
      const found = await papers(bookingId, buyer);
      return found.documents.length === 4 && found;
    });
    expect(documents.map(({ kind, totalMinor }) => [kind, totalMinor])).toEqual([
      ['invoice', 3_000],
      ['credit_note', -1_000],
      ['credit_note', -250],
      ['credit_note', -1_750],
    ]);
    expect(all).toMatchObject({ hasReceipt: true, billingChangeable: false });
    const texts: string[] = [];
    for (const { id } of documents) {
      texts.push((await pdf(`/bookings/${bookingId}/papers/${id}`, buyer)).text);
    }
    expect(texts[0]).toContain('GA 3 10,00 € 30,00 €');
    expect(texts[1]).toContain('GA 1 -10,00 €');
    expect(texts[2]).toContain('Schlechte Sicht.');
    expect(texts[2]).toContain('Teil des Betrags -2,50 €');
    expect(texts[3]).toContain('Restbetrag für 2 × GA -17,50 €');
    // The ticket that was given back first has a booking of its own, and the same papers.
    const { id: returned } = await api.sql.row<{ id: string }>(
      `SELECT returned_booking_id AS id FROM refunds WHERE booking_id = $1 AND returned_booking_id <> $1`,
      [bookingId],
    );
    expect(returned).not.toBe(bookingId);
    expect((await papers(returned, buyer)).documents).toEqual(documents);
    await pdf(`/bookings/${returned}/papers/${documents[1]?.id}`, buyer);
  });

  it('of an organisation are listed in pages and exported for the accountant, a year at a time', async () => {
    const { owner } = choir;
    const seen: string[] = [];
    let before = '';
    for (;;) {
      const { body } = await api.get<Envelope<OrganiserInvoicesDto>>(
        ofChoir(`/invoices?limit=2${before}`),
        owner,
      );
      seen.push(...body.data.invoices.map(({ number }) => number));
      if (body.data.next === null) break;
      before = `&before=${body.data.next}`;
    }
    const { rows, total, year } = await api.sql.row<{ rows: string; total: string; year: number }>(
      `SELECT count(*) AS rows, sum(total_minor) AS total, max(year) AS year FROM invoices
       WHERE organiser_id = $1`,
      [choir.id],
    );
    expect(seen).toHaveLength(Number(rows));
    expect(seen).toEqual([...seen].sort().reverse());
    const other = await api.get<Envelope<OrganiserInvoicesDto>>(
      ofChoir('/invoices?year=2025'),
      owner,
    );
    expect(other.body.data).toEqual({ invoices: [], next: null, years: [year] });

    const found = async (query: string): Promise<string[]> => {
      const path = ofChoir(`/invoices?${query}`);
      const { body } = await api.get<Envelope<OrganiserInvoicesDto>>(path, owner);
      return body.data.invoices.map(({ number }) => number);
    };
    const [newest = ''] = seen;
    const notes = await found('kind=credit_note');
    expect(notes.length).toBeGreaterThan(0);
    expect((await found('kind=invoice')).length).toBe(seen.length - notes.length);
    expect(await found(`search=${newest.toLowerCase()}`)).toEqual([newest]);
    expect(await found(`search=${Number(newest.split('-').at(-1))}`)).toEqual([newest]);
    expect(await found('search=SM')).toEqual([]);
    const { ofBooking } = await api.sql.row<{ ofBooking: string }>(
      `SELECT booking_id AS "ofBooking" FROM invoices WHERE organiser_id = $1 AND number = $2`,
      [choir.id, newest],
    );
    expect(await found(`search=${ofBooking}`)).toContain(newest);
    expectProblem(await api.get(ofChoir('/invoices?kind=x'), owner), 422, 'VALIDATION_FAILED');

    const order = { year, format: 'csv', language: 'en' };
    const link = await api.post<Envelope<ExportLinkDto>>(
      ofChoir('/invoices/exports'),
      order,
      owner,
    );
    expect(link.status).toBe(201);
    const file = await fetch(`${api.process.url}${link.body.data.url}`);
    expect(file.headers.get('content-disposition')).toContain(`Invoices ${year}.csv`);
    const exported = readCsv(Buffer.from(await file.arrayBuffer()));
    expect(exported.map((row) => row.Number)).toEqual([...seen].reverse());
    expect(sumOf(exported, 'Gross') * 100).toBe(Number(total));
    expect(exported.find((row) => row.Corrects !== '')).toMatchObject({
      Kind: 'Credit note',
      Gross: '-10.00',
      Currency: 'EUR',
    });
  });

  it('are exported with the account, and stay when it is erased', async () => {
    const buyer = await memberOf(api, { id: '1' }, 'door');
    const bookingId = await buy(buyer);
    await api.put(`/bookings/${bookingId}/billing`, BILLING, buyer);
    await pdf(`/bookings/${bookingId}/invoice.pdf`, buyer);
    const exported = await api.get<unknown>('/account/data', buyer);
    expect(JSON.stringify(exported.body)).toContain(BILLING.name);
    const { headers, password } = buyer;
    const erased = await api.post('/account/erase', { password }, { headers });
    expect(erased.status).toBe(200);
    const left = await api.sql.row<{ invoices: string; details: string }>(
      `SELECT (SELECT count(*) FROM invoices WHERE booking_id = $1) AS invoices,
         (SELECT count(*) FROM billing_details WHERE booking_id = $1) AS details`,
      [bookingId],
    );
    expect(left).toEqual({ invoices: '1', details: '0' });
  });

  it.each(rounds(1))('have no gaps after kill -9 with numbers in hand (%i)', async () => {
    let other = await api.startAnother();
    const buyers = await Promise.all(Array.from({ length: 5 }, () => guest()));
    await api.sql.execute(
      `CREATE OR REPLACE FUNCTION wait_at_the_gate() RETURNS trigger LANGUAGE plpgsql AS
         'BEGIN PERFORM pg_advisory_xact_lock_shared(${GATE}); RETURN NEW; END';
       CREATE OR REPLACE TRIGGER gate BEFORE INSERT ON invoices
         FOR EACH ROW EXECUTE FUNCTION wait_at_the_gate()`,
    );
    const bought = await api.sql.transaction(async (client) => {
      await client.query(`SELECT pg_advisory_xact_lock(${GATE})`);
      const bookings = await Promise.all(
        buyers.flatMap((buyer) =>
          Array.from({ length: 4 }, async () => ({ buyer, bookingId: await buy(buyer) })),
        ),
      );
      // Behind the gate, a job has taken its numbers; others wait for the counter.
      await until('an invoice is about to be written', async () => {
        const { waiting } = await api.sql.row<{ waiting: string }>(
          `SELECT count(*) AS waiting FROM pg_locks
           WHERE locktype = 'advisory' AND objid = ${GATE} AND NOT granted`,
        );
        return Number(waiting) > 0;
      });
      // Whichever of the two has the numbers.
      const killed = { code: null, signal: 'SIGKILL' };
      expect(await Promise.all([api.process.kill(), other.kill()])).toEqual([killed, killed]);
      return bookings;
    });
    await api.sql.execute('DROP TRIGGER gate ON invoices');
    await api.restart();
    other = await api.startAnother();
    await Promise.all(
      bought.map(async ({ buyer, bookingId }, index) => {
        const at = `${(index % 2 ? other : api.process).url}/api/v1/bookings/${bookingId}/invoice.pdf`;
        expect(await request(at, buyer)).toMatchObject({ status: 200 });
      }),
    );
    await other.stop();
    const [sums] = await api.sql.rows(
      `SELECT count(*)::integer AS count, max(sequence) AS last, count(DISTINCT sequence)::integer AS numbers
       FROM invoices WHERE organiser_id = $1`,
      [choir.id],
    );
    const { count, last, numbers } = sums as { count: number; last: number; numbers: number };
    expect({ last, numbers }).toEqual({ last: count, numbers: count });
    const ofBookings = await api.sql.row(
      `SELECT count(*)::integer AS invoices FROM invoices WHERE booking_id = ANY ($1::bigint[])`,
      [bought.map(({ bookingId }) => bookingId)],
    );
    expect(ofBookings).toEqual({ invoices: bought.length });
  });
});
