/**
 * Who a row of `users` is as a buyer, as a text: a mailbox is one buyer, however many guests and accounts have
 * said its address or one of its plus-addresses; whoever has none is a buyer of their own.
 */
export const BUYER_SQL = 'COALESCE(mailbox_key, id::text)';

/**
 * All users who are one buyer.
 *
 * @param buyer the text of an expression: the buyer
 * @param userId the text of an expression: one user who is that buyer
 * @returns the text of a query of their ids
 */
export function usersOfBuyerSql(buyer: string, userId: string): string {
  return `
    SELECT id FROM users WHERE mailbox_key = ${buyer}
    UNION ALL
    SELECT ${userId} WHERE ${buyer} = ${userId}::text`;
}
