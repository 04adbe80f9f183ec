import {
  Component,
  computed,
  input,
  output,
  signal,
  viewChild,
  type ElementRef,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { DoorTicketDto, GATE_MAX_LENGTH } from '@boxoffice/contracts';
import { isReadableLine, normalizeName } from '@boxoffice/contracts/person-name';
import { formatClockTime, formatNumber, plural } from '../design/formats';
import { Notice } from '../design/notice';
import { CameraScanner } from './camera-scanner';
import type { KeptDevice } from './door-database';
import type { DoorPost, Verdict, Way } from './door-post';
import { signalVerdict } from './door-signals';
import { toneOf } from './judge-ticket';
import { verdictWords } from './verdict-words';

/** Most names that a search lists. Beyond them, whoever searches types on. */
const FOUND_MAX = 8;

/** No name is searched for by more; a scanner's code is longer. */
const SEARCHED_MAX = 60;

/** The contract's own bound; importing its value would pull every validator into the page. */
const GATE_MAX: typeof GATE_MAX_LENGTH = 30;

/** Scans at the door of one event, and says large what came of it. */
@Component({
  selector: 'box-scan-desk',
  imports: [CameraScanner, MatButton, Notice],
  templateUrl: './scan-desk.html',
  styleUrl: './scan-desk.scss',
  host: { '(document:keydown)': 'catchTyping($event)' },
})
export class ScanDesk {
  readonly post = input.required<DoorPost>();
  readonly device = input.required<KeptDevice>();
  readonly left = output();
  /** The gate at which it stands now. */
  readonly stands = output<string>();

  private readonly code = viewChild<ElementRef<HTMLInputElement>>('code');
  private readonly result = viewChild<ElementRef<HTMLElement>>('result');
  protected readonly gateMax = GATE_MAX;
  protected readonly doorName = $localize`Door`;

  protected readonly way = signal<Way>('in');
  protected readonly typed = signal('');
  protected readonly isLooking = signal(false);
  /** Whether this device could not keep a scan. */
  protected readonly hasFailed = signal(false);
  protected readonly verdict = signal<Verdict | undefined>(undefined);
  protected readonly isUndone = signal(false);

  protected readonly list = computed(() => this.post().list());
  protected readonly tone = computed(() => {
    const verdict = this.verdict();
    return verdict && !this.isUndone() ? toneOf(verdict.reason) : 'none';
  });
  protected readonly words = computed(() => {
    const verdict = this.verdict();
    return verdict && verdictWords(verdict.reason);
  });
  /** Those who came with somebody who was let in, and are still to come. */
  protected readonly group = computed(() => {
    const verdict = this.verdict();
    if (!verdict?.ticket || !verdict.kept || this.isUndone() || this.way() === 'out') return [];
    return this.post().stillToCome(verdict.ticket);
  });
  protected readonly found = computed(() => this.search(this.typed()));
  protected readonly inText = computed(() => {
    const all = formatNumber(this.list()?.tickets.length ?? 0);
    return $localize`${formatNumber(this.post().admitted())}:count: of ${all}:all: in`;
  });
  protected readonly unsentText = computed(() => {
    const count = this.post().unsent();
    return plural(count, {
      one: $localize`1 scan to send`,
      other: $localize`${formatNumber(count)}:count: scans to send`,
    });
  });

  /** A wedge scanner types the code and Enter, wherever the keyboard's focus is. */
  protected catchTyping({ key, ctrlKey, metaKey, altKey, target }: KeyboardEvent): void {
    const isText = key.length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey;
    const isField = target instanceof HTMLInputElement;
    // The field has the focus before the key is typed, and so gets it too.
    if (isText && !isField) this.code()?.nativeElement.focus();
  }

  protected async enter(event: Event): Promise<void> {
    event.preventDefault();
    const text = this.typed().trim();
    if (text === '') return;
    const [only, ...more] = this.found();
    if (only && more.length === 0) await this.pass(only);
    else if (more.length === 0) await this.scan(text);
  }

  protected async scan(text: string): Promise<void> {
    await this.show(() => this.post().scan(text, this.way()));
  }

  /** Lets somebody pass who was looked for. */
  protected async pass(ticket: DoorTicketDto, way = this.way()): Promise<void> {
    await this.show(() => this.post().pass(ticket, way));
    // The button that was pressed is gone.
    this.result()?.nativeElement.focus();
  }

  protected async undo(): Promise<void> {
    const kept = this.verdict()?.kept;
    if (!kept) return;
    await this.post().undo(kept);
    this.isUndone.set(true);
    this.result()?.nativeElement.focus();
  }

  protected standAt(said: string): void {
    const gate = normalizeName(said);
    if (gate === '' || isReadableLine(gate)) this.stands.emit(gate);
  }

  protected tierOf({ tier, type }: DoorTicketDto): string {
    const list = this.list();
    const typeName = type === null ? undefined : list?.types[type]?.name;
    return [list?.tiers[tier], typeName].filter(Boolean).join(' · ');
  }

  /** What the ticket's type asks to see: "Student card". */
  protected conditionOf({ type }: DoorTicketDto): string {
    return type === null ? '' : (this.list()?.types[type]?.condition ?? '');
  }

  protected sinceText({ since }: Verdict): string {
    const zone = this.list()?.event.timeZone;
    if (!since || !zone) return '';
    const time = formatClockTime(since.scannedAt, zone);
    return since.gate
      ? $localize`Since ${time}:time:, ${since.gate}:gate:`
      : $localize`Since ${time}:time:`;
  }

  protected groupText(left: number): string {
    return plural(left, {
      one: $localize`1 more of this booking isn’t in yet`,
      other: $localize`${formatNumber(left)}:count: more of this booking aren’t in yet`,
    });
  }

  private async show(scan: () => Promise<Verdict>): Promise<void> {
    this.typed.set('');
    try {
      const verdict = await scan();
      this.hasFailed.set(false);
      this.isUndone.set(false);
      this.verdict.set(verdict);
      signalVerdict(toneOf(verdict.reason));
    } catch {
      this.hasFailed.set(true);
      this.verdict.set(undefined);
      signalVerdict('refuse');
    }
  }

  private search(said: string): DoorTicketDto[] {
    const words = said.trim().toLocaleLowerCase();
    if (words.length < 2 || words.length > SEARCHED_MAX) return [];
    const tickets = this.list()?.tickets ?? [];
    return tickets
      .filter(({ name }) => name.toLocaleLowerCase().includes(words))
      .slice(0, FOUND_MAX);
  }
}
