/** Whether the fees of tickets that are given back go back, too. */
export const REFUND_FEES = ['with_fees', 'without_fees'] as const;
export type RefundFees = (typeof REFUND_FEES)[number];
