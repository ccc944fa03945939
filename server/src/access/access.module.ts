import { Global, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { AccessGuard } from './access.guard.js';
import { AccessService } from './access.service.js';
import { ApiKeysController } from './api-keys.controller.js';
import { ApiKeys } from './api-keys.js';
import { AuthController } from './auth.controller.js';
import { AuthService } from './auth.service.js';
import { DisplaysController } from './displays.controller.js';
import { Displays } from './displays.js';
import { FirstUser } from './first-user.js';
import { OidcAccounts } from './oidc-accounts.js';
import { OidcController } from './oidc.controller.js';
import { OidcService } from './oidc.service.js';
import { PairingService } from './pairing.service.js';
import { Refusals } from './refusals.js';
import { Revocations } from './revocations.js';
import { RouteAudit } from './route-audit.js';
import { Sessions } from './sessions.js';
import { Throttle } from './throttle.js';
import { UsersController } from './users.controller.js';
import { UsersService } from './users.service.js';
import { UsersStore } from './users.store.js';

/** Accounts, keys and screens, and the one guard. Global: every door asks `AccessService`. */
@Global()
@Module({
  imports: [DiscoveryModule],
  controllers: [AuthController, OidcController, UsersController, ApiKeysController, DisplaysController],
  providers: [
    AccessService,
    ApiKeys,
    AuthService,
    Displays,
    FirstUser,
    OidcAccounts,
    OidcService,
    PairingService,
    Refusals,
    Revocations,
    RouteAudit,
    Sessions,
    Throttle,
    UsersService,
    UsersStore,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [AccessService, ApiKeys, Displays, Refusals, Revocations, Throttle, UsersService],
})
export class AccessModule {}
