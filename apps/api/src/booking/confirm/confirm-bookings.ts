import {
  ProblemCode,
  type ConfirmationDto,
  type PaymentFailureDto,
  type PaymentSimulation,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { BatchQueue, QueueFullError, TryAgainError } from '../../platform/batching/batch-queue.js';
import { Settings } from '../../platform/config/settings.js';
import { isStatementRefused } from '../../platform/database/database-errors.js';
import { PaymentPolicy } from '../../payments/payment-policy.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { InventoryCorruptError } from '../../tickets/inventory/ticket-inventory.js';
import { ConfirmBatch, type ConfirmCommand } from './confirm-batch.js';

/** Most tickets of one batch, as for reservations. */
const BATCH_TICKETS_MAX = 2_000;

/** Longest wait for a batch to begin, in milliseconds. */
const WAIT_MAX_MS = 5_000;

/**
 * How often a payment is tried again that met another payment for the same booking in its batch. It
 * then finds the other one's result; more than two in a row need as many double clicks at once.
 */
const MEETINGS_MAX = 100;

/** Payments name tickets, and may be of any event: they share one queue. */
const QUEUE_KEY = 'confirm';

/** A payment as it was asked for. */
export type ConfirmRequest = Omit<ConfirmCommand, 'paymentSimulation'> & {
  paymentSimulation?: PaymentSimulation;
};

/**
 * Takes the payment for held tickets and makes them the buyer's; or, where the payment fails, puts
 * them back on sale. What waits at the same moment is carried out together (see {@link ConfirmBatch}).
 */
@Injectable()
export class ConfirmBookings {
  private readonly queue: BatchQueue<ConfirmCommand, ConfirmationDto | PaymentFailureDto>;

  constructor(
    batch: ConfirmBatch,
    private readonly policy: PaymentPolicy,
    settings: Settings,
  ) {
    this.queue = new BatchQueue(
      {
        batchMax: settings.CONFIRM_BATCH_MAX,
        weightMax: BATCH_TICKETS_MAX,
        lanesMax: settings.CONFIRM_LANES,
        batchesMax: settings.confirmBatchesMax,
        waitingMax: settings.CONFIRM_WAITING_MAX,
        waitMaxMs: WAIT_MAX_MS,
      },
      (_key, commands) => batch.carryOut(commands),
      ({ ticketIds }) => ticketIds.length,
      (error) => isStatementRefused(error) || error instanceof InventoryCorruptError,
    );
  }

  /**
   * @throws DomainError USER_NOT_FOUND, TICKET_NOT_FOUND, BOOKING_NOT_FOUND, TICKETS_OF_ANOTHER_USER, TICKETS_NOT_HELD,
   * HOLD_EXPIRED, ALREADY_CONFIRMED, BOOKING_ENDED, ATTENDEES_MISSING, PAYMENTS_NOT_CONFIGURED or BUSY; nothing is charged and nothing changes
   */
  async execute(request: ConfirmRequest): Promise<ConfirmationDto | PaymentFailureDto> {
    const command = {
      ...request,
      paymentSimulation: this.policy.simulationOf(request.paymentSimulation),
    };
    for (let meetings = 0; ; meetings += 1) {
      try {
        return await this.queue.submit(QUEUE_KEY, command);
      } catch (error) {
        if (error instanceof TryAgainError && meetings < MEETINGS_MAX) continue;
        if (!(error instanceof QueueFullError || error instanceof TryAgainError)) throw error;
        throw new DomainError(
          ProblemCode.Busy,
          'Too many payments are ahead of yours at this moment. Nothing was charged; please try again.',
          { retryAfterSeconds: 1 },
        );
      }
    }
  }
}
