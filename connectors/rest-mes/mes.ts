import { ConnectorError } from '../../contracts/errors.js';
import type { CallContext, Mes, MesDispatch, MesOrder, MesStatus, Posting, Posted } from '../../contracts/ports.js';
import { changeTarget } from '../rest-changes.js';
import { agree, isUnder } from '../rest-intent.js';
import { RestClient } from '../rest-client.js';
import type { ProblemTable } from '../rest-problem.js';
import type { RestMesConfig } from './config.js';
import { readDefinitions } from './definitions.js';
import { mesOrder, type ShownOrder, shownOrder } from './order.js';
import { readReports } from './reports.js';

/** The MES's problem codes in our words. */
const problems: ProblemTable = {
  codes: {
    ORDER_STARTED: 'B-ORDER-STARTED',
    VERSION_OLD: 'B-CHANGE-TOO-LATE',
    QTY_BELOW_REPORTED: 'B-QTY-BELOW-REPORTED',
    UNKNOWN_WORKCENTER: 'B-MES-REJECTED',
    KEY_REUSED: 'C-DUP-CONFLICT',
  },
  rejected: 'B-MES-REJECTED',
};

const STOPPED: readonly MesStatus[] = ['COMPLETED', 'ABORTED', 'CLOSED'];

const pathOf = (orderNo: string): string => `/production-orders/${encodeURIComponent(orderNo)}`;

export function createMes(system: string, config: RestMesConfig): Mes {
  const rest = new RestClient(system, config, problems);
  const shape = shownOrder(config.valueMap);
  const read = (orderNo: string, context: CallContext) => rest.read(pathOf(orderNo), shape, context);

  const dispatch: Posting<MesDispatch, MesOrder> = {
    async send(message, context) {
      const { body, replayed } = await rest
        .write('PUT', pathOf(message.orderNo), dispatchBody(message), shape, context)
        .catch(asRefusedChange);
      agree(system, body.orderNo === message.orderNo && body.version === message.version, words(body));
      // A repeated answer tells how the order stood when it was first taken.
      const now = replayed ? await dispatch.find(message, context).catch(() => null) : null;
      return now ?? mesOrder(system, body);
    },
    async find(message, context) {
      const found = await read(message.orderNo, context);
      const stands = found?.version === message.version && isUnder(context.key, found);
      return stands ? mesOrder(system, found) : null;
    },
  };

  const cancelOrder: Mes['cancelOrder'] = {
    async send({ orderNo, reason }, context) {
      const written = await rest.undo(`${pathOf(orderNo)}/cancel`, { reason }, shape, context);
      if (!written) return { documents: [] };
      agree(system, written.body.orderNo === orderNo && written.body.status === 'CANCELLED', words(written.body));
      return posted(system, written.body);
    },
    async find({ orderNo }, context) {
      const found = await read(orderNo, context);
      if (!found) return { documents: [] };
      return found.status === 'CANCELLED' ? posted(system, found) : null;
    },
  };

  const shortClose: Mes['shortClose'] = {
    async send({ orderNo, reason }, context) {
      const { body } = await rest.write('POST', `${pathOf(orderNo)}/short-close`, { reason }, shape, context);
      agree(system, body.orderNo === orderNo && STOPPED.includes(body.status), words(body));
      return posted(system, body);
    },
    async find({ orderNo }, context) {
      const found = await read(orderNo, context);
      return found && STOPPED.includes(found.status) ? posted(system, found) : null;
    },
  };

  return {
    readDefinitions: (wanted, context) => readDefinitions(rest, wanted, context),
    async readOrder({ orderNo }, context) {
      const found = await read(orderNo, context);
      return found && mesOrder(system, found);
    },
    ...changeTarget(system, config),
    dispatch,
    cancelOrder,
    shortClose,
    readReports: (wanted, context) => readReports(rest, config.valueMap, wanted, context),
  };
}

/** An order that has started cannot be changed any more, except in its quantity. */
function asRefusedChange(error: unknown): never {
  if (!(error instanceof ConnectorError) || error.trouble.code !== 'B-ORDER-STARTED') throw error;
  throw new ConnectorError({ ...error.trouble, code: 'B-CHANGE-TOO-LATE' }, { cause: error });
}

const posted = (system: string, order: ShownOrder): Posted => ({ documents: mesOrder(system, order).documents });

const words = ({ orderNo, version, status }: ShownOrder): string => `order ${orderNo}, version ${version}, ${status}`;

const dispatchBody = (order: MesDispatch) => ({
  plant: order.plant,
  version: order.version,
  item: order.item,
  bomRev: order.bomRevision,
  routingVersion: order.routingVersion,
  qty: order.quantity,
  tolerance: { overPct: order.overTolerancePct },
  scheduledStart: order.scheduledStart,
  scheduledEnd: order.scheduledEnd,
  components: order.components.map(({ item, quantity }) => ({ item, qty: quantity })),
  operations: order.operations.map(({ operationNo, workCenter }) => ({ no: operationNo, workCenter })),
});
