import type { BookingStatus } from '@boxoffice/contracts';
import { STATUSES } from './booking-words';

/** What the list is narrowed to, as it stands in the address. */
export interface BookingFilters {
  search: string;
  status: BookingStatus | '';
  tierId: string;
  from: string;
  to: string;
}

const DAY = /^\d{4}-\d\d-\d\d$/;

/** Reads the filters from an address that anybody may have typed. */
export function readFilters(said: Partial<Record<keyof BookingFilters, string>>): BookingFilters {
  const day = (text: string | undefined): string => (text && DAY.test(text) ? text : '');
  return {
    search: (said.search ?? '').trim().slice(0, 100),
    status: STATUSES.find((one) => one === said.status) ?? '',
    tierId: /^\d{1,19}$/.test(said.tierId ?? '') ? (said.tierId ?? '') : '',
    from: day(said.from),
    to: day(said.to),
  };
}

/** The filters as parameters of an address; what narrows nothing is left out. */
export function filterParams(filters: BookingFilters): Record<string, string> {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== ''));
}
