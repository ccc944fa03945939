import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import type { AppConfig } from './config/app-config.js';
import { BoardIoAdapter } from './live/board-io-adapter.js';
import { openSiteClock } from './platform/clock/site-clock.js';
import { createAdapter } from './platform/http/adapter.js';
import { serveOpenApi } from './platform/http/openapi.js';
import { ProblemFilter } from './platform/http/problem.filter.js';
import { Routes } from './platform/http/routes.js';
import { secureHeaders } from './platform/http/security-headers.js';
import { serveFiles, servePages } from './platform/http/web-app.js';
import { NestLog, createLog } from './platform/logging/log.js';
import { openStore } from './platform/redis/open-store.js';
import type { PlatformParts } from './platform/platform.module.js';

export interface RunningServer {
  app: NestFastifyApplication;
  url: string;
  /** Stops in the order of need: the doors, the modules, the connections, and Redis last. */
  close(): Promise<void>;
}

/** Starts the whole service and returns when it listens. */
export async function bootstrap(config: AppConfig): Promise<RunningServer> {
  const log = createLog(config.logLevel);
  const store = await openStore(config, log);
  let app: NestFastifyApplication | null = null;
  const close = async () => {
    await app?.close();
    await store.close();
  };
  try {
    const clock = await openSiteClock(config, store.redis.main);
    app = await createApp(config, { log, redis: store.redis, clock }, new NestLog(log));
    await app.listen({ port: config.port, host: config.host });
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  const url = `http://${host}:${config.port}`;
  log.info(`Tideboard listens on ${url}`);
  return { app, url, close };
}

async function createApp(config: AppConfig, parts: PlatformParts, logger: NestLog): Promise<NestFastifyApplication> {
  const routes = new Routes();
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(config, parts), createAdapter(routes), {
    logger,
    bodyParser: false,
    // Nest would log and end the process by itself: the caller has a Redis to stop first.
    abortOnError: false,
  });
  app.useWebSocketAdapter(new BoardIoAdapter(app));
  app.useGlobalFilters(new ProblemFilter(parts.log, routes));
  await secureHeaders(app);
  // After the headers: hooks run in this order, and the page is what needs them most.
  servePages(app.getHttpAdapter().getInstance());
  await serveFiles(app);
  serveOpenApi(app);
  return app;
}
