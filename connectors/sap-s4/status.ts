import { z } from 'zod';
import { ConnectorError } from '../../contracts/errors.js';
import type { Erp, OrderRef, Posted, PostingContext } from '../../contracts/ports.js';
import { functionMessage, orderHead, orderHeadExpansion, selectOf } from './entities.js';
import { messageTrouble } from './errors.js';
import { entity, quoted, services } from './odata.js';
import type { SapSession } from './session.js';

type OrderHead = z.infer<typeof orderHead>;
type StatusFunction = 'OrderReleasedByMES' | 'TechlyCmpltOrder';

export function markDispatched(sap: SapSession): Erp['markDispatched'] {
  const isSet = (order: OrderHead): boolean =>
    order.to_ProductionOrderStatus.some(({ StatusShortName }) => StatusShortName === sap.config.dispatchedStatus);
  return {
    async send(message, context) {
      const order = await existing(sap, message, context);
      if (!isSet(order)) await call(sap, 'OrderReleasedByMES', order, context);
      return posted(sap, order);
    },
    find: (message, context) => findWhere(sap, message, context, isSet),
  };
}

export function completeTechnically(sap: SapSession): Erp['completeTechnically'] {
  const isSet = (order: OrderHead): boolean => order.OrderIsTechnicallyCompleted || order.OrderIsClosed;
  return {
    async send(message, context) {
      const order = await existing(sap, message, context);
      if (isSet(order)) return posted(sap, order);
      await call(sap, 'TechlyCmpltOrder', order, context);
      return (await readBack(sap, message, context, isSet)) ?? never(sap, order);
    },
    find: (message, context) => findWhere(sap, message, context, isSet),
  };
}

async function read(sap: SapSession, { orderNo }: OrderRef, { signal }: PostingContext): Promise<OrderHead | null> {
  const fields = selectOf(orderHead, orderHeadExpansion);
  return sap.read(services.productionOrder, entity('A_ProductionOrder_2', orderNo), fields, orderHead, signal);
}

async function existing(sap: SapSession, message: OrderRef, context: PostingContext): Promise<OrderHead> {
  const order = await read(sap, message, context);
  if (order) return order;
  const { system } = sap;
  throw new ConnectorError({
    code: 'B-REJECTED',
    text: `${system}: there is no order ${message.orderNo}`,
    applied: 'no',
    upstream: { system },
  });
}

/** A function import answers 200 whatever came of it: its message says what. */
async function call(
  sap: SapSession,
  name: StatusFunction,
  order: OrderHead,
  { signal }: PostingContext,
): Promise<void> {
  const etag = order.__metadata?.etag;
  const parameters = { ManufacturingOrder: quoted(order.ManufacturingOrder) };
  const shape = z.object({ [name]: functionMessage }).transform((result) => result[name]);
  const message = await sap.write(
    services.productionOrder,
    name,
    parameters,
    { signal, ...(etag && { ifMatch: etag }) },
    shape,
  );
  const trouble = message && messageTrouble(sap.system, message, sap.config.errorCodes);
  if (trouble) throw new ConnectorError(trouble);
}

type IsSet = (order: OrderHead) => boolean;

async function findWhere(
  sap: SapSession,
  message: OrderRef,
  context: PostingContext,
  isSet: IsSet,
): Promise<Posted | null> {
  const order = await read(sap, message, context);
  return order && isSet(order) ? posted(sap, order) : null;
}

/**
 * After the call a failed read is no proof of anything: null, like a status that is not there. It belongs to the
 * posting, so it is not cut short either when the caller no longer waits; the reply's time limit bounds it.
 */
const readBack = (sap: SapSession, message: OrderRef, { key }: PostingContext, isSet: IsSet): Promise<Posted | null> =>
  findWhere(sap, message, { key, signal: new AbortController().signal }, isSet).catch(() => null);

function never({ system }: SapSession, order: OrderHead): never {
  const text = `${system}: reports success, which reading order ${order.ManufacturingOrder} did not confirm`;
  throw new ConnectorError({ code: 'U-IN-DOUBT', text, applied: 'maybe', upstream: { system } });
}

const posted = ({ system }: SapSession, order: OrderHead): Posted => ({
  documents: [{ system, type: 'PRODUCTION_ORDER', number: order.ManufacturingOrder }],
});
