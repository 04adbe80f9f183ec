/**
 * Who a row of `users` is as a buyer, as a text: a mailbox is one buyer, however many guests and accounts have
 * said its address or one of its plus-addresses; whoever has none is a buyer of their own.
 */
export const BUYER_SQL = 'COALESCE(mailbox_key, id::text)';

/**
 * Guests of a mailbox that are looked at, the newest. Anybody can be a guest with any address, as often as they like:
 * thousands of them must not slow down who has it. To be counted no more, one would have to make as many guests,
 * and a guest with another mailbox costs no more than one.
 */
const GUESTS_MAX = 200;

/**
 * All users who are one buyer: those of a mailbox, of the guests the newest.
 *
 * @param buyer the text of an expression: the buyer
 * @param userId the text of an expression: one user who is that buyer
 * @returns the text of a query of their ids
 */
export function usersOfBuyerSql(buyer: string, userId: string): string {
  return `
    SELECT id FROM users WHERE mailbox_key = ${buyer} AND role <> 'guest'
    UNION ALL
    (SELECT id FROM users WHERE mailbox_key = ${buyer} AND role = 'guest'
     ORDER BY id DESC LIMIT ${GUESTS_MAX})
    UNION ALL
    SELECT ${userId}`;
}
