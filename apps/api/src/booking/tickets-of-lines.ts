import type { BookedLine } from './booking.entity.js';

/**
 * Which of a booking's tickets were sold by which of its lines. The tickets are listed in the order of the lines, so
 * no ticket has to say itself at what price and as which type it was sold.
 *
 * @returns each line with the ids of its tickets, in the order of the lines
 */
export function ticketsOfLines<Line extends Pick<BookedLine, 'quantity'>>({
  lines,
  ticketIds,
}: {
  readonly lines: readonly Line[];
  readonly ticketIds: readonly string[];
}): { readonly line: Line; readonly ticketIds: string[] }[] {
  let next = 0;
  return lines.map((line) => {
    const first = next;
    next += line.quantity;
    return { line, ticketIds: ticketIds.slice(first, next) };
  });
}

/** The lines of a booking, as far as some of its tickets go; prices stay those of the reservation. */
export function linesOf<Line extends BookedLine>(
  booking: { readonly lines: readonly Line[]; readonly ticketIds: readonly string[] },
  kept: readonly string[],
): Line[] {
  return ticketsOfLines(booking).flatMap(({ line, ticketIds }) => {
    const quantity = ticketIds.filter((id) => kept.includes(id)).length;
    return quantity === 0 ? [] : [{ ...line, quantity }];
  });
}
