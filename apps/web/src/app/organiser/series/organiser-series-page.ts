import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type {
  ChangeSeriesDto,
  OrganiserEventDto,
  OrganiserEventSummaryDto,
  ProblemDto,
  RefusedDateDto,
  SeriesDatesDto,
} from '@boxoffice/contracts';
import { apiUrl } from '../../api/api-url';
import { type Failure } from '../../api/problem';
import { fieldRefusal } from '../../api/field-words';
import { failureWords } from '../../api/problem-words';
import { readOwn } from '../../api/read';
import { refreshWhileVisible } from '../../api/refresh-while-visible';
import { Task } from '../../api/task';
import { FailureNotice } from '../../design/failure-notice';
import { formatEventMoment } from '../../design/formats';
import { Notice } from '../../design/notice';
import { NumberPipe } from '../../design/number-pipe';
import { PageTitle } from '../../shell/page-title';
import { CurrentOrganiser } from '../current-organiser';
import { UnreadPage } from '../unread-page';
import { EmbedCode } from '../embed-code';
import { StateBadge } from '../state-badge';
import type { Cancelling } from '../event/cancelling';
import { CancelDates } from './cancel-dates';
import { OrganiserSeries, type SeriesStep } from './organiser-series';
import { SeriesChangeForm } from './series-change-form';
import { SeriesDatesForm } from './series-dates-form';

const REFRESH_MS = 10_000;

const DONE: Record<SeriesStep, () => string> = {
  publish: () => $localize`Published: everyone can see these dates now`,
  pause: () => $localize`The sale is paused`,
  resume: () => $localize`Sales resumed`,
};

/** What can be wrong with one date of many. */
const FIELD_REASONS: Partial<Record<string, () => string>> = {
  saleStartsAt: () => $localize`The sale must begin before the event`,
  saleEndsAt: () => $localize`The sale must end after it begins, and by the end of the event`,
  prices: () => $localize`It has no tier or ticket type of this name`,
};

/** The dates of a series: watched, changed, published and paused together. */
@Component({
  selector: 'box-organiser-series-page',
  imports: [
    CancelDates,
    EmbedCode,
    FailureNotice,
    MatButton,
    Notice,
    NumberPipe,
    RouterLink,
    SeriesChangeForm,
    SeriesDatesForm,
    StateBadge,
    UnreadPage,
  ],
  templateUrl: './organiser-series-page.html',
  styleUrls: ['../events/organiser-events-page.scss', './organiser-series-page.scss'],
})
export class OrganiserSeriesPage {
  readonly seriesId = input.required<string>();

  protected readonly current = inject(CurrentOrganiser);
  protected readonly one = new OrganiserSeries(this.current.id, () => this.seriesId());
  protected readonly series = this.one.series.data;
  protected readonly isAnySetAside = computed(
    () => this.series()?.dates.some(({ setAside }) => setAside > 0) ?? false,
  );
  /** A date whose tiers and prices stand for all. */
  protected readonly sample = readOwn<OrganiserEventDto>(() => {
    const first = this.series()?.dates[0];
    return first && apiUrl('organisers', this.current.id(), 'events', first.id);
  });
  protected readonly timeZone = computed(() => this.series()?.dates[0]?.timeZone ?? 'UTC');
  protected readonly isPublic = computed(() =>
    (this.series()?.dates ?? []).some(({ state }) => state === 'published' || state === 'paused'),
  );

  /** None: all dates are meant. */
  private readonly marked = signal<ReadonlySet<string>>(new Set());
  protected readonly chosen = computed(() => {
    const dates = this.series()?.dates ?? [];
    return dates.filter(({ id }) => this.marked().has(id)).map(({ id }) => id);
  });
  /** The chosen ones, or all that aren’t cancelled or over. */
  protected readonly dates = computed(() => {
    const dates = this.series()?.dates ?? [];
    const marked = this.marked();
    return marked.size > 0
      ? dates.filter(({ id }) => marked.has(id))
      : dates.filter(({ state }) => state !== 'cancelled' && state !== 'ended');
  });
  protected readonly chosenText = computed(() => {
    const count = this.chosen().length;
    return count === 0
      ? $localize`For all dates that aren’t cancelled or over`
      : $localize`Dates chosen: ${count}:count:`;
  });
  /** Where it is said how many buyers those dates have; undefined where nobody has tickets of them. */
  protected readonly buyersUrl = computed(() => {
    const hasBuyers = this.dates().some(({ sold, held }) => sold + held > 0);
    return hasBuyers ? this.one.buyersUrl(this.chosen()) : undefined;
  });
  protected readonly task = new Task<SeriesStep>();
  protected readonly doneText = signal('');
  private readonly changeFailure = signal<Failure | undefined>(undefined);
  protected readonly failure = computed(() => this.task.failure() ?? this.changeFailure());
  /** Which dates were refused, and why. */
  protected readonly refused = computed(() => {
    const failure = this.failure();
    if (failure?.kind !== 'problem') return [];
    const { problem } = failure;
    return (problem.dates ?? []).map((date) => ({
      when: this.whenOf(date),
      why: reasonOf(date, problem),
    }));
  });

  constructor() {
    refreshWhileVisible(() => {
      this.one.reload();
    }, REFRESH_MS);
    const pageTitle = inject(PageTitle);
    effect(() => {
      const name = this.series()?.name;
      if (name) pageTitle.set(name);
    });
  }

  protected when({ startsAt, timeZone }: OrganiserEventSummaryDto): string {
    return formatEventMoment(startsAt, timeZone);
  }

  protected isMarked(id: string): boolean {
    return this.marked().has(id);
  }

  protected mark(id: string, isMarked: boolean): void {
    const marked = new Set(this.marked());
    if (isMarked) marked.add(id);
    else marked.delete(id);
    this.marked.set(marked);
  }

  protected async step(step: SeriesStep): Promise<void> {
    this.doneText.set('');
    this.changeFailure.set(undefined);
    const eventIds = this.eventIds();
    if (await this.task.run(() => this.one.step(step, eventIds), step)) {
      this.doneText.set(DONE[step]());
    }
  }

  /** Whether it is asked before dates are cancelled. */
  protected readonly isCancelling = signal(false);
  protected readonly cancelled = computed(() => this.dates().map((date) => this.when(date)));

  protected async cancel(cancelling: Cancelling): Promise<void> {
    this.isCancelling.set(false);
    this.doneText.set('');
    this.changeFailure.set(undefined);
    const eventIds = this.eventIds();
    if (!(await this.task.run(() => this.one.cancel(eventIds, cancelling)))) return;
    this.marked.set(new Set());
    this.doneText.set($localize`Cancelled: your buyers are being emailed`);
  }

  protected readonly change = async (change: ChangeSeriesDto): Promise<void> => {
    this.doneText.set('');
    this.task.failure.set(undefined);
    await this.one.change(Object.assign({ eventIds: this.eventIds() }, change));
    this.sample.reload();
    this.doneText.set($localize`The dates were changed`);
  };

  protected readonly changeRefused = (failure: Failure | undefined): void => {
    this.changeFailure.set(failure);
  };

  protected readonly addDates = async (dates: SeriesDatesDto): Promise<void> => {
    this.doneText.set('');
    await this.one.addDates(dates);
    this.doneText.set($localize`The dates were added as drafts`);
  };

  private eventIds(): string[] | undefined {
    return this.chosen().length > 0 ? this.chosen() : undefined;
  }

  private whenOf({ eventId, startsAt }: RefusedDateDto): string {
    const date = this.series()?.dates.find(({ id }) => id === eventId);
    return formatEventMoment(startsAt, date?.timeZone ?? 'UTC');
  }
}

/** Why a date was refused, as it would be said of that date alone. */
function reasonOf(date: RefusedDateDto, problem: ProblemDto): string {
  const error = date.errors?.[0];
  if (date.code === 'VALIDATION_FAILED' && error) {
    const ofField = FIELD_REASONS[error.field.split('.')[0] ?? ''];
    return error.reason || !ofField ? fieldRefusal(error) : ofField();
  }
  const { code, detail } = date;
  return failureWords({
    kind: 'problem',
    code,
    problem: Object.assign({}, problem, { code, detail }),
  }).title;
}
