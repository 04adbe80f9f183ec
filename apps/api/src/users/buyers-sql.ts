/**
 * Identifies the buyer of a `users` row, as text: a mailbox is one buyer, with all its guests, accounts and
 * plus-addresses; a user without an address is a buyer of their own.
 */
export const BUYER_SQL = 'COALESCE(mailbox_key, id::text)';

/**
 * Newest guests of a mailbox that are counted. Anybody can create guests with any address, and thousands must
 * not slow down its owner. Evading the count takes as many guests, and a guest with another mailbox costs no
 * more than one.
 */
const GUESTS_MAX = 200;

/**
 * All users of one buyer: those of a mailbox, of its guests only the newest.
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
