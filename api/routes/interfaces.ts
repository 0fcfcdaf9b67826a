import { z } from 'zod';
import { eventGuarantees } from '../../contracts/event-guarantees.js';
import { type EventType, routes } from '../../contracts/events.js';
import { type Direction, type InterfaceContract, interfaces } from '../../contracts/interfaces.js';
import { type Capability, operations } from '../../contracts/ports.js';
import { roles } from '../../contracts/roles.js';
import type { Landscape } from '../../landscape/landscape.js';
import type { ApiContext } from '../context.js';
import { type Caller, sees } from '../http/access.js';
import { route, type Route } from '../http/route.js';
import { recovery, slas, version } from '../shapes/governance.js';
import { role } from '../shapes/run.js';

const text = z.string();
const order = z
  .enum(['strict', 'any'])
  .meta({ description: '`strict`: one at a time for a number; one that is stuck holds up those behind it.' });

const shape = z
  .object({
    capability: text,
    direction: z.enum(['in', 'out']).meta({ description: '`in`: it tells us. `out`: we call it.' }),
    title: text,
    owner: role,
    runbook: text,
    version,
    order,
    delivery: z.literal('at-least-once'),
    slas,
    recovery,
    events: z.exactOptional(z.array(z.object({ type: text, order, process: text }))),
    operations: z
      .exactOptional(z.record(text, z.enum(['read', 'keyed', 'unkeyed'])))
      .meta({ description: 'What we call, and how it may be repeated.' }),
    systems: z
      .array(z.object({ id: text, plants: z.array(text) }))
      .meta({ description: 'Which systems serve it at your plants.' }),
  })
  .meta({ id: 'Interface' });

export const interfaceRoutes = ({ landscape }: ApiContext): Route[] => [
  route({
    method: 'get',
    path: '/v1/interfaces',
    summary: 'The ways to other systems as data: owner, runbook, service levels, recovery, guarantees, version',
    access: { roles },
    replies: { 200: { description: 'All of them', body: z.object({ interfaces: z.array(shape) }) } },
    async handle({ caller }) {
      const all = Object.entries(interfaces) as [Capability, (typeof interfaces)[Capability]][];
      const shown = all.flatMap(([capability, ways]) => {
        const systems = systemsOf(landscape, capability, caller);
        return (Object.entries(ways) as [Direction, InterfaceContract][]).map(([direction, contract]) => ({
          ...{ capability, direction, ...contract, systems },
          ...(direction === 'in' ? { events: eventsFrom(capability) } : { operations: operations[capability] }),
        }));
      });
      return { status: 200, body: { interfaces: shown } };
    },
  }),
];

const eventsFrom = (capability: Capability) =>
  (Object.keys(routes) as EventType[])
    .filter((type) => eventGuarantees[type].from === capability)
    .map((type) => ({ type, order: eventGuarantees[type].order, process: routes[type].process }));

/** Those that serve a plant of the caller's, with these plants. */
const systemsOf = ({ systems, plants }: Landscape, capability: Capability, caller: Caller) =>
  systems
    .filter((system) => system.capability === capability)
    .map(({ id }) => {
      const served = plants.filter(({ systems: here }) => here[capability]?.id === id);
      return { id, plants: served.filter((one) => sees(caller, one.company, one.plant)).map(({ plant }) => plant) };
    })
    .filter((system) => system.plants.length > 0);
