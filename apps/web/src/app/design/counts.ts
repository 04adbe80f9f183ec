/** `1 ticket`, `3 tickets`, `20,000 tickets`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString()} ${count === 1 ? one : many}`;
}
