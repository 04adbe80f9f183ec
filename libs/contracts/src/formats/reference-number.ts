/** A long number of a booking or a ticket in groups of four, as people read it out; searches take it with or without them. */
export function formatReference(id: string): string {
  return id.length <= 6 ? id : id.replace(/\B(?=(\d{4})+$)/g, ' ');
}
