import { ProblemCode, type AnnouncementDto, type WriteToBuyersDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DomainError } from '../../platform/problems/domain-error.js';
import { EventChanges, type ChangeRequest } from '../event-changes.js';
import { EventAnnouncements } from './event-announcements.js';

/** Writes to all who have tickets of an event. They are mailed afterwards, some at a time. */
@Injectable()
export class WriteToBuyers {
  constructor(
    private readonly changes: EventChanges,
    private readonly announcements: EventAnnouncements,
  ) {}

  /**
   * @throws DomainError those of {@link EventChanges.run}; EVENT_STATE_CONFLICT for a draft;
   * ANNOUNCEMENT_LIMIT_EXCEEDED
   */
  execute(request: ChangeRequest, body: WriteToBuyersDto): Promise<AnnouncementDto> {
    let announced: AnnouncementDto;
    return this.changes.answering(
      request,
      async (manager, { id, publishedAt }) => {
        if (publishedAt === null) {
          throw new DomainError(
            ProblemCode.EventStateConflict,
            'This event is a draft: nobody has tickets of it.',
          );
        }
        announced = await this.announcements.ofMessage(manager, id, body);
        // Without its words: they may name people, and the audit is kept for good.
        const after = { announcementId: announced.id };
        return { action: 'event.buyers_written_to', before: null, after };
      },
      () => Promise.resolve(announced),
    );
  }
}
