import { randomBytes } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import { ProblemError } from '../platform/http/problem.js';
import { UsersService } from './users.service.js';
import { UsersStore } from './users.store.js';

/** Makes `admin` when there is no administrator yet, so that the first start ends with a way in. */
@Injectable()
export class FirstUser implements OnModuleInit {
  constructor(
    private readonly store: UsersStore,
    private readonly users: UsersService,
    private readonly config: AppConfig,
  ) {}

  async onModuleInit(): Promise<void> {
    if ((await this.store.all()).some(({ role }) => role === 'admin')) return;
    const password = this.config.adminPassword ?? randomBytes(12).toString('base64url');
    try {
      await this.users.create({ username: 'admin', password, name: 'Administrator', role: 'admin' });
    } catch (error) {
      // A node that started at the same moment was quicker: its administrator is ours.
      if (error instanceof ProblemError && error.code === 'username_taken') return;
      throw error;
    }
    // On the terminal and never in the log: logs are kept and collected.
    if (!this.config.adminPassword) process.stdout.write(`First sign-in: admin / ${password} (shown only now)\n`);
  }
}
