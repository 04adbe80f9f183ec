import {
  Component,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  output,
  signal,
  untracked,
} from '@angular/core';
import { HttpClient } from '@angular/common/http';
import { form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import type {
  AllotmentDto,
  ChangeCodeDto,
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
  changeCodeDto,
  codeFieldsDto,
  draftOf,
  isCode,
  kindChoices,
  newCode,
  targetChoices,
  unitChoices,
  type CodeDraft,
} from './code-draft';
import { guardForm } from '../../unsaved';

/** Makes a code, or many random ones that do the same; or changes one. */
@Component({
  selector: 'box-code-form',
  imports: [ChoiceField, FailureNotice, MatButton, SubmitButton, TextField],
  templateUrl: './code-form.html',
  styleUrl: '../tiers/tier-forms.scss',
})
export class CodeForm {
  readonly event = input.required<OrganiserEventDto>();
  readonly allotments = input.required<readonly AllotmentDto[]>();
  readonly url = input.required<string>();
  /** The code that is changed; undefined: new ones are made. */
  readonly code = input<CodeDto>();
  readonly changed = output<CodeDto>();
  readonly discarded = output();
  /** The codes that were made, all of them. */
  readonly made = output<readonly string[]>();

  private readonly http = inject(HttpClient);
  private readonly before = linkedSignal(() => {
    const code = this.code();
    return code && untracked(() => draftOf(code, this.event()));
  });
  private readonly model = linkedSignal(() => this.before() ?? newCode());
  /** What a code does stays, once it is used. */
  protected readonly isUsed = computed(() => (this.code()?.uses ?? 0) > 0);
  protected readonly fields = form(this.model, (path) => {
    isCode(
      path,
      { currency: () => this.event().currency, timeZone: () => this.event().timeZone },
      this.before,
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
      if (this.code()) return;
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

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const before = this.before();
    const code = this.code();
    if (before && code) await this.change(code, before);
    else await this.make();
  }

  private async change({ id }: CodeDto, before: CodeDraft): Promise<void> {
    const blame = { NAME_TAKEN: 'code' } as const;
    const send = async () => {
      const body: ChangeCodeDto = changeCodeDto(this.model(), before, this.event().currency);
      const url = `${this.url()}/${id}`;
      const answer = await firstValueFrom(this.http.patch<Envelope<CodeDto>>(url, body));
      this.changed.emit(answer.data);
    };
    await sendForm(this.fields, this.failure, send, blame);
  }

  private async make(): Promise<void> {
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
