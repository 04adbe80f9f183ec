import { UnauthorizedException } from '@nestjs/common';

/** The buyer whom a request names: this server knows no tokens, which would say it too. */
export function buyerOf({ userId }: { readonly userId?: string }): string {
  if (userId === undefined) throw new UnauthorizedException('The request names no buyer.');
  return userId;
}
