/**
 * Who a row of `users` is as a buyer, as a text: an address is one buyer, however many guests and accounts have
 * said it; whoever has none is a buyer of their own.
 */
export const BUYER_SQL = 'COALESCE(email_key, id::text)';

/**
 * All users who are one buyer. The two indexes on addresses are of guests and of accounts.
 *
 * @param buyer the text of an expression: the buyer
 * @param userId the text of an expression: one user who is that buyer
 * @returns the text of a query of their ids
 */
export function usersOfBuyerSql(buyer: string, userId: string): string {
  return `
    SELECT id FROM users WHERE role = 'guest' AND email_key = ${buyer}
    UNION ALL
    SELECT id FROM users WHERE role <> 'guest' AND email_key = ${buyer}
    UNION ALL
    SELECT ${userId} WHERE ${buyer} = ${userId}::text`;
}
