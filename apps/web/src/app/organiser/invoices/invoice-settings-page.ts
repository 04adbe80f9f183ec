import { HttpClient } from '@angular/common/http';
import { Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { form, FormField, validate } from '@angular/forms/signals';
import type {
  INVOICE_FOOTER_MAX_LENGTH,
  InvoiceSettingsDto,
  OrganiserInvoiceSettingsDto,
} from '@boxoffice/contracts';
import { firstValueFrom } from 'rxjs';
import { apiUrl } from '../../api/api-url';
import type { Failure } from '../../api/problem';
import { readOwn } from '../../api/read';
import { FailureNotice } from '../../design/failure-notice';
import { Notice } from '../../design/notice';
import { asksFor, isLine, isText } from '../../form/rules';
import { sendForm } from '../../form/send-form';
import { SubmitButton } from '../../form/submit-button';
import { TextAreaField } from '../../form/text-area-field';
import { TextField } from '../../form/text-field';
import { AddressFields } from '../../papers/address-fields';
import { isInvoiceAddress } from '../../papers/address-rules';
import { CurrentOrganiser } from '../current-organiser';
import { UnreadPage } from '../unread-page';
import { guardForm } from '../unsaved';

type Draft = Record<Exclude<keyof InvoiceSettingsDto, 'enabled' | 'eInvoice'>, string> & {
  enabled: boolean;
  eInvoice: boolean;
};

const NOTHING: Draft = {
  enabled: true,
  eInvoice: false,
  legalName: '',
  street: '',
  postalCode: '',
  city: '',
  country: '',
  vatId: '',
  taxNumber: '',
  exemptionNote: '',
  prefix: '',
  footer: '',
};

/** The server's own limits, in characters. */
const NAME_MAX = 200;
const TAX_NUMBER_MAX = 50;
const NOTE_MAX = 300;
const FOOTER_MAX: typeof INVOICE_FOOTER_MAX_LENGTH = 500;

/** What the invoices of an organisation say of it, and whether it issues any. For its owners. */
@Component({
  selector: 'box-invoice-settings-page',
  imports: [
    AddressFields,
    FailureNotice,
    FormField,
    Notice,
    SubmitButton,
    TextAreaField,
    TextField,
    UnreadPage,
  ],
  template: `
    @if (reading.data(); as known) {
      <header class="page-title">
        <div>
          <h1 i18n>Invoice settings</h1>
          <p i18n class="muted">
            Every payment gets its invoice automatically, numbered without gaps. The next number is
            {{ known.nextNumber }}. Issued invoices don’t change.
          </p>
        </div>
      </header>
      <form novalidate (submit)="save($event)">
        <section class="panel" aria-labelledby="seller-heading">
          <h2 i18n id="seller-heading">Seller</h2>
          <label>
            <input type="checkbox" [formField]="fields.enabled" />
            <ng-container i18n>Issue invoices</ng-container>
          </label>
          <div class="option">
            <label>
              <input
                type="checkbox"
                [formField]="fields.eInvoice"
                aria-describedby="e-invoice-hint"
              />
              <ng-container i18n>Attach e-invoice data (ZUGFeRD, Factur-X)</ng-container>
            </label>
            <p i18n id="e-invoice-hint" class="small muted">
              New invoices and their credit notes are e-invoices too (EN 16931): the PDF carries the
              data, and you can download it as XML. This needs your VAT ID or tax number, the reason
              where no tax is charged, and the buyer’s billing address; invoices that lack one are
              issued without the data.
            </p>
          </div>
          <box-text-field label="Legal name" i18n-label [field]="fields.legalName" />
          <box-address-fields [fields]="fields" />
          <box-text-field label="Tax number (optional)" i18n-label [field]="fields.taxNumber" />
        </section>
        <section class="panel" aria-labelledby="printed-heading">
          <h2 i18n id="printed-heading">On each invoice</h2>
          <box-text-field
            label="In front of each number (optional)"
            i18n-label
            hint="Capital letters, digits and hyphens, such as SM-"
            i18n-hint
            [field]="fields.prefix"
          />
          <box-text-field
            label="Why no tax is charged (optional)"
            i18n-label
            hint="Printed on invoices without tax"
            i18n-hint
            [field]="fields.exemptionNote"
          />
          <box-text-area-field
            label="Footer (optional)"
            i18n-label
            hint="A bank account, a register"
            i18n-hint
            [field]="fields.footer"
          />
        </section>
        @if (failure(); as failure) {
          <box-failure-notice [failure]="failure" [isRevealed]="true" />
        }
        @if (isSaved()) {
          <box-notice tone="success" heading="Saved" i18n-heading />
        }
        <box-submit-button
          words="Save"
          i18n-words
          busyWords="Saving…"
          i18n-busyWords
          [isBusy]="fields().submitting()"
        />
      </form>
    } @else {
      <box-unread-page
        [of]="'invoiceSettings'"
        [failure]="reading.failure()"
        (retry)="reading.reload()"
      />
    }
  `,
  styleUrls: ['../webhooks/webhooks.scss', './invoice-settings-page.scss'],
})
export class InvoiceSettingsPage {
  private readonly http = inject(HttpClient);
  private readonly current = inject(CurrentOrganiser);
  protected readonly reading = readOwn<OrganiserInvoiceSettingsDto>(() => this.url());

  /** What is typed stays, whatever is read again meanwhile. */
  private readonly model = linkedSignal<boolean, Draft>({
    source: computed(() => this.reading.data() !== undefined),
    computation: () => ({ ...NOTHING, ...(this.reading.data()?.settings as Draft | null) }),
  });
  protected readonly fields = form(this.model, (path) => {
    asksFor(path.legalName, $localize`Enter a name`);
    isLine(path.legalName, NAME_MAX);
    isInvoiceAddress(path);
    isLine(path.taxNumber, TAX_NUMBER_MAX);
    validate(path.taxNumber, ({ value, valueOf }) =>
      valueOf(path.eInvoice) && value().trim() === '' && valueOf(path.vatId).trim() === ''
        ? { kind: 'taxId', message: $localize`E-invoices need a VAT ID or a tax number` }
        : null,
    );
    isLine(path.exemptionNote, NOTE_MAX);
    validate(path.prefix, ({ value }) =>
      /^[A-Z0-9-]{0,12}$/.test(value())
        ? null
        : {
            kind: 'prefix',
            message: $localize`At most 12 capital letters, digits and hyphens`,
          },
    );
    isText(path.footer, FOOTER_MAX);
  });
  protected readonly failure = signal<Failure | undefined>(undefined);
  protected readonly isSaved = signal(false);

  constructor() {
    guardForm(this.fields);
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    this.isSaved.set(false);
    const isDone = await sendForm(this.fields, this.failure, () =>
      firstValueFrom(this.http.put(this.url(), this.model())),
    );
    if (!isDone) return;
    this.isSaved.set(true);
    this.reading.reload();
  }

  private url(): string {
    return apiUrl('organisers', this.current.id(), 'invoice-settings');
  }
}
