import {
  isLegalLink,
  LEGAL_DOCUMENTS,
  type EventOrganiserDto,
  type EventOrganiserTextsDto,
  type LegalDocument,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { OrganiserEntity } from './organiser.entity.js';

const FIELDS: Readonly<Record<LegalDocument, 'imprint' | 'terms' | 'privacy' | 'refundPolicy'>> = {
  imprint: 'imprint',
  terms: 'terms',
  privacy: 'privacy',
  refund_policy: 'refundPolicy',
};

/** What anybody may know of the organisers of public events: their buyers have to. */
@Injectable()
export class PublicOrganisers {
  /** Some of them, by id: name, address, and where the legal texts are. */
  async of(
    manager: EntityManager,
    organiserIds: readonly string[],
  ): Promise<Map<string, EventOrganiserDto>> {
    const organisers = await manager.findBy(OrganiserEntity, { id: In([...organiserIds]) });
    return new Map(organisers.map((organiser) => [organiser.id, described(organiser)]));
  }

  /** The names of some of them, by id. */
  async namesOf(
    manager: EntityManager,
    organiserIds: readonly string[],
  ): Promise<Map<string, string>> {
    const organisers = await manager.find(OrganiserEntity, {
      select: { id: true, name: true },
      where: { id: In([...new Set(organiserIds)]) },
    });
    return new Map(organisers.map(({ id, name }) => [id, name]));
  }

  /** One of them, with its texts. */
  async textsOf(manager: EntityManager, organiserId: string): Promise<EventOrganiserTextsDto> {
    const { name, contactEmail, imprint, terms, privacy, refundPolicy } =
      await manager.findOneByOrFail(OrganiserEntity, { id: organiserId });
    return { name, contactEmail, imprint, terms, privacy, refundPolicy };
  }
}

function described(organiser: OrganiserEntity): EventOrganiserDto {
  return {
    name: organiser.name,
    contactEmail: organiser.contactEmail,
    documents: LEGAL_DOCUMENTS.flatMap((document) => {
      const text = organiser[FIELDS[document]];
      return text === '' ? [] : [{ document, link: isLegalLink(text) ? text : null }];
    }),
  };
}
