/** A ticket's id as it is read out at the door: `7300 0000 0000 0000 012` is hard, groups help. */
export function ticketNumber(id: string): string {
  return id.length <= 6 ? id : id.replace(/\B(?=(\d{4})+$)/g, ' ');
}
