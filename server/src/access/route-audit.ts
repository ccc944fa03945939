import { Injectable, type OnModuleInit, type Type } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ACCESS, PUBLIC } from '../platform/http/public.js';
import { POLICY } from './policy.js';

/** Nest's own key for "this method is a route"; it is not exported. */
const PATH = 'path';

/** Stops the start when a route has not said who may use it: what is forgotten must not be open. */
@Injectable()
export class RouteAudit implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onModuleInit(): void {
    const forgotten = this.discovery
      .getControllers()
      .flatMap(({ metatype }) => (metatype ? this.#forgotten(metatype as Type) : []));
    if (forgotten.length > 0) throw new Error(`These routes have neither @Allow nor @Public: ${forgotten.join(', ')}`);
  }

  #forgotten(controller: Type): string[] {
    const handlers = controller.prototype as Record<string, () => unknown>;
    return this.scanner
      .getAllMethodNames(controller.prototype)
      .filter((name) => Reflect.hasMetadata(PATH, handlers[name]!))
      .filter((name) => {
        const rule = this.reflector.getAllAndOverride<string | symbol | undefined>(ACCESS, [handlers[name]!, controller]);
        return rule !== PUBLIC && !(typeof rule === 'string' && rule in POLICY);
      })
      .map((name) => `${controller.name}.${name}`);
  }
}
