/** Keyboards encode the same character differently, and a password must not depend on the keyboard. */
export function normalisedPassword(password: string): string {
  return password.normalize('NFKC');
}
