/**
 * The version of everything that crosses the wire. Guarded: `version.spec.ts` hashes all schemas and fails when they change under the
 * same number. Raise the first part when a reader of the old wire would misread the new one, the second for additions.
 *
 * History: 1.0 the first wire. 1.1 reassignments, the control document, upstreams. 1.2 agents, tickets, silences, audit, reports.
 * 1.3 topics, waiting tickets in a plan, teams and rules in the import.
 */
export const PROTOCOL_VERSION = '1.3';
