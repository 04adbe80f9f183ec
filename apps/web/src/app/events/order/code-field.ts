import { HttpClient } from '@angular/common/http';
import {
  afterNextRender,
  Component,
  computed,
  effect,
  inject,
  input,
  output,
  signal,
} from '@angular/core';
import { form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import type { CodeLookDto, Envelope, LookAtCodesDto } from '@boxoffice/contracts';
import { ticketName } from '@boxoffice/contracts/formats';
import { firstValueFrom } from 'rxjs';
import { apiUrl } from '../../api/api-url';
import { readFailure, type Failure } from '../../api/problem';
import { refreshWhileVisible } from '../../api/refresh-while-visible';
import { storedInTab } from '../../api/stored';
import { FailureNotice } from '../../design/failure-notice';
import { asksFor } from '../../form/rules';
import { sendForm } from '../../form/send-form';
import { SubmitButton } from '../../form/submit-button';
import { TextField } from '../../form/text-field';
import { choicesWith, readKeptCodes, type CodesInHand } from './codes-in-hand';
import { codesName } from './kept-orders';

/** How often it is asked what is left of what the codes open: they are few people's. */
const REFRESH_MS = 15_000;

/** Takes a buyer's codes, and says what they are good for. Loaded for those alone who say that they have one. */
@Component({
  selector: 'box-code-field',
  imports: [FailureNotice, MatButton, SubmitButton, TextField],
  template: `
    <form novalidate (submit)="add($event)">
      <box-text-field
        label="Code"
        i18n-label
        [isCode]="true"
        [isNarrow]="true"
        [field]="fields.code"
      />
      <box-submit-button
        words="Use code"
        i18n-words
        look="outlined"
        [isBusy]="fields().submitting()"
      />
    </form>
    @if (failure(); as failure) {
      <box-failure-notice [failure]="failure" [isRevealed]="true" />
    }
    <div role="status">
      @for (sentence of sentences(); track sentence) {
        <p class="small">{{ sentence }}</p>
      }
    </div>
    @if (look(); as look) {
      <ul aria-label="Your codes" i18n-aria-label>
        @for (code of look.codes; track code) {
          <li>
            <strong class="figures">{{ code }}</strong>
            <button matButton type="button" (click)="remove(code)">
              <ng-container i18n>Remove</ng-container>
              <span class="visually-hidden">{{ code }}</span>
            </button>
          </li>
        }
      </ul>
    }
  `,
  styles: `
    :host,
    ul {
      display: grid;
      gap: var(--space-2);
    }
    form {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      align-items: start;
      gap: var(--space-3);
    }
    box-submit-button {
      margin-top: var(--space-2);
    }
    li {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: var(--space-3);
      overflow-wrap: anywhere;
    }
  `,
})
export class CodeField {
  readonly eventId = input.required<string>();
  readonly inHand = output<CodesInHand | undefined>();

  private readonly http = inject(HttpClient);
  private readonly model = signal({ code: '' });
  protected readonly fields = form(this.model, (path) => {
    asksFor(path.code, $localize`Enter your code`);
  });
  protected readonly failure = signal<Failure | undefined>(undefined);
  protected readonly look = signal<CodeLookDto | undefined>(undefined);

  protected readonly sentences = computed(() => {
    const look = this.look();
    if (!look) return [];
    const opened = look.tickets.filter((each) => each.opened).map((each) => nameOf(each));
    const isCheaper = look.tickets.some(({ discountMinor }) => discountMinor > 0);
    const sentences = [
      ...(opened.length > 0 ? [$localize`For you: ${opened.join(', ')}:tickets:.`] : []),
      ...(isCheaper ? [$localize`Prices are lower with your code.`] : []),
    ];
    return sentences.length > 0
      ? sentences
      : [$localize`Your code changes nothing about these tickets.`];
  });

  constructor() {
    afterNextRender(() => {
      const kept = readKeptCodes(storedInTab.readJson(codesName(this.eventId())));
      // Nobody has just asked for the field where codes of before come back to it.
      if (kept.length > 0) void this.keep(kept);
      else this.fields.code().focusBoundControl();
    });
    effect(() => {
      const look = this.look();
      this.inHand.emit(
        look && {
          codes: look.codes,
          choices: (plain) => choicesWith(look, plain),
          reload: () => void this.refresh(),
        },
      );
    });
    refreshWhileVisible(() => void this.refresh(), REFRESH_MS);
  }

  protected async add(event: Event): Promise<void> {
    event.preventDefault();
    const before = this.look()?.codes ?? [];
    const send = async () => {
      this.set(await this.ask([...before, this.model().code]));
    };
    if (!(await sendForm(this.fields, this.failure, send))) return;
    this.model.set({ code: '' });
    this.fields().reset();
  }

  protected async remove(code: string): Promise<void> {
    this.failure.set(undefined);
    await this.keep((this.look()?.codes ?? []).filter((other) => other !== code));
  }

  private async refresh(): Promise<void> {
    const look = this.look();
    if (look) await this.keep(look.codes);
  }

  /** Codes that no longer work are put away, so that nobody is shown a price that is not to be had. */
  private async keep(codes: string[]): Promise<void> {
    const before = this.look();
    if (codes.length === 0) {
      this.set(undefined);
      return;
    }
    try {
      const look = await this.ask(codes);
      if (this.look() === before) this.set(look);
    } catch (error) {
      const failure = readFailure(error);
      if (failure.kind !== 'problem' || failure.code === 'TOO_MANY_REQUESTS') return;
      this.failure.set(failure);
      const refused = new Set(failure.problem.errors?.map(({ field }) => field));
      const others = codes.filter((_, at) => !refused.has(`codes.${at}`));
      if (others.length > 0 && others.length < codes.length) await this.keep(others);
      else this.set(undefined);
    }
  }

  private set(look: CodeLookDto | undefined): void {
    this.look.set(look);
    storedInTab.write(codesName(this.eventId()), look ? JSON.stringify(look.codes) : null);
  }

  private async ask(codes: string[]): Promise<CodeLookDto> {
    const body: LookAtCodesDto = { codes };
    const url = apiUrl('events', this.eventId(), 'codes');
    return (await firstValueFrom(this.http.post<Envelope<CodeLookDto>>(url, body))).data;
  }
}

function nameOf({ tier, ticketType }: { tier: string; ticketType: string | null }): string {
  return ticketName({ tier, ...(ticketType !== null && { ticketType }) });
}
