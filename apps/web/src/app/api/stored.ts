/**
 * What the browser remembers for this device. Storage may be blocked or full: then nothing is
 * remembered, and nothing breaks.
 */
export const stored = {
  read(name: string): string | null {
    try {
      return localStorage.getItem(`boxoffice.${name}`);
    } catch {
      return null;
    }
  },
  write(name: string, value: string | null): void {
    try {
      if (value === null) localStorage.removeItem(`boxoffice.${name}`);
      else localStorage.setItem(`boxoffice.${name}`, value);
    } catch {
      // Forgotten at the next visit.
    }
  },
};
