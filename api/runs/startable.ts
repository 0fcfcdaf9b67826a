import { z } from 'zod';
import { ALL_PLANTS, isSameInIds } from '../../contracts/ids.js';
import type { PlantPolicy } from '../../contracts/policy.js';
import { engineeringChange, type EngineeringChangeInput } from '../../contracts/processes/engineering-change.js';
import {
  inventoryReconciliation,
  type InventoryReconciliationInput,
} from '../../contracts/processes/inventory-reconciliation.js';
import { orderToProduction, type OrderToProductionInput } from '../../contracts/processes/order-to-production.js';
import { outboundDelivery, type OutboundDeliveryInput } from '../../contracts/processes/outbound-delivery.js';
import type { ProcessContract } from '../../contracts/processes/process.js';
import { procureToReceive, type ProcureToReceiveInput } from '../../contracts/processes/procure-to-receive.js';
import { shipToCash, type ShipToCashInput } from '../../contracts/processes/ship-to-cash.js';
import { cutOffOf } from '../../decisions/cut-off.js';
import { companyPolicy, type Landscape, plantPolicy, plantsOf } from '../../landscape/landscape.js';
import type { Fault } from '../http/problem.js';
import { idempotencyKey, segment } from '../shapes/texts.js';
import type { StartRequest } from './start-run.js';

/** What is to be started, as a caller or an event says it. */
export interface Wanted {
  process: string;
  company: string;
  /** `-` where the process spans plants. */
  plant: string;
  /** Of the order or delivery, as the ERP writes it. */
  number: string;
  sourceVersion?: string | undefined;
  requestedBy: string;
  /** When the ERP released it. */
  releasedAt: string;
  /** Names this request among all, so that one whose reply was lost is not taken for another's. */
  startId: string;
}

type Input =
  | OrderToProductionInput
  | ShipToCashInput
  | OutboundDeliveryInput
  | ProcureToReceiveInput
  | InventoryReconciliationInput
  | EngineeringChangeInput;

/** A caller's request; an order over several plants names none. */
interface Body {
  company: string;
  plant?: string;
  sourceVersion?: string;
  messageId?: string;
}

interface Startable {
  contract: ProcessContract;
  body: z.ZodType<Body>;
  input(wanted: Wanted, policy: PlantPolicy, landscape: Landscape): Input;
}

const company = segment.meta({ example: '1000' });
const plant = segment.meta({ example: 'P100' });
const number = (example: string) => segment.meta({ description: 'As the ERP writes it, leading zeros kept.', example });
const cutOff = z.string().refine(isCutOff, 'must be a cut-off such as 20260310T2030Z').meta({
  description: 'Stock is compared as of then: UTC, with seconds where they matter; a run for it is begun once.',
  example: '20260310T2030Z',
});
const sourceVersion = z.exactOptional(z.string().regex(/^[\x21-\x7e]{1,40}$/, 'must be 1 to 40 printable characters'));
const messageId = z
  .exactOptional(idempotencyKey)
  .meta({ description: 'Instead of the Idempotency-Key header, for callers that cannot set one.' });

/** The processes that callers and events start: what is asked for, and what each one's run is given. */
export const startables: readonly Startable[] = [
  {
    contract: orderToProduction,
    body: z
      .strictObject({ company, plant, orderNo: number('000001000123'), sourceVersion, messageId })
      .meta({ id: 'StartProductionOrder' }),
    input: ({ number, releasedAt, requestedBy, sourceVersion }, policy) => ({
      ...{ company: policy.company, plant: policy.plant, orderNo: number, requestedBy, releasedAt, policy },
      ...(sourceVersion !== undefined && { sourceVersion }),
    }),
  },
  {
    contract: shipToCash,
    body: z
      .strictObject({ company, salesOrderNo: number('0000200045'), sourceVersion, messageId })
      .meta({ id: 'StartSalesOrder' }),
    input: ({ number, ...wanted }, policy, landscape) => ({
      salesOrderNo: number,
      ...overPlants(wanted, policy, landscape),
    }),
  },
  {
    contract: procureToReceive,
    body: z
      .strictObject({ company, purchaseOrderNo: number('4500001234'), sourceVersion, messageId })
      .meta({ id: 'StartPurchaseOrder' }),
    input: ({ number, ...wanted }, policy, landscape) => ({
      purchaseOrderNo: number,
      ...overPlants(wanted, policy, landscape),
    }),
  },
  {
    contract: inventoryReconciliation,
    body: z.strictObject({ company, plant, asOf: cutOff, messageId }).meta({ id: 'StartReconciliation' }),
    input: ({ number, requestedBy }, policy) => ({
      ...{ company: policy.company, plant: policy.plant, asOf: number, requestedBy, policy },
    }),
  },
  {
    contract: outboundDelivery,
    body: z.strictObject({ company, plant, deliveryNo: number('0080001234'), messageId }).meta({ id: 'StartDelivery' }),
    input: ({ number, requestedBy }, policy) => ({
      ...{ company: policy.company, plant: policy.plant, deliveryNo: number, requestedBy, policy },
    }),
  },
  {
    contract: engineeringChange,
    body: z
      .strictObject({ company, changeNo: number('ECO-5012'), sourceVersion, messageId })
      .meta({ id: 'StartEngineeringChange' }),
    input: ({ number, ...wanted }, policy, landscape) => ({
      changeNo: number,
      ...overPlants(wanted, policy, landscape),
    }),
  },
];

function isCutOff(text: string): boolean {
  try {
    return cutOffOf(text) !== '';
  } catch {
    return false;
  }
}

/** What a run over the plants of a company is given. */
function overPlants({ requestedBy, sourceVersion }: Omit<Wanted, 'number'>, policy: PlantPolicy, landscape: Landscape) {
  return {
    ...{ company: policy.company, requestedBy, policy },
    plants: Object.fromEntries(plantsOf(landscape, policy.company).map((one) => [one.plant, one])),
    ...(sourceVersion !== undefined && { sourceVersion }),
  };
}

const byProcess = new Map(startables.map((one) => [one.contract.process, one]));

/** Everything that a start needs of the landscape, or what stands against it. */
export function startRequest(landscape: Landscape, wanted: Wanted): StartRequest | { fault: Fault } {
  const { process, company, plant, number, startId, sourceVersion } = wanted;
  const startable = byProcess.get(process);
  if (!startable) return { fault: { pointer: '/process', detail: `${process} is not started by its order` } };
  const { contract, input } = startable;
  const policy = contract.spansPlants ? companyPolicy(landscape, company) : plantPolicy(landscape, plant);
  if (!policy) return { fault: unknown(contract, wanted) };
  if (!isSameInIds(policy.company, company))
    return { fault: { pointer: '/company', detail: `plant ${plant} belongs to company ${policy.company}` } };
  return {
    contract,
    key: { process, company: policy.company, plant: contract.spansPlants ? ALL_PLANTS : policy.plant, key: number },
    input: input(wanted, policy, landscape),
    startId,
    ...(sourceVersion !== undefined && { sourceVersion }),
  };
}

const unknown = ({ spansPlants }: ProcessContract, { company, plant }: Wanted): Fault =>
  spansPlants
    ? { pointer: '/company', detail: `${company} is no company of the landscape` }
    : { pointer: '/plant', detail: `${plant} is no plant of the landscape` };
