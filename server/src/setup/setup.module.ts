import { Module } from '@nestjs/common';
import { SetupController } from './setup.controller.js';
import { SetupService } from './setup.service.js';

/** The first set-up of a site. */
@Module({ controllers: [SetupController], providers: [SetupService] })
export class SetupModule {}
