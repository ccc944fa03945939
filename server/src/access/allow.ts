import { SetMetadata } from '@nestjs/common';
import { ACCESS } from '../platform/http/public.js';
import type { Action } from './policy.js';

export { Public } from '../platform/http/public.js';

/** The action of the policy table that this route, or every route of this controller, is. */
export const Allow = (action: Action) => SetMetadata(ACCESS, action);
