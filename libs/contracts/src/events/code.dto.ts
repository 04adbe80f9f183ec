/** What a code does: it opens what is hidden or set aside, or it lowers prices. */
export const CODE_KINDS = ['access', 'discount'] as const;

export type CodeKind = (typeof CODE_KINDS)[number];
