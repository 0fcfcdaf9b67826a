import { z } from 'zod';
import type { Wms } from '../../contracts/ports.js';
import type { RestClient } from '../rest-client.js';
import { agree, isUnder } from '../rest-intent.js';
import type { RestWmsConfig } from './config.js';
import { idempotencyKey, quantity, word } from './replies.js';
import { path, posted } from './wire.js';

const instant = z.iso.datetime({ offset: true }).transform((time) => new Date(time).toISOString());

const countTask = z.object({
  taskId: word.min(1),
  reference: word,
  status: z.enum(['OPEN', 'COUNTED', 'CANCELLED']),
  counted: z.object({ qty: quantity, by: word.min(1), at: instant }).nullish(),
  idempotencyKey,
});

export function requestCount(rest: RestClient, { locations: names }: RestWmsConfig): Wms['requestCount'] {
  return {
    async send({ locations, status: stockStatus, ...request }, context) {
      const body = {
        ...request,
        stockStatus,
        locations: locations.flatMap((location) => ownNames(location, names)),
        blind: true,
      };
      const { body: reply } = await rest.write('POST', '/count-tasks', body, countTask, context);
      agree(rest.system, reply.reference === request.reference, `count ${reply.taskId} for ${reply.reference}`);
      return posted(rest.system, 'COUNT_TASK', reply.taskId);
    },
    async find({ reference }, context) {
      const found = await rest.read(path('count-tasks', reference), countTask, context);
      return found && isUnder(context.key, found) ? posted(rest.system, 'COUNT_TASK', found.taskId) : null;
    },
  };
}

export function cancelCount(rest: RestClient): Wms['cancelCount'] {
  return {
    async send({ reference }, context) {
      const written = await rest.undo(`${path('count-tasks', reference)}/cancel`, {}, countTask, context);
      if (!written) return { documents: [] };
      const { body } = written;
      agree(
        rest.system,
        body.reference === reference && body.status !== 'OPEN',
        `count ${body.taskId}, ${body.status}`,
      );
      return posted(rest.system, 'COUNT_TASK', body.taskId);
    },
    async find({ reference }, context) {
      const found = await rest.read(path('count-tasks', reference), countTask, context);
      if (!found) return { documents: [] };
      return found.status === 'OPEN' ? null : posted(rest.system, 'COUNT_TASK', found.taskId);
    },
  };
}

export const readCount =
  (rest: RestClient): Wms['readCount'] =>
  async ({ reference }, context) => {
    const found = await rest.read(path('count-tasks', reference), countTask, context);
    if (!found) return null;
    const { status, counted } = found;
    return {
      ...{ reference, status },
      ...(counted && { counted: { ...counted.qty, by: counted.by, at: counted.at } }),
    };
  };

/** The warehouse's own words for a place: several where it has more of them than the ERP. */
function ownNames(location: string, names: Record<string, string>): string[] {
  const own = Object.entries(names).flatMap(([ours, theirs]) => (theirs === location ? [ours] : []));
  return Object.hasOwn(names, location) || own.length > 0 ? own : [location];
}
