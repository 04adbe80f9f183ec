export const DEFAULT_SUPERUSER = 'postgres';

export interface ConnectionParts {
  readonly superuser: string;
  readonly password: string;
  readonly port: number;
  readonly database: string;
}

export function connectionUrl({ superuser, password, port, database }: ConnectionParts): string {
  return `postgres://${superuser}:${password}@127.0.0.1:${String(port)}/${database}`;
}
