import { ZodError } from 'zod';
import { ConnectorError, type ErrorCode } from '../../contracts/errors.js';
import { type EventType, type InboundEvent, isEventType, numberIn, routes, targetOf } from '../../contracts/events.js';
import { eventSchemas } from '../../contracts/events.schema.js';
import { ALL_PLANTS, isSameInIds } from '../../contracts/ids.js';
import type { PlantPolicy } from '../../contracts/policy.js';
import { processes } from '../../contracts/processes/index.js';
import type { Connector, TranslatedEvent } from '../../connectors/connector.js';
import { type SystemConfig } from '../../landscape/landscape.js';
import { contentHash } from '../../store/content-hash.js';
import type { IncomingMessage } from '../../store/store.js';
import type { ApiContext } from '../context.js';
import { faultsOf } from '../http/route.js';
import { type CloudEvent, cloudEvent } from './cloud-event.js';

const REASON_MAX = 500;

/** Why a message cannot be taken as it is; it is kept, and may be replayed after the mapping or sender is mended. */
class Untakable extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, text: string) {
    super(text);
    this.code = code;
  }
}

export type Landing = Pick<ApiContext, 'landscape' | 'connectors'>;

/** `fallbackId`: names a message whose own id cannot be used. */
export interface Arrival {
  receivedAt: string;
  fallbackId: string;
}

/**
 * A system's event as it is kept: put into our words, checked, and with the run that it is for. What cannot be taken
 * is quarantined with the reason, and what nobody here uses is kept as ignored.
 */
export function interpret(
  landing: Landing,
  system: SystemConfig,
  raw: string,
  { receivedAt, fallbackId }: Arrival,
): IncomingMessage {
  const value = JSON.parse(raw) as Record<string, unknown> | null;
  const plants = landing.landscape.plants.filter(({ systems }) =>
    Object.values(systems).some(({ id }) => id === system.id),
  );
  const only = plants.length === 1 ? plants[0] : undefined;
  const message = {
    source: system.events?.source ?? system.id,
    messageId: usable('id', value) ?? fallbackId,
    type: usable('type', value) ?? 'unknown',
    company: only?.company ?? '-',
    plant: only?.plant ?? '-',
    occurredAt: receivedAt,
    receivedAt,
    raw,
    hash: contentHash({ type: value?.type, subject: value?.subject, data: value?.data }),
  };
  try {
    return { ...message, ...taken(landing, system, plants, checkedEnvelope(value), message) };
  } catch (error) {
    const { code, text } = reasonOf(error);
    return { ...message, status: 'quarantined', reason: `${code} ${text}`.slice(0, REASON_MAX) };
  }
}

/** An attribute of the envelope where that much of it is sound. */
function usable(name: 'id' | 'type', value: Record<string, unknown> | null): string | undefined {
  const { data } = cloudEvent.shape[name].safeParse(value?.[name]);
  return data;
}

function checkedEnvelope(value: unknown): CloudEvent {
  const { data, error } = cloudEvent.safeParse(value);
  if (error) throw error;
  return data;
}

function taken(
  { connectors }: Landing,
  system: SystemConfig,
  plants: PlantPolicy[],
  envelope: CloudEvent,
  { messageId, source, receivedAt }: Pick<IncomingMessage, 'messageId' | 'source' | 'receivedAt'>,
): Pick<IncomingMessage, 'status'> & Partial<IncomingMessage> {
  const occurredAt = envelope.time === undefined ? receivedAt : new Date(envelope.time).toISOString();
  const translated = translate(connectors.get(system.connector)?.translate, system, envelope);
  if (!translated) return { occurredAt, status: 'ignored' };

  const { type } = translated;
  const data = checkedData(type, translated.data);
  const { company, plant } = placeOf(type, system, plants, translated.plant ?? envelope.plant);
  const number = numberIn(data);
  const target = number === undefined ? routes[type].process : targetOf(type, company, plant, number);
  const event: Omit<InboundEvent, 'offset'> = { messageId, type, source, occurredAt, receivedAt, data };
  return { type, company, plant, occurredAt, target, event: JSON.stringify(event), status: 'pending' };
}

type Translate = NonNullable<Connector['translate']>;

/** A product without a translation of its own speaks our words. */
function translate(
  by: Translate | undefined,
  { config }: SystemConfig,
  envelope: CloudEvent,
): TranslatedEvent | undefined {
  const { type, subject, plant, data } = envelope;
  if (by)
    return by({ type, data, ...(subject !== undefined && { subject }), ...(plant !== undefined && { plant }) }, config);
  return isEventType(type) ? { type, data: data as Record<string, unknown> } : undefined;
}

function checkedData<T extends EventType>(type: T, data: unknown): InboundEvent<T>['data'] {
  const { data: checked, error } = eventSchemas[type].safeParse(data);
  if (!error) return checked;
  const [first] = faultsOf(error, '/data');
  const unknownWord = error.issues.every(({ code }) => code === 'invalid_value');
  throw new Untakable(unknownWord ? 'C-ENUM-UNKNOWN' : 'C-SCHEMA', `${first?.pointer} ${first?.detail}`);
}

/** Where a message belongs: for a process that spans plants, the company is enough. */
function placeOf(
  type: EventType,
  { id }: SystemConfig,
  plants: PlantPolicy[],
  named: string | undefined,
): Pick<PlantPolicy, 'company' | 'plant'> {
  const spansPlants = processes[routes[type].process]?.spansPlants;
  const [first, ...others] = named === undefined ? plants : plants.filter(({ plant }) => isSameInIds(plant, named));
  if (!first) throw new Untakable('C-MAPPING', `/plant ${id} does not serve plant ${named ?? '(none)'}`);
  if (spansPlants && others.every(({ company }) => company === first.company))
    return { company: first.company, plant: ALL_PLANTS };
  if (others.length > 0) {
    const several = spansPlants ? 'companies' : 'plants';
    throw new Untakable('C-MAPPING', `/plant ${id} serves several ${several}, and the event names no plant`);
  }
  return first;
}

function reasonOf(error: unknown): { code: ErrorCode; text: string } {
  if (error instanceof Untakable) return { code: error.code, text: error.message };
  if (error instanceof ConnectorError) return { code: error.trouble.code, text: error.trouble.text };
  if (error instanceof ZodError) {
    const [first] = faultsOf(error, '');
    return { code: 'C-SCHEMA', text: `${first?.pointer} ${first?.detail}` };
  }
  return { code: 'C-MAPPING', text: error instanceof Error ? error.message : 'cannot be understood' };
}
