import { TURNS_A_TOKEN } from '../generator/job.ts';
import type { BenchOptions } from '../options.ts';
import type { Results } from '../scenarios/measure-all.ts';
import { WIDE_LIMIT } from '../servers/variants.ts';
import {
  headersTable,
  memoryTable,
  profileTables,
  readsTable,
  salesTable,
  saleTable,
  targetTable,
} from './figures.ts';
import { table, whole } from './table.ts';

const GIBIBYTE = 1024 ** 3;

/** `docs/benchmarks.md`, the whole of it. */
export function document(results: Results, options: BenchOptions): string {
  const { processes, shares } = profileTables(results);
  return `# Benchmarks

Written by \`npm run bench\` on ${results.at.toISOString().slice(0, 10)}; it took ${Math.round(results.minutes)} minutes. Absolute figures are this machine’s; the ratios are of one run, in which the load generator, Node and PostgreSQL shared the same ${results.machine.cores} cores.

## Targets

${targetTable(results)}

![Reservations of one ticket a second, by connections](benchmarks-reserve.svg)

## What is compared

- **bare Nest on Fastify**, the floor: reads the same JSON and answers with the same bytes as Boxoffice does, without validation, without a database ([source](../tools/bench/servers/floor)).
- **one transaction a request**, what the best known open systems do: the same HTTP, validation, schema and answers; \`BEGIN\`, \`SELECT … FOR UPDATE SKIP LOCKED\` for each tier, \`INSERT\` of the booking, \`UPDATE\` of the tickets, \`COMMIT\`, on a pool of ten connections ([source](../tools/bench/servers/one-transaction)).
- **Boxoffice**: the API as it is built, \`LOG_LEVEL=warn\`, \`DEMO_IDENTITY=on\` and \`TOKEN_KEYS\` of the run; rate limits on and so wide (\`${WIDE_LIMIT}\`, of an address and of an account) that nobody is refused; for the rest default settings.

All three log from \`warn\` on. In each of ${options.rounds} rounds they take turns, and so do the loads, every other round in the opposite order; figures are medians over the rounds. A ratio of rates is the median of what came out in each round, where both were measured within seconds: the machine’s speed changes within a run. So it is not quite the quotient of the two rates beside it. A measurement lasts ${options.seconds} s where a target looks at it, and a quarter of that elsewhere (reads: half), after 0.3 s that do not count. In a rush the API leaves the audit to be sealed within half a minute; that is done after each measurement here and before the next one, which must not pay for it (what it takes stands under [Where the time goes](#where-the-time-goes)); while the memory is looked at, the API does it itself. Every measurement of a sale has an event of its own with enough stock, and 1,000 buyers take turns. Only successes count; one answer of another kind would have ended the run. After each scenario every invariant of the tests was checked in its database, and every answered success was found there, once.

## Reserve

${salesTable(results, 'reserve')}

What buyers send beside the body, 1 ticket at 64 connections, in rounds of their own in which the three take turns:

${headersTable(results)}

The tokens are signed before each measurement, with a key that was made for the run. The API verifies a token when it sees it first, and counts each request for its account, too, which it does not where the body names the buyer. Each of the 1,000 buyers goes on with a new one after ${TURNS_A_TOKEN} requests, so 1 request in ${TURNS_A_TOKEN} has one that the API has not seen. An \`Idempotency-Key\` is made for each request, of the kind that the web application makes (a random UUID).

## Reserve and confirm

A flow is two requests: reserve, then pay for the tickets that the answer names. Rates are flows a second, latencies are those of the whole flow.

${salesTable(results, 'flow')}

## A sale from the first ticket to the last

${whole(results.sale?.tickets)} tickets, 64 connections, tickets a second in each tenth (medians of up to five sales):

${saleTable(results)}

![Tickets a second in each tenth of a sale](benchmarks-sale.svg)

## Reading availability

\`GET /tickets?eventId=…\` at 64 connections: \`counts\` with \`limit=0\`, \`page\` with the default limit. The floor answers with the same bytes.

${readsTable(results)}

## Memory

Resident memory of the API’s process under load, after so many reservations (median of the last two seconds before the mark).

${memoryTable(results)}

## Where the time goes

Reserving one ticket at 64 connections for ${results.profile?.seconds.toFixed(0) ?? '–'} s, with V8’s profiler on.

${processes}

The rest of the two cores’ time is the kernel’s network, waiting for the disk at each commit, and idling.

${shares}

## The machine

${machineTable(results)}

Every commit was on the disk before its success was answered: the run refuses a server where \`fsync\`, \`synchronous_commit\` or \`full_page_writes\` is off.

## The load generator and its limits

[Our own](../tools/bench/generator): kept-alive HTTP/1.1 connections on raw sockets in one process, one request at a time on each, the next when the answer is there (closed loop, so latencies do not include what a buyer would have waited before sending). It reads no more of HTTP than the status and the length. Against a server that answers without reading it reaches **${whole(results.generatorLimit)} requests/s** on this machine, and takes its share of the same cores as the others do, more of it the faster the server answers: so it holds the floor back more than Boxoffice, and neither it nor the network is a second machine’s.

## Run it

\`\`\`bash
npm run bench                                # everything; writes this page
npm run bench -- --rounds 3 --seconds 2      # shorter; writes this page too
npm run bench -- --only reserve --quick      # a first impression, printed only
npm run bench -- --profile                   # only where the time goes, printed only
npm run bench -- --built                     # take what is built as it stands
\`\`\`
`;
}

function machineTable({ machine, database }: Results): string {
  return table(
    ['', ''],
    [
      ['Processor', `${machine.processor}, ${machine.cores} cores`],
      ['Memory', `${(machine.memoryBytes / GIBIBYTE).toFixed(0)} GiB`],
      ['System', machine.system],
      ['Node', machine.node],
      ['PostgreSQL', `${database.version}, embedded, started for the run`],
      ['File system of its data', machine.fileSystem],
      ...Object.entries(database.settings).map(([name, value]) => [`\`${name}\``, value]),
    ],
    2,
  );
}
