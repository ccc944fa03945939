// What is left of an event when the person behind it is to be forgotten: what the board and the reports count, and nothing else. Pure.
import type { CloudEvent } from '@tideboard/contracts';

type Data = Record<string, unknown>;

/** Fields that tell nothing of a customer; a type that is not named here keeps none. */
const KEPT: Record<string, readonly string[]> = {
  'ticket.created': ['channel', 'kind', 'priority', 'skills', 'dueAt', 'topic'],
  'ticket.assigned': ['agent', 'team'],
  'ticket.started': ['agent'],
  'ticket.transferred': ['channel', 'agent'],
  'ticket.escalated': ['level'],
  'ticket.rated': ['score', 'dimensions'],
  'ticket.flagged': ['flag', 'severity'],
  'ticket.promised': ['dueAt', 'agent'],
  'ticket.promise_kept': ['promise'],
};

/** The customer that an event names, or null. */
export function customerOf(event: CloudEvent): string | null {
  const ref = (event.data as { customer?: { ref?: unknown } | null } | undefined)?.customer?.ref;
  return typeof ref === 'string' ? ref : null;
}

/**
 * The event without anything personal: no name, no number, no reference, no free text, no attribute of an upstream's own.
 *
 * @param topic what was told from the text that goes
 */
export function redact(
  { specversion, id, source, type, time, subject, data }: CloudEvent,
  topic: string | null = null,
): CloudEvent {
  const said = (data ?? {}) as Data & { customer?: { tier?: unknown } | null };
  const kept = Object.fromEntries(
    (KEPT[type] ?? []).flatMap((field) => (said[field] === undefined ? [] : [[field, said[field]]])),
  );
  const tier = type === 'ticket.created' ? said.customer?.tier : undefined;
  return {
    specversion,
    id,
    source,
    type,
    ...(time === undefined ? {} : { time }),
    ...(subject === undefined ? {} : { subject }),
    data: { ...kept, ...(topic === null ? {} : { topic }), ...(tier === undefined ? {} : { customer: { tier } }) },
  };
}

/** Free text of a person who gives a reason, without what they were allowed to see. */
export function scrub(text: string, person: { name?: string | null; phone?: string | null }): string {
  const known = [person.name, person.phone].flatMap((value) => (value && value.trim().length > 1 ? [value.trim()] : []));
  const without = known.reduce((rest, value) => rest.replaceAll(value, '***'), text);
  return without.replaceAll(/\d[\d -]{5,}\d/g, '***').replaceAll(/[\w.+-]+@[\w.-]+/g, '***');
}
