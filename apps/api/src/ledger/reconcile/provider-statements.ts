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
}

/** A provider that can be asked what it took. */
export interface StatementSource {
  /** As it stands with payments. */
  provider: string;
  /** The organisers who are paid by it. */
  organisers: () => Promise<string[]>;
  /** All captures of an organiser, in pages as the provider gives them. Never called within a transaction. */
  pages: (organiserId: string) => AsyncIterable<StatedPayment[]>;
}

const BEGIN_SQL = `
  INSERT INTO provider_statements (provider, organiser_id, asked_at) VALUES ($1, $2, now())
  ON CONFLICT ON CONSTRAINT provider_statements_pkey DO UPDATE SET asked_at = now(), read_at = NULL`;

const PAGE_SQL = `
  INSERT INTO provider_payments (provider, organiser_id, reference, amount_minor, currency)
  SELECT DISTINCT ON (reference) $1, $2::bigint, reference, "amountMinor", currency
  FROM jsonb_to_recordset($3::jsonb)
    AS payment (reference text, "amountMinor" bigint, currency text)
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

  /** Asks all providers, one after the other. What can't be read now isn't compared, and is said. */
  async read(dataSource: DataSource, failed: (what: string) => void): Promise<void> {
    for (const source of this.sources) {
      for (const organiserId of await source.organisers()) {
        try {
          await this.readOne(dataSource, source, organiserId);
        } catch (error) {
          failed(
            `${source.provider} couldn't be asked for organiser ${organiserId}: ${String(error)}`,
          );
        }
      }
    }
  }

  private async readOne(
    dataSource: DataSource,
    { provider, pages }: StatementSource,
    organiserId: string,
  ): Promise<void> {
    const of = [provider, organiserId];
    await dataSource.query(BEGIN_SQL, of);
    await dataSource.query(
      'DELETE FROM provider_payments WHERE provider = $1 AND organiser_id = $2',
      of,
    );
    for await (const page of pages(organiserId)) {
      await dataSource.query(PAGE_SQL, [...of, JSON.stringify(page)]);
    }
    await dataSource.query(
      'UPDATE provider_statements SET read_at = now() WHERE provider = $1 AND organiser_id = $2',
      of,
    );
  }
}
