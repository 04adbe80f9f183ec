/** Commands of a section of the document. */
export interface Commands {
  readonly heading: string;
  readonly commands: string;
}

/** What the fenced blocks of a document that are marked `bash rehearsed` say, in their order. */
export function rehearsedCommands(document: string): Commands[] {
  const found: Commands[] = [];
  let heading = '';
  let block: string[] | undefined;
  for (const line of document.split('\n')) {
    if (block === undefined && line.startsWith('## ')) heading = line.slice('## '.length);
    if (line === '```bash rehearsed') block = [];
    else if (line === '```' && block !== undefined) {
      found.push({ heading, commands: block.join('\n') });
      block = undefined;
    } else block?.push(line);
  }
  return found;
}
