import type { InvoiceSettingsDto, OrganiserInvoiceSettingsDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import type { Caller } from '../../platform/access/access.js';
import type { Actor } from '../../platform/audit/actor.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { validationFailed } from '../../platform/http/validation/validation-failed.js';
import { vatIdOf } from '../e-invoice/e-invoice-details.js';

const READ_SQL = `
  SELECT enabled, e_invoice AS "eInvoice", legal_name AS "legalName", street, postal_code AS "postalCode", city, country,
    vat_id AS "vatId", tax_number AS "taxNumber", exemption_note AS "exemptionNote", prefix, footer
  FROM invoice_settings WHERE organiser_id = $1`;

const NEXT_SQL = `
  SELECT now.year::integer AS year, coalesce(last_number, 0) + 1 AS next
  FROM (SELECT extract(year FROM now() AT TIME ZONE time_zone)::smallint AS year
        FROM organisers WHERE id = $1) AS now
  LEFT JOIN invoice_counters AS counter ON counter.organiser_id = $1 AND counter.year = now.year`;

const WRITE_SQL = `
  INSERT INTO invoice_settings (organiser_id, legal_name, street, postal_code, city, country, vat_id,
    tax_number, exemption_note, prefix, footer, enabled, e_invoice)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
  ON CONFLICT (organiser_id) DO UPDATE SET legal_name = excluded.legal_name,
    street = excluded.street, postal_code = excluded.postal_code, city = excluded.city,
    country = excluded.country, vat_id = excluded.vat_id, tax_number = excluded.tax_number,
    exemption_note = excluded.exemption_note, prefix = excluded.prefix, footer = excluded.footer,
    enabled = excluded.enabled, e_invoice = excluded.e_invoice,
    updated_at = now()`;

/** What the invoices of an organisation say of it. Documents that were issued before keep what they say. */
@Injectable()
export class InvoiceSettings {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly access: OrganiserAccess,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError as {@link OrganiserAccess.require} */
  async show(organiserId: string, caller: Caller): Promise<OrganiserInvoiceSettingsDto> {
    const { manager } = this.dataSource;
    await this.access.require(manager, caller, { organiserId }, 'manager');
    return this.read(manager, organiserId);
  }

  /** @throws DomainError as {@link OrganiserAccess.require}; VALIDATION_FAILED where e-invoices lack a tax id */
  async change(
    organiserId: string,
    settings: InvoiceSettingsDto,
    caller: Caller,
    actor: Actor,
  ): Promise<OrganiserInvoiceSettingsDto> {
    requireTaxId(settings);
    return this.transactions.run(async (manager) => {
      await this.access.requireAlone(manager, caller, organiserId, 'owner');
      const { legalName, street, postalCode, city, country, vatId, taxNumber } = settings;
      const { exemptionNote, prefix, footer, enabled = true, eInvoice = false } = settings;
      const before = await this.read(manager, organiserId);
      await manager.query(WRITE_SQL, [
        organiserId,
        ...[legalName, street, postalCode, city, country, vatId],
        ...[taxNumber, exemptionNote, prefix, footer, enabled, eInvoice],
      ]);
      await this.audit.record(manager, [
        {
          ...actor,
          action: 'organiser.invoice_settings_changed',
          subject: { kind: 'organiser', id: organiserId },
          before: before.settings && factsOf(before.settings),
          after: factsOf(settings),
        },
      ]);
      return this.read(manager, organiserId);
    });
  }

  private async read(
    manager: EntityManager,
    organiserId: string,
  ): Promise<OrganiserInvoiceSettingsDto> {
    const [settings] = await manager.query<InvoiceSettingsDto[]>(READ_SQL, [organiserId]);
    const [count] = await manager.query<{ year: number; next: number }[]>(NEXT_SQL, [organiserId]);
    if (!count) throw new Error('An organisation that may be seen is there.');
    const number = `${count.year}-${String(count.next).padStart(6, '0')}`;
    return { settings: settings ?? null, nextNumber: `${settings?.prefix ?? ''}${number}` };
  }
}

/** No name and no address: they may be a person's, and the audit keeps what it has. */
function factsOf({ enabled, eInvoice, country, prefix, vatId, exemptionNote }: InvoiceSettingsDto) {
  const isExempt = exemptionNote !== '';
  return { enabled, eInvoice, country, prefix, hasVatId: vatId !== '', isExempt };
}

/** An e-invoice says by which number tax offices know its seller. */
function requireTaxId({ eInvoice, vatId, taxNumber }: InvoiceSettingsDto): void {
  if (!eInvoice || vatIdOf({ vatId }) !== '' || taxNumber !== '') return;
  throw validationFailed([
    { field: 'taxNumber', messages: ['e-invoices need a VAT id or a tax number'] },
  ]);
}
