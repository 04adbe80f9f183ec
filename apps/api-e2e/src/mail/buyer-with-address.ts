import type { DatabaseWindow } from '../setup/database-window.ts';
import { addUser } from '../setup/open-sale.ts';

/** A user whose address is proven, written past the API. */
export async function addBuyer(sql: DatabaseWindow, name = 'Buyer'): Promise<Buyer> {
  const id = await addUser(sql);
  const address = `buyer-${id}@mail.example`;
  await sql.execute(
    `UPDATE users SET name = $2, email = $3, email_key = $3, email_verified_at = now() WHERE id = $1`,
    [id, name, address],
  );
  return { id, address };
}

export interface Buyer {
  readonly id: string;
  readonly address: string;
}
