import {
  Component,
  computed,
  effect,
  inject,
  input,
  output,
  signal,
  untracked,
} from '@angular/core';
import { HttpClient } from '@angular/common/http';
import { form } from '@angular/forms/signals';
import type {
  AllotmentDto,
  CodeDto,
  CreateCodeDto,
  CreateCodesDto,
  CreatedCodesDto,
  Envelope,
  OrganiserEventDto,
} from '@boxoffice/contracts';
import { firstValueFrom } from 'rxjs';
import type { Failure } from '../../../api/problem';
import { FailureNotice } from '../../../design/failure-notice';
import { ChoiceField } from '../../../form/choice-field';
import { sendForm } from '../../../form/send-form';
import { SubmitButton } from '../../../form/submit-button';
import { TextField } from '../../../form/text-field';
import {
  amountChoices,
  codeFieldsDto,
  isCode,
  kindChoices,
  newCode,
  targetChoices,
  unitChoices,
} from './code-draft';
import { guardForm } from '../../unsaved';

/** Makes a code, or many random ones that do the same. */
@Component({
  selector: 'box-code-form',
  imports: [ChoiceField, FailureNotice, SubmitButton, TextField],
  templateUrl: './code-form.html',
  styleUrl: '../tiers/tier-forms.scss',
})
export class CodeForm {
  readonly event = input.required<OrganiserEventDto>();
  readonly allotments = input.required<readonly AllotmentDto[]>();
  readonly url = input.required<string>();
  /** The codes that were made, all of them. */
  readonly made = output<readonly string[]>();

  private readonly http = inject(HttpClient);
  private readonly model = signal(newCode());
  protected readonly fields = form(this.model, (path) => {
    isCode(
      path,
      () => this.event().currency,
      () => this.event().timeZone,
    );
  });
  protected readonly failure = signal<Failure | undefined>(undefined);
  protected readonly isMany = computed(() => this.model().amount === 'many');
  protected readonly isDiscount = computed(() => this.model().kind === 'discount');
  protected readonly amounts = amountChoices();
  protected readonly kinds = kindChoices();
  protected readonly units = computed(() => unitChoices(this.event().currency));
  private readonly kind = computed(() => this.model().kind);
  protected readonly targets = computed(() =>
    targetChoices(this.kind(), this.event(), this.allotments()),
  );

  constructor() {
    guardForm(this.fields);
    effect(() => {
      // A code that is handed out by name is for many people, a random one for whoever gets it.
      this.fields.maxUses().value.set(newCode(this.isMany() ? 'many' : 'one').maxUses);
    });
    effect(() => {
      // What one kind is for may be nothing that the other one can be for.
      const targets = this.targets();
      const { target } = untracked(this.model);
      if (targets.every(({ value }) => value !== target)) this.fields.target().value.set('');
    });
  }

  protected async make(event: Event): Promise<void> {
    event.preventDefault();
    const blame = { NAME_TAKEN: 'code' } as const;
    let made: readonly string[] = [];
    const send = async () => {
      made = await (this.isMany() ? this.makeMany() : this.makeOne());
    };
    if (!(await sendForm(this.fields, this.failure, send, blame))) return;
    // What was chosen for one code is not meant for the next.
    this.model.update(({ amount }) => newCode(amount));
    this.fields().reset();
    this.made.emit(made);
  }

  private async makeOne(): Promise<string[]> {
    const body: CreateCodeDto = Object.assign(this.dto(), { code: this.model().code.trim() });
    const answer = await firstValueFrom(this.http.post<Envelope<CodeDto>>(this.url(), body));
    return [answer.data.code];
  }

  private async makeMany(): Promise<string[]> {
    const { count, prefix } = this.model();
    const body: CreateCodesDto = Object.assign(this.dto(), {
      count: Number(count),
      prefix: prefix.trim(),
    });
    const url = `${this.url()}/bulk`;
    return (await firstValueFrom(this.http.post<Envelope<CreatedCodesDto>>(url, body))).data.codes;
  }

  private dto() {
    return codeFieldsDto(this.model(), this.event().currency);
  }
}
