/** Hands a text to the person in front of the page, as a file. */
export function saveAsFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has read it by the next turn; kept longer, it only takes memory.
  setTimeout(() => URL.revokeObjectURL(url));
}
