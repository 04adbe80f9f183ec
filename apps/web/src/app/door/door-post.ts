import { computed, signal, type WritableSignal } from '@angular/core';
import type { DoorTicketDto, KeptScanDto, ScanKind } from '@boxoffice/contracts';
import { mergeScans, soldTicket } from '@boxoffice/contracts/merge-scans';
import type { DoorDatabase, KeptDevice, KeptList, KeptProgress, KeptScan } from './door-database';
import { RefusedError, type DoorServer } from './door-server';
import { judge, judgeExit, letsPass, TicketFinder, type Reason } from './judge-ticket';

/** Which way somebody goes who is scanned. */
export type Way = Exclude<ScanKind, 'undo'>;

/** What came of a scan, as the door sees it. */
export interface Verdict {
  reason: Reason;
  ticket: DoorTicketDto | undefined;
  /** By which scan it is in already. */
  since: KeptScanDto | undefined;
  /** The scan that was kept: it let somebody pass, and can be taken back. */
  kept: KeptScan | undefined;
}

/** How often others' scans are asked for. */
const SYNC_MS = 3_000;

/** How often the list is asked for: who was refunded is no longer on it. */
const LIST_MS = 60_000;

/** As many as the server takes at once. */
const BATCH = 150;

/**
 * A device at the door of one event.
 *
 * It always works by what it keeps itself. Every scan is kept before its verdict is shown; what is kept is sent, and
 * what others scanned is read, whenever there is a network. So there is no switch between online and offline, and a
 * page that is closed at any moment has lost nothing.
 */
export class DoorPost {
  private readonly kept = signal<KeptList | undefined>(undefined);
  private readonly progress: WritableSignal<KeptProgress>;
  private readonly scans = signal<ReadonlyMap<string, KeptScan>>(new Map());
  private timer: ReturnType<typeof setTimeout> | undefined;
  private listReadAt = 0;
  private isGoing = false;
  private isWanted = false;
  private isClosed = false;
  /** One ticket after the other: the second of two quick scans sees the first. */
  private judging: Promise<unknown> = Promise.resolve();

  readonly list = computed(() => this.kept()?.list);
  readonly isOnline = signal(true);
  /** Whether the device was taken back: it can't send any more. */
  readonly isTakenBack = signal(false);
  readonly unsent = computed(
    () => [...this.scans().values()].filter(({ sent }) => sent === 0).length,
  );
  readonly admissions = computed(() => {
    const ahead = this.progress().aheadMs;
    const scans = [...this.scans().values()].map((scan) =>
      scan.sent === 1 ? scan : { ...scan, scannedAt: shifted(scan.scannedAt, ahead) },
    );
    return mergeScans(scans, this.list()?.reentry ?? 'none');
  });
  readonly admitted = computed(
    () => [...this.admissions().values()].filter(({ first }) => first !== undefined).length,
  );
  private readonly finder = computed(() => {
    const list = this.list();
    return list && new TicketFinder(list);
  });

  constructor(
    private readonly database: DoorDatabase,
    private readonly server: DoorServer,
    private readonly device: () => KeptDevice,
    readonly eventId: string,
  ) {
    this.progress = signal({ eventId, after: 0, aheadMs: 0 });
  }

  /** Begins with what is kept, and goes on asking the server until it is closed. */
  async open(): Promise<void> {
    const { lists, progress, scans } = this.database;
    const [list, known, made] = await Promise.all([
      lists.get(this.eventId),
      progress.get(this.eventId),
      scans.where('eventId').equals(this.eventId).toArray(),
    ]);
    this.kept.set(list);
    if (known) this.progress.set(known);
    this.show(made);
    void this.goOn();
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
  }

  /** Reads what was scanned or typed, and lets pass whoever may. */
  async scan(text: string, way: Way): Promise<Verdict> {
    const found = this.finder()?.find(text, this.now() / 1_000) ?? { reason: 'unknown' as const };
    if ('reason' in found) {
      return { reason: found.reason, ticket: undefined, since: undefined, kept: undefined };
    }
    return this.pass(found.ticket, way);
  }

  /** Lets a ticket in or out, where it may pass. */
  pass(ticket: DoorTicketDto, way: Way): Promise<Verdict> {
    const verdict = this.judging.then(() => this.judge(ticket, way));
    this.judging = verdict.catch(() => undefined);
    return verdict;
  }

  async undo({ ticketId, bookingId, nonce }: KeptScan): Promise<void> {
    await this.keep({ id: ticketId, bookingId }, 'undo', nonce);
  }

  /** Those of the same booking that haven't come in yet: some of a group are often late. */
  stillToCome({ bookingId }: DoorTicketDto): DoorTicketDto[] {
    const tickets = this.list()?.tickets ?? [];
    return tickets.filter(
      (ticket) => ticket.bookingId === bookingId && this.admissionOf(ticket)?.since === undefined,
    );
  }

  private admissionOf({ id: ticketId, bookingId }: DoorTicketDto) {
    return this.admissions().get(soldTicket({ ticketId, bookingId }));
  }

  private async judge(ticket: DoorTicketDto, way: Way): Promise<Verdict> {
    const admission = this.admissionOf(ticket);
    const rule = this.list()?.reentry ?? 'none';
    const reason = way === 'in' ? judge(ticket, admission, rule) : judgeExit(admission);
    if (!letsPass(reason)) return { reason, ticket, since: admission?.since, kept: undefined };
    const kept = await this.keep(ticket, way, null);
    return { reason, ticket, since: undefined, kept };
  }

  /** Kept before anything is shown: whoever closes the page a moment later loses nothing. */
  private async keep(
    ticket: Pick<DoorTicketDto, 'id' | 'bookingId'>,
    kind: ScanKind,
    undoes: string | null,
  ): Promise<KeptScan> {
    const { id, gate } = this.device();
    const scan: KeptScan = {
      eventId: this.eventId,
      ticketId: ticket.id,
      bookingId: ticket.bookingId,
      deviceId: id,
      nonce: crypto.randomUUID(),
      kind,
      undoes,
      gate,
      scannedAt: new Date().toISOString(),
      sent: 0,
    };
    await this.database.scans.put(scan);
    this.show([scan]);
    void this.goOn();
    return scan;
  }

  /** Sends, reads, and does so again in a while: one at a time, in this tab and in others. */
  private async goOn(): Promise<void> {
    this.isWanted = true;
    if (this.isGoing) return;
    this.isGoing = true;
    clearTimeout(this.timer);
    while (this.isWanted && !this.isOver()) {
      this.isWanted = false;
      await navigator.locks.request(`boxoffice-door-${this.eventId}`, () => this.exchange());
    }
    this.isGoing = false;
    if (!this.isOver()) this.timer = setTimeout(() => void this.goOn(), SYNC_MS);
  }

  private isOver(): boolean {
    return this.isClosed || this.isTakenBack();
  }

  private async exchange(): Promise<void> {
    try {
      await this.refreshList();
      while (await this.sync());
      this.isOnline.set(true);
    } catch (error) {
      this.isOnline.set(false);
      if (!(error instanceof RefusedError && error.status === 401)) return;
      this.isTakenBack.set(true);
      await this.database.forgetLists();
    }
  }

  private async refreshList(): Promise<void> {
    const before = this.kept();
    if (before && Date.now() - this.listReadAt < LIST_MS) return;
    const fresh = await this.server.list(this.eventId, before?.etag).catch((error: unknown) => {
      // Long over: nobody is told the list any more, but what was scanned is still to be sent.
      if (before && error instanceof RefusedError && error.status === 404) return undefined;
      throw error;
    });
    this.listReadAt = Date.now();
    if (!fresh) return;
    const kept = { eventId: this.eventId, ...fresh };
    await this.database.lists.put(kept);
    this.kept.set(kept);
  }

  /** @returns whether there is more to send or to read */
  private async sync(): Promise<boolean> {
    const unsent = [...this.scans().values()].filter(({ sent }) => sent === 0);
    const batch = unsent.slice(0, BATCH);
    const answer = await this.server.sync(this.eventId, {
      sentAt: new Date().toISOString(),
      scans: batch.map(({ ticketId, bookingId, nonce, kind, undoes, gate, scannedAt }) => ({
        ticketId,
        bookingId,
        nonce,
        kind,
        undoes,
        gate,
        scannedAt,
      })),
      after: this.progress().after,
    });
    const sent = batch.map((scan) => ({ ...scan, sent: 1 as const }));
    const told = answer.scans.map((scan) => this.toldBy(scan));
    // The server's times of one's own come with the others', and win over those of this clock.
    const known = [...sent, ...told];
    const progress: KeptProgress = {
      eventId: this.eventId,
      after: answer.next,
      aheadMs: Date.parse(answer.now) - Date.now(),
    };
    const { scans, progress: progresses } = this.database;
    await this.database.transaction('rw', scans, progresses, async () => {
      await scans.bulkPut(known);
      await progresses.put(progress);
    });
    this.progress.set(progress);
    this.show(known);
    return answer.more || unsent.length > batch.length;
  }

  private toldBy({
    ticketId,
    bookingId,
    deviceId,
    nonce,
    kind,
    undoes,
    gate,
    scannedAt,
  }: KeptScanDto): KeptScan {
    const { eventId } = this;
    return {
      eventId,
      ticketId,
      bookingId,
      deviceId,
      nonce,
      kind,
      undoes,
      gate,
      scannedAt,
      sent: 1,
    };
  }

  private show(scans: readonly KeptScan[]): void {
    if (scans.length === 0) return;
    const all = new Map(this.scans());
    for (const scan of scans) all.set(keyOf(scan), scan);
    this.scans.set(all);
  }

  /** By the server's clock, as far as it is known. */
  private now(): number {
    return Date.now() + this.progress().aheadMs;
  }
}

function keyOf({ ticketId, deviceId, nonce }: KeptScan): string {
  return `${ticketId} ${deviceId} ${nonce}`;
}

function shifted(moment: string, byMs: number): string {
  return new Date(Date.parse(moment) + byMs).toISOString();
}
