/** Hands something to the person in front of the page, as a file. */
export function saveAsFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has read it by the next turn; kept longer, it only takes memory.
  setTimeout(() => URL.revokeObjectURL(url));
}
