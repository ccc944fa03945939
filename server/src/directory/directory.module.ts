import { Global, Module } from '@nestjs/common';
import { ChannelsController } from './channels.controller.js';
import { ChannelsService } from './channels.service.js';
import { DirectoryService } from './directory.service.js';
import { RegistryStore } from './registry.store.js';
import { SiteController } from './site.controller.js';

/** The registry of channels and the site's settings. Global: nearly every feature judges by it. */
@Global()
@Module({
  controllers: [ChannelsController, SiteController],
  providers: [ChannelsService, DirectoryService, RegistryStore],
  exports: [DirectoryService],
})
export class DirectoryModule {}
