import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';

/** A payment as its provider says that it took it. */
export interface StatedPayment {
  /** What the provider calls it: `payments.provider_reference`. */
  reference: string;
  /** In the smallest unit of the currency; without what was given back. */
  amountMinor: number;
  /** ISO 4217. */
  currency: string;
  /** When it began at the provider, by the provider's clock. */
  createdAt: Date;
}

/** An organiser who is paid by a provider. */
export interface StatedOrganiser {
  id: string;
  /** Since when the provider knows them as it does today: what was captured before, it may not find. */
  knownSince: Date;
}

/** A provider that can be asked what it took. */
export interface StatementSource {
  /** As it stands with payments. */
  provider: string;
  organisers: () => Promise<StatedOrganiser[]>;
  /**
   * Captures of an organiser's payments that began at the provider since then, in pages as it gives them. Never called
   * within a transaction.
   */
  pages: (organiserId: string, since: Date) => AsyncIterable<StatedPayment[]>;
}

/** No further back than the provider knows the organiser. */
const BEGIN_SQL = `
  INSERT INTO provider_statements (provider, organiser_id, asked_at, since)
  VALUES ($1, $2, now(), greatest($3::timestamptz, now() - make_interval(days => $4)))
  ON CONFLICT ON CONSTRAINT provider_statements_pkey
    DO UPDATE SET asked_at = now(), since = excluded.since, read_at = NULL
  RETURNING since`;

const PAGE_SQL = `
  INSERT INTO provider_payments (provider, organiser_id, reference, amount_minor, currency, created_at)
  SELECT DISTINCT ON (reference) $1, $2::bigint, reference, "amountMinor", currency, "createdAt"
  FROM jsonb_to_recordset($3::jsonb)
    AS payment (reference text, "amountMinor" bigint, currency text, "createdAt" timestamptz)
  ORDER BY reference
  ON CONFLICT ON CONSTRAINT provider_payments_pkey
    DO UPDATE SET amount_minor = excluded.amount_minor, currency = excluded.currency`;

/** What providers say they took, read page by page into a table: no list is ever in memory as a whole. */
@Injectable()
export class ProviderStatements {
  private readonly sources: StatementSource[] = [];

  /** Providers add themselves when the application starts. */
  add(source: StatementSource): void {
    this.sources.push(source);
  }

  /**
   * Asks all providers, one after the other. What can't be read now isn't compared, and is said.
   *
   * @param days how far back their lists go
   */
  async read(dataSource: DataSource, days: number, failed: (what: string) => void): Promise<void> {
    for (const source of this.sources) {
      for (const organiser of await source.organisers()) {
        try {
          await this.readOne(dataSource, source, organiser, days);
        } catch (error) {
          failed(
            `${source.provider} couldn't be asked for organiser ${organiser.id}: ${String(error)}`,
          );
        }
      }
    }
  }

  private async readOne(
    dataSource: DataSource,
    { provider, pages }: StatementSource,
    { id: organiserId, knownSince }: StatedOrganiser,
    days: number,
  ): Promise<void> {
    const of = [provider, organiserId];
    const [{ since }] = await dataSource.query<[{ since: Date }]>(BEGIN_SQL, [
      ...of,
      knownSince,
      days,
    ]);
    await dataSource.query(
      'DELETE FROM provider_payments WHERE provider = $1 AND organiser_id = $2',
      of,
    );
    for await (const page of pages(organiserId, since)) {
      await dataSource.query(PAGE_SQL, [...of, JSON.stringify(page)]);
    }
    await dataSource.query(
      'UPDATE provider_statements SET read_at = now() WHERE provider = $1 AND organiser_id = $2',
      of,
    );
  }
}
