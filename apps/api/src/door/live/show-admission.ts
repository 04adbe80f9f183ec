import {
  mergeScans,
  soldTicket,
  type AdmissionDto,
  type DoubleEntryDto,
  type GateAdmissionDto,
  type KeptScanDto,
  type ReentryRule,
  type TicketAdmission,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import type { Caller } from '../../platform/access/access.js';
import { Clock } from '../../platform/clock/clock.js';
import { SoldTickets } from '../list/sold-tickets.js';
import { EventScans } from '../scans/event-scans.js';

/** Most double entries that one answer lists. */
const DOUBLES_MAX = 500;

const LATELY_MS = 5 * 60 * 1_000;

const DEVICE_NAMES_SQL = 'SELECT id, name FROM door_devices WHERE organiser_id = $1';

type Admissions = ReadonlyMap<string, TicketAdmission<KeptScanDto>>;

/** Says who is in, gate by gate, and which tickets came in twice. */
@Injectable()
export class ShowAdmission {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: OrganiserAccess,
    private readonly sold: SoldTickets,
    private readonly scans: EventScans,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError those of {@link OrganiserAccess.require} */
  async execute(
    address: { organiserId: string; eventId: string },
    caller: Caller,
  ): Promise<AdmissionDto> {
    const { manager } = this.dataSource;
    await this.access.require(manager, caller, address, 'door');
    return this.describe(manager, address);
  }

  async describe(
    manager: EntityManager,
    { organiserId, eventId }: { organiserId: string; eventId: string },
  ): Promise<AdmissionDto> {
    const [[event], sold, scans, devices] = await Promise.all([
      manager.query<{ reentry: ReentryRule }[]>('SELECT reentry FROM events WHERE id = $1', [
        eventId,
      ]),
      this.sold.ofEvent(manager, eventId),
      this.scans.after(manager, eventId, 0, null),
      manager.query<{ id: string; name: string }[]>(DEVICE_NAMES_SQL, [organiserId]),
    ]);
    const reentry = event?.reentry ?? 'none';
    const admissions = mergeScans(
      scans.map(({ scan }) => scan),
      reentry,
    );
    const tickets = new Map(
      sold.map((ticket) => [soldTicket({ ...ticket, ticketId: ticket.id }), ticket]),
    );
    const names = new Map(devices.map(({ id, name }) => [id, name]));
    const doubles = doublesOf(admissions).map(({ scan, since }): DoubleEntryDto => ({
      ticketId: scan.ticketId,
      name: tickets.get(soldTicket(scan))?.name ?? '',
      tier: tickets.get(soldTicket(scan))?.tier ?? '',
      firstAt: since.scannedAt,
      firstGate: since.gate,
      firstDevice: names.get(since.deviceId) ?? '',
      againAt: scan.scannedAt,
      againGate: scan.gate,
      againDevice: names.get(scan.deviceId) ?? '',
    }));
    const all = [...admissions.values()];
    return {
      reentry,
      expected: sold.length,
      admitted: all.filter(({ first }) => first !== undefined).length,
      inside: all.filter(({ isIn }) => isIn).length,
      gates: gatesOf(admissions, this.clock.now()),
      doubles: doubles.slice(0, DOUBLES_MAX),
      doubleCount: doubles.length,
    };
  }
}

function doublesOf(admissions: Admissions) {
  return [...admissions.values()]
    .flatMap(({ doubles }) => doubles)
    .sort((one, other) => (one.scan.scannedAt < other.scan.scannedAt ? 1 : -1));
}

function gatesOf(admissions: Admissions, now: number): GateAdmissionDto[] {
  const gates = new Map<string, GateAdmissionDto>();
  for (const { first } of admissions.values()) {
    if (!first) continue;
    const gate = gates.get(first.gate) ?? { gate: first.gate, admitted: 0, lately: 0 };
    gate.admitted += 1;
    if (Date.parse(first.scannedAt) > now - LATELY_MS) gate.lately += 1;
    gates.set(first.gate, gate);
  }
  return [...gates.values()].sort((one, other) => (one.gate < other.gate ? -1 : 1));
}
