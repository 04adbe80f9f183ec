import {
  Component,
  computed,
  DOCUMENT,
  inject,
  Injector,
  input,
  linkedSignal,
  signal,
  type OnInit,
} from '@angular/core';
import { form, FormField, type FieldTree } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import type { PaymentSettingsTestDto } from '@boxoffice/contracts';
import { PROVIDER_FIELDS, type ProviderField } from '@boxoffice/contracts/provider-fields';
import type { Failure } from '../../api/problem';
import { Task } from '../../api/task';
import { ConfirmDialog } from '../../design/confirm-dialog';
import { FailureNotice } from '../../design/failure-notice';
import { Notice } from '../../design/notice';
import { ChoiceField } from '../../form/choice-field';
import { sendForm } from '../../form/send-form';
import { SubmitButton } from '../../form/submit-button';
import { TextAreaField } from '../../form/text-area-field';
import { TextField } from '../../form/text-field';
import type { PaymentSettings, SetUpSettings } from './payment-settings';
import { changeOf, draftOf, isProvider, type ProviderDraft } from './provider-draft';
import { fieldWords, providerWords, testWords } from './provider-words';

/** Sets up one provider, tries it, and removes it. */
@Component({
  selector: 'box-provider-form',
  imports: [
    ChoiceField,
    ConfirmDialog,
    FailureNotice,
    FormField,
    MatButton,
    Notice,
    SubmitButton,
    TextAreaField,
    TextField,
  ],
  templateUrl: './provider-form.html',
  styleUrl: './provider-form.scss',
})
export class ProviderForm implements OnInit {
  readonly stored = input.required<SetUpSettings>();
  readonly settings = input.required<PaymentSettings>();

  private readonly injector = inject(Injector);
  private readonly document = inject(DOCUMENT);

  protected readonly words = computed(() => providerWords(this.stored().provider));
  protected readonly isSetUp = computed(() => this.stored().updatedAt !== null);
  protected readonly rows = computed(() =>
    PROVIDER_FIELDS[this.stored().provider].map((field) => ({ ...field, ...this.row(field) })),
  );
  protected readonly environments = [
    { value: 'live', words: $localize`Live` },
    { value: 'sandbox', words: $localize`Sandbox, for tests` },
  ];

  /** What is typed stays until it is saved or removed, whatever is read again meanwhile. */
  protected readonly model = linkedSignal<string | null, ProviderDraft>({
    source: () => this.stored().updatedAt,
    computation: () => draftOf(this.stored()),
  });
  protected fields!: FieldTree<ProviderDraft>;

  protected readonly failure = signal<Failure | undefined>(undefined);
  protected readonly doneText = signal('');
  protected readonly copyText = signal('');
  protected readonly isRemoving = signal(false);
  protected readonly task = new Task<'test' | 'remove'>();
  protected readonly tested = signal<PaymentSettingsTestDto | undefined>(undefined);
  protected readonly testFault = computed(() => {
    const reason = this.tested()?.reason;
    return reason ? testWords(reason) : undefined;
  });

  /** Which fields there are is known with the inputs. */
  ngOnInit(): void {
    this.fields = form(
      this.model,
      (path) => {
        isProvider(path, this.stored);
      },
      { injector: this.injector },
    );
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    this.forget();
    const stored = this.stored();
    const change = changeOf(this.model(), stored);
    const isDone = await sendForm(this.fields, this.failure, () =>
      this.settings().change(stored.provider, change),
    );
    if (isDone) this.doneText.set($localize`Saved`);
  }

  protected async test(): Promise<void> {
    this.forget();
    await this.task.run(async () => {
      this.tested.set(await this.settings().test(this.stored().provider));
    }, 'test');
  }

  protected async remove(): Promise<void> {
    this.isRemoving.set(false);
    this.forget();
    await this.task.run(() => this.settings().remove(this.stored().provider), 'remove');
  }

  protected async copy(address: string): Promise<void> {
    const { clipboard }: Partial<Navigator> = this.document.defaultView?.navigator ?? {};
    const isCopied = await clipboard?.writeText(address).then(
      () => true,
      () => false,
    );
    this.copyText.set(
      isCopied ? $localize`Address copied` : $localize`Select the address and copy it yourself.`,
    );
  }

  private forget(): void {
    this.failure.set(undefined);
    this.doneText.set('');
    this.copyText.set('');
    this.tested.set(undefined);
  }

  private row({ name, isSecret }: ProviderField): { label: string; hint: string } {
    const { label, hint } = fieldWords(name);
    const kept = this.stored().settings[name];
    if (!isSecret || kept === undefined) return { label, hint };
    return { label, hint: $localize`Saved: ${kept}:ending:. Leave empty to keep it.` };
  }
}
