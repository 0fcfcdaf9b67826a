import { z } from 'zod';
import { ALL_PLANTS } from '../../contracts/ids.js';
import type { PlantPolicy } from '../../contracts/policy.js';
import { roles } from '../../contracts/roles.js';
import { companyPolicy, plantPolicy } from '../../landscape/landscape.js';
import type { ApiContext } from '../context.js';
import { type Caller, sees, seesRun } from '../http/access.js';
import { invalid, notFound } from '../http/problem.js';
import { route, type Route } from '../http/route.js';
import { readProductionOrder, readSalesOrder } from '../read-through/orders.js';
import { readShipment } from '../read-through/shipments.js';
import { readInventory, readItem } from '../read-through/stock.js';
import { owned } from '../shapes/owned.js';
import { part } from '../shapes/part.js';
import { shipment } from '../shapes/shipment.js';
import { segment } from '../shapes/texts.js';

const itemNo = z
  .string()
  .regex(/^[^\0-\x1f\x7f]{1,40}$/, 'must be 1 to 40 characters, none of them a control character');
const ofPlant = z.strictObject({ plant: segment });
const problems = ['NOT_FOUND', 'SYSTEMS_UNAVAILABLE'] as const;
const text = z.string();

/** @throws Problem NOT_FOUND for a plant that is not the caller's, or of no landscape */
function seenPlant({ landscape }: ApiContext, caller: Caller, plant: string): PlantPolicy {
  const policy = plantPolicy(landscape, plant);
  if (!policy || !sees(caller, policy.company, policy.plant)) throw notFound();
  return policy;
}

export const readThroughRoutes = (context: ApiContext): Route[] => [
  ...stockRoutes(context),
  ...documentRoutes(context),
];

const stockRoutes = (context: ApiContext): Route[] => [
  route({
    method: 'get',
    path: '/v1/items/{item}',
    summary: 'An item, as its ERP has it now',
    access: { roles },
    params: z.strictObject({ item: itemNo }),
    query: ofPlant,
    replies: {
      200: { description: 'The item', body: z.object({ plant: text, item: part(owned.item, 'From the ERP.') }) },
    },
    problems: [...problems],
    async handle({ params, query, caller }) {
      const policy = seenPlant(context, caller, query.plant);
      return { status: 200, body: await readItem(context.systems, policy, params.item) };
    },
  }),
  route({
    method: 'get',
    path: '/v1/inventory/{item}',
    summary: 'Stock of an item: book stock and value from the ERP, physical stock from the WMS',
    access: { roles },
    params: z.strictObject({ item: itemNo }),
    query: ofPlant,
    replies: {
      200: {
        description: 'As each of the two has it now',
        body: z.object({
          plant: text,
          item: text,
          book: part(owned.bookStock, 'Book stock and its value, from the ERP.'),
          physical: part(owned.physicalStock, 'Physical stock, from the WMS.'),
        }),
      },
    },
    problems: [...problems],
    async handle({ params, query, caller }) {
      const policy = seenPlant(context, caller, query.plant);
      return { status: 200, body: await readInventory(context.systems, policy, params.item) };
    },
  }),
];

const documentRoutes = (context: ApiContext): Route[] => [
  route({
    method: 'get',
    path: '/v1/orders/{number}',
    summary: 'A production order from the ERP, with what the MES says of it; or a sales order',
    access: { roles },
    params: z.strictObject({ number: segment }),
    query: z.strictObject({
      kind: z.enum(['production', 'sales']).default('production'),
      plant: z.exactOptional(segment).meta({ description: 'Of a production order.' }),
      company: z.exactOptional(segment).meta({ description: 'Of a sales order.' }),
    }),
    replies: {
      200: {
        description: 'As each of its owners has it now',
        body: z.object({
          orderNo: text,
          order: part(z.union([owned.productionOrder, owned.salesOrder]), 'From the ERP.'),
          execution: z.exactOptional(part(owned.mesOrder, 'From the MES; production orders only.')),
        }),
      },
    },
    problems: [...problems],
    async handle({ params, query, caller }) {
      const { systems, landscape } = context;
      if (query.kind === 'sales') {
        const company = query.company ?? missing('company', 'sales');
        const policy = companyPolicy(landscape, company);
        if (!policy || !seesRun(landscape, caller, company, ALL_PLANTS)) throw notFound();
        const seesPlant = (plant: string): boolean => sees(caller, policy.company, plant);
        return { status: 200, body: await readSalesOrder(systems, policy, params.number, seesPlant) };
      }
      const policy = seenPlant(context, caller, query.plant ?? missing('plant', 'production'));
      return { status: 200, body: await readProductionOrder(systems, policy, params.number) };
    },
  }),
  route({
    method: 'get',
    path: '/v1/shipments/{deliveryNo}',
    summary: 'A delivery from the ERP, its order in the warehouse, its load and where that is',
    access: { roles },
    params: z.strictObject({ deliveryNo: segment }),
    query: ofPlant,
    replies: {
      200: {
        description: 'As each of its owners has it now',
        body: z.object({
          plant: text,
          deliveryNo: text,
          delivery: part(shipment.delivery, 'From the ERP.'),
          warehouse: part(shipment.warehouse, 'From the WMS.'),
          transport: z.exactOptional(
            part(shipment.transport, 'From the transport system; absent where the plant has none.'),
          ),
        }),
      },
    },
    problems: [...problems],
    async handle({ params, query, caller }) {
      const policy = seenPlant(context, caller, query.plant);
      return { status: 200, body: await readShipment(context, policy, params.deliveryNo) };
    },
  }),
];

function missing(name: 'plant' | 'company', kind: string): never {
  throw invalid(`/query/${name}`, `must be given for a ${kind} order`);
}
