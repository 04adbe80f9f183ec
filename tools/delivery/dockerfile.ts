export interface Copy {
  readonly stage: string;
  /** Source stage, or the build context. */
  readonly from: string | undefined;
  readonly sources: readonly string[];
}

export interface Dockerfile {
  /** Names in order; a stage without a name has its number. */
  readonly stages: readonly string[];
  readonly copies: readonly Copy[];
  /** Instructions of the final stage. */
  readonly image: readonly string[];
}

/** As much of a Dockerfile as its references need. */
export function parseDockerfile(text: string): Dockerfile {
  const stages: string[] = [];
  const copies: Copy[] = [];
  let image: string[] = [];
  for (const instruction of instructionsOf(text)) {
    const [keyword, ...words] = instruction.split(/\s+/);
    if (keyword === 'FROM') {
      stages.push(words[1] === 'AS' ? (words[2] ?? '') : String(stages.length));
      image = [];
    }
    if (keyword === 'COPY') {
      const flag = words.find((word) => word.startsWith('--from='));
      const paths = words.filter((word) => !word.startsWith('--'));
      copies.push({
        stage: stages.at(-1) ?? '',
        from: flag?.slice('--from='.length),
        sources: paths.slice(0, -1),
      });
    }
    image.push(instruction);
  }
  return { stages, copies, image };
}

function instructionsOf(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .replaceAll(/\\\n/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
