/** The part of V8's `.cpuprofile` format that is read here. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  /** On the machine's monotonic clock, in microseconds. */
  readonly startTime: number;
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

export interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string };
  readonly children?: readonly number[];
}

export const IDLE = 'idle';

/** What a line of code belongs to, by where it stands; the first that fits. */
const OWNERS: readonly (readonly [RegExp, string])[] = [
  [/\/node_modules\/(fastify|@fastify|find-my-way|secure-json-parse|fast-json)/, 'Fastify'],
  [/\/node_modules\/(class-validator|class-transformer|validator|libphonenumber)/, 'validation'],
  [/\/node_modules\/(@nestjs|rxjs|reflect-metadata|iterare)/, 'Nest'],
  [/\/node_modules\/(typeorm)/, 'TypeORM'],
  [/\/node_modules\/(pg|postgres)/, 'PostgreSQL driver'],
  [/\/node_modules\/(pino|sonic-boom|thread-stream)/, 'logging'],
  [/\/apps\/api\/dist\/|\/libs\/contracts\//, 'Boxoffice’s own code'],
  [/^node:(_http|internal\/http|http)/, 'Node: HTTP'],
  [
    /^node:(net|stream|internal\/streams|internal\/stream|buffer|internal\/buffer)/,
    'Node: sockets',
  ],
  [/^node:/, 'Node: the rest'],
  [/\/node_modules\//, 'other packages'],
];

/** What V8 calls by itself, without a file. */
const NATIVE: Readonly<Record<string, string>> = {
  '(idle)': IDLE,
  '(garbage collector)': 'garbage collection',
  '(program)': 'Node: native code',
  '(root)': 'Node: native code',
  parse: 'JSON',
  stringify: 'JSON',
  writev: 'Node: sockets',
  writeBuffer: 'Node: sockets',
  writeUtf8String: 'Node: sockets',
  writeLatin1String: 'Node: sockets',
  execute: 'Node: HTTP',
};

/**
 * Self time of each group within a window of time, in microseconds. Native functions count to whoever
 * called them, except those that have a group of their own.
 */
export function timeByGroup(
  profile: CpuProfile,
  [from, until]: readonly [number, number],
): Map<string, number> {
  const groups = groupOfNodes(profile.nodes);
  const sums = new Map<string, number>();
  let now = profile.startTime;
  for (const [index, id] of profile.samples.entries()) {
    // The time until the next sample is the one's that was seen.
    now += profile.timeDeltas[index] ?? 0;
    const elapsed = profile.timeDeltas[index + 1] ?? 0;
    if (now < from || now >= until) continue;
    const group = groups.get(id) ?? 'Node: native code';
    sums.set(group, (sums.get(group) ?? 0) + elapsed);
  }
  return sums;
}

function groupOfNodes(nodes: readonly ProfileNode[]): Map<number, string> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const groups = new Map<number, string>();
  const visit = (node: ProfileNode, callers: string): void => {
    const group = groupOf(node) ?? callers;
    groups.set(node.id, group);
    for (const id of node.children ?? []) {
      const child = byId.get(id);
      if (child) visit(child, group);
    }
  };
  const [root] = nodes;
  if (root) visit(root, 'Node: native code');
  return groups;
}

function groupOf({ callFrame: { functionName, url } }: ProfileNode): string | undefined {
  if (url === '') return NATIVE[functionName];
  return OWNERS.find(([pattern]) => pattern.test(url))?.[1];
}
