import { Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { UserBody, UserPatch, type UserView } from '@tideboard/contracts';
import type { Type } from 'typebox';
import { JsonBody } from '../platform/http/json-body.js';
import { Allow } from './allow.js';
import { UsersService } from './users.service.js';

@ApiTags('people and machines')
@Allow('users.manage')
@Controller('api/v1/users')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Get()
  list(): Promise<UserView[]> {
    return this.users.list();
  }

  @Post()
  create(@JsonBody(UserBody) body: Type.Static<typeof UserBody>): Promise<UserView> {
    return this.users.create(body);
  }

  @Patch(':id')
  change(@Param('id') id: string, @JsonBody(UserPatch) body: Type.Static<typeof UserPatch>): Promise<UserView> {
    return this.users.change(id, body);
  }

  /** Puts the person out everywhere; they may sign in again. */
  @Delete(':id/sessions')
  @HttpCode(204)
  signOut(@Param('id') id: string): Promise<void> {
    return this.users.signOut(id);
  }

  @Delete(':id')
  @HttpCode(204)
  remove(@Param('id') id: string): Promise<void> {
    return this.users.remove(id);
  }
}
