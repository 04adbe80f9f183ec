/** Commands of a section of the document. */
export interface Commands {
  readonly heading: string;
  readonly commands: string;
}

/** The document's command blocks in order, without those marked `by-hand`. */
export function commandsOf(document: string): Commands[] {
  const found: Commands[] = [];
  let heading = '';
  let language = '';
  let block: string[] | undefined;
  for (const line of document.split('\n')) {
    if (block === undefined) {
      if (line.startsWith('## ')) heading = line.slice('## '.length);
      if (!line.startsWith('```')) continue;
      language = line.slice('```'.length);
      block = [];
    } else if (line === '```') {
      if (language === 'bash') found.push({ heading, commands: block.join('\n') });
      block = undefined;
    } else block.push(line);
  }
  return found;
}
