/** Keyboards write the same character in several ways; a password must not depend on the keyboard. */
export function normalisedPassword(password: string): string {
  return password.normalize('NFKC');
}
