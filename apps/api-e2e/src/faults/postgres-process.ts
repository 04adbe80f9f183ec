import { startPostgres } from '@boxoffice/testing';

export type Command = 'kill9' | 'restart' | 'stop';
export type Reply = { readonly url: string } | { readonly done: Command };

/** A process that owns one PostgreSQL server and does to it what its parent says. */
const postgres = await startPostgres();
const reply = (message: Reply): void => {
  process.send?.(message);
};

process.on('message', (command: Command) => {
  void postgres[command]().then(() => {
    reply({ done: command });
    if (command === 'stop') process.disconnect();
  });
});
reply({ url: postgres.url() });
