import { ProblemCode, type OrganiserEventDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, Not, type EntityManager } from 'typeorm';
import { Images } from '../../images/images.js';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import { validationFailed } from '../../platform/http/validation/validation-failed.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { EventChanges, type ChangeRequest } from '../event-changes.js';
import { EventEntity } from '../event.entity.js';

/** Gives an event a picture, or takes it away. */
@Injectable()
export class ChangeEventImage {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: OrganiserAccess,
    private readonly images: Images,
    private readonly changes: EventChanges,
  ) {}

  /**
   * @param read the upload's bytes: nothing of them is read for somebody who may not
   * @param alt the words that stand for it
   * @throws DomainError those of {@link EventChanges.run} and of {@link Images.store}; VALIDATION_FAILED
   */
  async replace(
    request: ChangeRequest,
    read: () => Promise<Buffer>,
    alt: string | undefined,
  ): Promise<OrganiserEventDto> {
    const { organiserId, eventId, caller } = request;
    await this.access.require(this.dataSource.manager, caller, { organiserId, eventId }, 'manager');
    if (alt === undefined) {
      throw validationFailed([{ field: 'alt', messages: ['alt must say what the picture shows'] }]);
    }
    const imageId = await this.images.store(organiserId, read);
    return this.changes.run(request, async (manager, event) => {
      await this.show(manager, event, imageId, alt);
      await this.images.use(manager, imageId);
      return { action: 'event.image_changed', before: null, after: { imageId } };
    });
  }

  /** @throws DomainError those of {@link EventChanges.run}; VALIDATION_FAILED where there is no picture */
  async describe(request: ChangeRequest, alt: string): Promise<OrganiserEventDto> {
    return this.changes.run(request, async (manager, event) => {
      if (event.imageId === null) {
        throw new DomainError(ProblemCode.ImageNotFound, 'The event has no picture.');
      }
      if (event.imageAlt === alt) return undefined;
      await manager.update(EventEntity, { id: event.id }, { imageAlt: alt });
      return { action: 'event.image_described', before: null, after: { imageId: event.imageId } };
    });
  }

  /** @throws DomainError those of {@link EventChanges.run} */
  async remove(request: ChangeRequest): Promise<OrganiserEventDto> {
    return this.changes.run(request, async (manager, event) => {
      if (event.imageId === null) return undefined;
      await this.show(manager, event, null, '');
      return { action: 'event.image_changed', before: { imageId: event.imageId }, after: null };
    });
  }

  private async show(
    manager: EntityManager,
    { id, imageId: before }: EventEntity,
    imageId: string | null,
    imageAlt: string,
  ): Promise<void> {
    await manager.update(EventEntity, { id }, { imageId, imageAlt, updatedAt: () => 'now()' });
    if (before === null) return;
    // Dates of one thing share a picture.
    const isShared = await manager.existsBy(EventEntity, { imageId: before, id: Not(id) });
    if (!isShared) await this.images.release(manager, before);
  }
}
