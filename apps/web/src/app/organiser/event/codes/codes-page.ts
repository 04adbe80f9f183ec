import { LiveAnnouncer } from '@angular/cdk/a11y';
import { HttpClient } from '@angular/common/http';
import {
  afterNextRender,
  Component,
  computed,
  inject,
  Injector,
  input,
  signal,
  viewChild,
  type ElementRef,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import type { AllotmentDto, ChangeCodeDto, CodeDto, Envelope } from '@boxoffice/contracts';
import { firstValueFrom } from 'rxjs';
import { apiUrl } from '../../../api/api-url';
import { readOwn } from '../../../api/read';
import { Task } from '../../../api/task';
import { ConfirmDialog } from '../../../design/confirm-dialog';
import { FailureNotice } from '../../../design/failure-notice';
import { formatNumber, plural } from '../../../design/formats';
import { ShowMore } from '../../../design/show-more';
import { Confirmation } from '../../confirmation';
import { CurrentOrganiser } from '../../current-organiser';
import { UnreadPage } from '../../unread-page';
import { OrganiserEvent } from '../organiser-event';
import { CodeForm } from './code-form';
import { effectOf, usesOf, windowOf, type CodesEvent } from './code-words';
import { EventCodes } from './event-codes';
import { MadeCodes } from './made-codes';

/** Typing has come to a rest. */
const TYPING_RESTS_MS = 250;

/** The codes of an event: what each does, how often it is used, and new ones. */
@Component({
  selector: 'box-codes-page',
  imports: [CodeForm, ConfirmDialog, FailureNotice, MadeCodes, MatButton, ShowMore, UnreadPage],
  templateUrl: './codes-page.html',
  styleUrls: [
    '../../../admin/filters.scss',
    '../../events/organiser-events-page.scss',
    '../allotments/allotments-page.scss',
  ],
})
export class CodesPage {
  readonly eventId = input.required<string>();
  /** From the address: how the listed codes begin. */
  readonly search = input<string>();

  private readonly http = inject(HttpClient);
  private readonly router = inject(Router);
  private readonly confirmation = inject(Confirmation);
  private readonly announcer = inject(LiveAnnouncer);
  private typing: ReturnType<typeof setTimeout> | undefined;

  protected readonly current = inject(CurrentOrganiser);
  protected readonly one = new OrganiserEvent(this.current.id, () => this.eventId());
  private readonly allotments = readOwn<AllotmentDto[]>(() => this.ofEvent('allotments'));
  protected readonly searched = computed(() => (this.search() ?? '').trim().slice(0, 50));
  protected readonly list = new EventCodes(() => this.url(), this.searched);
  /** Nobody looks for one among none. */
  protected readonly hasCodes = computed(
    () => this.searched() !== '' || (this.list.items()?.length ?? 0) > 0,
  );
  protected readonly edited = signal<CodeDto | undefined>(undefined);
  /** The code that is to be deleted, once that is confirmed. */
  protected readonly asked = signal<CodeDto | undefined>(undefined);
  private readonly heading = viewChild<ElementRef<HTMLElement>>('heading');
  private readonly injector = inject(Injector);
  protected readonly made = signal<readonly string[]>([]);
  protected readonly task = new Task<string>();
  /** The code that was copied last. */
  protected readonly copied = signal('');

  protected readonly known = computed<CodesEvent | undefined>(() => {
    const event = this.one.event.data();
    const allotments = this.allotments.data();
    return event && allotments && Object.assign({}, event, { allotments });
  });
  protected readonly mayWork = computed(() => this.one.event.data()?.state !== 'cancelled');
  protected readonly hasFailed = computed(
    () => this.list.failure() ?? this.one.event.failure() ?? this.allotments.failure(),
  );

  protected readonly effectOf = effectOf;
  protected readonly windowOf = windowOf;
  protected readonly usesOf = usesOf;

  protected type(search: string): void {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.narrow(search), TYPING_RESTS_MS);
  }

  protected narrow(said: string): void {
    clearTimeout(this.typing);
    const search = said.trim();
    void this.router.navigate([], { queryParams: search ? { search } : {}, replaceUrl: true });
  }

  protected show(made: readonly string[]): void {
    this.made.set(made);
    this.confirmation.say(
      plural(made.length, {
        one: $localize`Code created`,
        other: $localize`${formatNumber(made.length)}:count: codes created`,
      }),
    );
    this.list.reload();
  }

  protected async copy({ code }: CodeDto): Promise<void> {
    try {
      await navigator.clipboard.writeText(code);
      this.copied.set(code);
      void this.announcer.announce($localize`Copied`);
    } catch {
      // Not allowed here: the code can be marked and copied.
      void this.announcer.announce($localize`Couldn’t copy`);
    }
  }

  protected edit(code: CodeDto): void {
    this.edited.set(code);
    afterNextRender(() => this.heading()?.nativeElement.focus(), { injector: this.injector });
  }

  /** One that does something else is another code, with another id. */
  protected showChanged(code: CodeDto): void {
    this.edited.set(undefined);
    this.confirmation.say($localize`The code was changed`);
    if (this.list.items()?.some(({ id }) => id === code.id)) this.list.show(code);
    else this.list.reload();
  }

  protected async delete({ id }: CodeDto): Promise<void> {
    this.asked.set(undefined);
    await this.task.run(async () => {
      await firstValueFrom(this.http.delete(`${this.url()}/${id}`));
      if (this.edited()?.id === id) this.edited.set(undefined);
      this.confirmation.say($localize`The code was deleted`);
    }, id);
    this.list.reload();
  }

  protected async disable({ id, code, disabled }: CodeDto): Promise<void> {
    const body: ChangeCodeDto = { disabled: !disabled };
    const isDone = await this.task.run(async () => {
      const answer = await firstValueFrom(
        this.http.patch<Envelope<CodeDto>>(`${this.url()}/${id}`, body),
      );
      this.list.show(answer.data);
    }, id);
    if (!isDone) return;
    this.confirmation.say(
      disabled ? $localize`${code}:code:: enabled` : $localize`${code}:code:: disabled`,
    );
  }

  protected retry(): void {
    this.one.reload();
    this.allotments.reload();
    this.list.reload();
  }

  protected url(): string {
    return this.ofEvent('codes');
  }

  private ofEvent(page: string): string {
    return apiUrl('organisers', this.current.id(), 'events', this.eventId(), page);
  }
}
