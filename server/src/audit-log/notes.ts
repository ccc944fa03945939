import { SetMetadata } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Act } from './entry.js';

/** Where the recorder looks for routes that are recorded although no privileged action leads to them. */
export const RECORDED = 'tideboard:recorded';

/** This route's use is a privileged act: for the doors that stand open to everybody, such as signing in. */
export const Recorded = () => SetMetadata(RECORDED, true);

type Note = Partial<Pick<Act, 'actor' | 'role' | 'object' | 'reason' | 'fields' | 'outcome' | 'status' | 'code'>>;
const notes = new WeakMap<FastifyRequest, Note>();

/** What only the handler knows of the act, for its entry in the audit log. No personal value may be among it. */
export const noteAct = (request: FastifyRequest, note: Note): void => void notes.set(request, { ...notes.get(request), ...note });

export const noteOf = (request: FastifyRequest): Note => notes.get(request) ?? {};
