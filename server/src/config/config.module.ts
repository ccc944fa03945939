import { type DynamicModule, Module } from '@nestjs/common';
import { AppConfig } from './app-config.js';
import { readDataKey } from './data-key.js';

/** Token of the 32-byte key for personal fields: `@Inject(DATA_KEY) key: Buffer`. */
export const DATA_KEY = Symbol('DATA_KEY');

@Module({})
export class ConfigModule {
  static forRoot(config: AppConfig): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      providers: [
        { provide: AppConfig, useValue: config },
        { provide: DATA_KEY, useFactory: () => readDataKey(config) },
      ],
      exports: [AppConfig, DATA_KEY],
    };
  }
}
