/**
 * One address and nothing else. Stricter than the standard, which allows quoted spaces and comments
 * that no real address has; whatever could begin a header, a second address or a display name is out.
 */
const ADDRESS = /^[^\s@<>()[\]\\,;:"\p{C}]{1,64}@[^\s@<>()[\]\\,;:"\p{C}]{1,255}$/u;

/** Whether a mail can be sent to an address, as far as its form says. */
export function isMailable(address: string): boolean {
  return address.length <= 320 && ADDRESS.test(address);
}

/** @throws Error where an address is none: whoever took it in should have refused it */
export function refuseUnmailable(address: string): void {
  if (!isMailable(address))
    throw new Error('A mail was to be sent to something that is no address.');
}
