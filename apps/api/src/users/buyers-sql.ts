/**
 * Identifies the buyer of a `users` row, as text: a mailbox is one buyer, with all its guests, accounts and
 * plus-addresses; a user without an address is a buyer of their own.
 */
export const BUYER_SQL = 'COALESCE(mailbox_key, id::text)';

/** Whether somebody can be mailed: they have proved their address, or are a guest, who said where to send tickets. */
export const IS_MAILABLE_SQL = `(email IS NOT NULL AND (email_verified_at IS NOT NULL OR role = 'guest'))`;

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

/** All users under the addresses of some, those too: `$1`, a list of ids. Of the guests of an address only the newest. */
export const SHARING_ADDRESSES_SQL = `
  WITH asked AS (
    SELECT DISTINCT email_key FROM users WHERE id = ANY ($1::bigint[]) AND email_key IS NOT NULL
  )
  SELECT account.id FROM asked JOIN users AS account USING (email_key) WHERE account.role <> 'guest'
  UNION ALL
  SELECT guest.id FROM asked CROSS JOIN LATERAL (
    SELECT id FROM users WHERE email_key = asked.email_key AND role = 'guest'
    ORDER BY id DESC LIMIT ${GUESTS_MAX}
  ) AS guest`;
