/** A browser's storage may be blocked or full: then nothing is remembered, and nothing breaks. */
function remembering(storage: () => Storage) {
  const read = (name: string): string | null => {
    try {
      return storage().getItem(`boxoffice.${name}`);
    } catch {
      return null;
    }
  };
  return {
    read,
    /** Undefined also for what cannot be read as JSON. */
    readJson(name: string): unknown {
      try {
        return JSON.parse(read(name) ?? '') as unknown;
      } catch {
        return undefined;
      }
    },
    write(name: string, value: string | null): void {
      try {
        if (value === null) storage().removeItem(`boxoffice.${name}`);
        else storage().setItem(`boxoffice.${name}`, value);
      } catch {
        // Forgotten the next time that the page is loaded.
      }
    },
  };
}

/** What the browser remembers for this device. */
export const stored = remembering(() => localStorage);

/** What the browser remembers for this tab, until it is closed: it outlives that the page is loaded again. */
export const storedInTab = remembering(() => sessionStorage);
