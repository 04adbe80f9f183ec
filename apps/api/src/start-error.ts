import { UndeclaredRouteError } from './platform/access/undeclared-routes.js';
import { SettingsError } from './platform/config/settings-error.js';
import { ApplicationRoleError } from './platform/database/application-role.js';
import { DatabaseUnusableError } from './platform/database/connect.js';
import { StatementsLostError } from './platform/database/require-lasting-statements.js';
import { SchemaError } from './platform/database/require-schema.js';
import { NoMachineNumberError } from './platform/ids/machine-lease.js';

/** The process cannot start. Its message is one sentence for whoever started it. */
export class StartError extends Error {}

/** Failures that whoever started the process can do something about; their messages say what. */
const EXPLAINED = [
  StartError,
  SettingsError,
  DatabaseUnusableError,
  SchemaError,
  StatementsLostError,
  ApplicationRoleError,
  NoMachineNumberError,
  UndeclaredRouteError,
];

/** Ends a process that cannot start: with one sentence where it is known why, else with the stack. */
export function endWith(error: unknown): never {
  const isExplained = EXPLAINED.some((kind) => error instanceof kind);
  const whole = error instanceof Error ? error.stack : error;
  process.stderr.write(`${isExplained ? (error as Error).message : String(whole)}\n`);
  process.exit(1);
}
