import { type LoggerService } from '@nestjs/common';
import pino from 'pino';
import type { LogLevel } from '../../config/app-config.js';

/** What code here logs with. Never a token, a password or a customer's field: logs travel further than the store does. */
export type Log = Pick<pino.Logger, 'info' | 'warn' | 'error' | 'debug' | 'fatal'>;

/** JSON lines on stdout, with the time as text; pino's default base (pid, hostname) stays out. */
export function createLog(level: LogLevel): pino.Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}

const text = (message: unknown) => (message instanceof Error ? (message.stack ?? message.message) : String(message));

/** Lets Nest speak through pino. Its last optional parameter is the context. */
export class NestLog implements LoggerService {
  constructor(private readonly to: pino.Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.#write('debug', message, rest);
  }
  warn(message: unknown, ...rest: unknown[]): void {
    this.#write('warn', message, rest);
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.#write('error', message, rest);
  }
  fatal(message: unknown, ...rest: unknown[]): void {
    this.#write('fatal', message, rest);
  }
  debug(message: unknown, ...rest: unknown[]): void {
    this.#write('debug', message, rest);
  }
  verbose(message: unknown, ...rest: unknown[]): void {
    this.#write('trace', message, rest);
  }

  #write(level: pino.Level, message: unknown, rest: unknown[]): void {
    const context = rest.at(-1);
    const stack = rest.length > 1 ? rest[0] : undefined;
    this.to[level](
      { ...(typeof context === 'string' ? { context } : {}), ...(typeof stack === 'string' ? { stack } : {}) },
      text(message),
    );
  }
}
