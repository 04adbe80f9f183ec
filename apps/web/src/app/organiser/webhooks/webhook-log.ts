import type { WebhookDeliveryDto } from '@boxoffice/contracts';
import { afterFullPage, PagedList } from '../../api/paged-list';

const PAGE_SIZE = 25;

/** What a webhook was told, the latest first. */
export class WebhookLog extends PagedList<WebhookDeliveryDto[], WebhookDeliveryDto> {
  /** @param onlyFailed whether what was received, or still may be, is left out */
  constructor(url: () => string, onlyFailed: () => boolean) {
    super({
      address: (before) => {
        const params = new URLSearchParams({
          limit: String(PAGE_SIZE),
          ...(onlyFailed() && { status: 'failed' }),
          ...(before && { before }),
        });
        return `${url()}/deliveries?${params.toString()}`;
      },
      itemsOf: (deliveries) => deliveries,
      idOf: ({ id }) => id,
      nextOf: (deliveries) => afterFullPage(deliveries, PAGE_SIZE),
    });
  }
}
