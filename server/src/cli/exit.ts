import { ConfigError } from '../config/app-config.js';

/** Bad usage; the command ends with 2 and this one line. */
export class UsageError extends Error {}

/** Ends the process for an error that reached the top: 2 for what was asked wrongly, 1 for what went wrong. One line, no stack. */
export function exitWith(error: unknown): never {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${message}\n`);
  if (process.env['LOG_LEVEL'] === 'debug' && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  process.exit(error instanceof ConfigError || error instanceof UsageError ? 2 : 1);
}
