import { Global, Module } from '@nestjs/common';
import { ChannelNamesController } from './channel-names.controller.js';
import { ChannelsController } from './channels.controller.js';
import { ChannelsService } from './channels.service.js';
import { DirectoryService } from './directory.service.js';
import { RegistryStore } from './registry.store.js';
import { SiteController } from './site.controller.js';
import { StaffingStore } from './staffing.store.js';

/** The registry of channels and teams, the site's settings and the rules of assignment. Global: nearly every feature judges by it. */
@Global()
@Module({
  controllers: [ChannelNamesController, ChannelsController, SiteController],
  providers: [ChannelsService, DirectoryService, RegistryStore, StaffingStore],
  exports: [DirectoryService, StaffingStore],
})
export class DirectoryModule {}
