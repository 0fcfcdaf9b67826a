import { Decimal } from 'decimal.js';
import { orderToProduction } from '../../contracts/processes/order-to-production.js';
import type { Exception } from '../../contracts/view.js';
import type { TestPlant } from '../setup/plant.js';
import type { Gate } from './cancel-gate.js';
import type { Trade } from './cancel-trade.js';
import { repeatedIn } from './cancel-trade.js';

const MADE = 'made as planned';
const ASKED = 'the answer is asked for';
const HELD = 'masters come later';
const ADOPTED = 'begun without us';
const BELOW = 'wanted less than is made';

const QUANTITY = '20';
const REPORTED = '8';
const FIRST = 4_400_001;
/** Of the routing that an order waits for. */
const FIRST_ROUTING = 100;
/** The MES answers so late in `ASKED`, and the last report comes so long after the first. */
const ANSWERS_LATE_MS = 1_200;
const LAST_REPORT_MS = 700;

/** What the shop floor remembers of an order. */
interface Work {
  seenAt?: number;
  reportedAt?: number;
  /** Less is wanted; false when that was taken back. */
  changed?: boolean;
  stopped?: boolean;
  finished?: boolean;
}

/** Orders to production. Of those that are cancelled after their start every second one is let finish. */
export function productionTrade(plant: TestPlant, gate: Gate): Trade {
  let count = 0;
  const works = new Map<string, Work>();
  const floor = shopFloor(plant);
  const books = booksOf(plant);
  return {
    plant,
    gate,
    contracts: [orderToProduction],
    scenarios: [MADE, ASKED, HELD, ADOPTED, BELOW],
    onlyUndoing: {
      'order-to-production: short-close': 'it stops what is cancelled after its start',
      'order-to-production: return staged': 'it clears the line of what was cancelled after its start',
    },
    nextOrder: () => String(FIRST + count++),
    begin(orderNo, scenario) {
      works.set(orderNo, {});
      floor.begin(orderNo, scenario);
    },
    live: (orderNo, scenario) => floor.live(orderNo, scenario, works.get(orderNo) ?? {}),
    decide: (exception, orderNo) => decide(plant, exception, orderNo, works.get(orderNo) ?? {}),
    runsOf: (orderNo) => new Map([['order', `order-to-production/1000/P100/${orderNo}`]]),
    cancelledAt: () => ['order'],
    ...books,
  };
}

const routingOf = (orderNo: string): string => String(FIRST_ROUTING + Number(orderNo) - FIRST);

/** Mends what is missing, takes back what was changed, and lets go what is held back of the reports. */
function decide({ mes, sap }: TestPlant, exception: Exception, orderNo: string, work: Work): string | undefined {
  const { code, choices = [] } = exception;
  if (code === 'C-MASTER-VERSION' && !mes.definitions.has('routing', 'FG-1000', routingOf(orderNo)))
    mes.addRouting('FG-1000', routingOf(orderNo));
  if (choices.length > 0 && work.changed) {
    work.changed = false;
    sap.changeOrder(orderNo, { quantity: QUANTITY });
    sap.tellChanged(orderNo);
    mes.events.release(orderNo);
  }
  if (choices.includes('LET_FINISH')) {
    work.stopped = Number(orderNo) % 2 === 0;
    return work.stopped ? 'SHORT_CLOSE' : 'LET_FINISH';
  }
  return choices.includes('KEEP') ? 'KEEP' : undefined;
}

function shopFloor({ sap, mes, order: addOrder }: TestPlant) {
  const isMarked = (orderNo: string) => sap.ledger().orders.find((one) => one.orderNo === orderNo)?.releasedByMes;
  const report = (orderNo: string, no: number, yielded: string, final = false) =>
    mes.confirm(orderNo, { yield: yielded, confirmationId: `${orderNo}-${no}`, lot: 'L-31', final });
  const isPosted = (orderNo: string) => sap.ledger().confirmations.some(({ text }) => text === `${orderNo}-1`);

  function begin(orderNo: string, scenario: string): void {
    addOrder(orderNo, QUANTITY, scenario === HELD ? { productionVersion: `B${routingOf(orderNo)}` } : {});
    if (scenario !== ADOPTED) return sap.release(orderNo);
    mes.openLocally(orderNo, { item: 'FG-1000', quantity: QUANTITY, uom: 'EA' });
  }

  function live(orderNo: string, scenario: string, work: Work): void {
    const order = mes.book.orders.get(orderNo);
    if (!order || work.finished) return;
    work.seenAt ??= Date.now();
    if (order.status === 'CHECKING' && (scenario !== ASKED || Date.now() - work.seenAt > ANSWERS_LATE_MS))
      mes.accept(orderNo);
    else if (order.status === 'DISPATCHED' && isMarked(orderNo)) mes.start(orderNo);
    else if (order.status === 'RUNNING') carryOn(orderNo, scenario, work);
  }

  function carryOn(orderNo: string, scenario: string, work: Work): void {
    if (work.reportedAt === undefined) {
      if (scenario === BELOW) mes.events.hold(orderNo);
      report(orderNo, 1, REPORTED);
      work.reportedAt = Date.now();
    } else if (scenario === BELOW && work.changed === undefined) {
      work.changed = true;
      sap.changeOrder(orderNo, { quantity: '5' });
      sap.tellChanged(orderNo);
    } else if (!work.stopped && isPosted(orderNo) && Date.now() - work.reportedAt > LAST_REPORT_MS) {
      report(orderNo, 2, new Decimal(QUANTITY).minus(REPORTED).toFixed(), true);
      mes.complete(orderNo);
      work.finished = true;
    }
  }

  return { begin, live };
}

function booksOf({ sap, mes, wms, postedTo }: TestPlant): Pick<Trade, 'standing' | 'leftOver' | 'doubled'> {
  const changesIn = (orderNo: string) => ({
    mes: mes.book.orders.get(orderNo)?.changes ?? [],
    staging: wms.staging.requests.get(orderNo)?.changes ?? [],
  });
  const returnsOf = (orderNo: string) => wms.returns.tasks.filter((task) => task.orderNo === orderNo);
  return {
    standing(orderNo) {
      const { confirmations, moved, references, technicallyCompleted } = postedTo(orderNo);
      const { mes: dispatched, staging } = changesIn(orderNo);
      return {
        ...{ moved, technicallyCompleted, references: references.length },
        yields: confirmations.map((one) => one.yield),
        dispatched: dispatched.map(({ kind }) => kind),
        staging: staging.map(({ kind }) => kind),
        returns: returnsOf(orderNo).length,
      };
    },
    leftOver(orderNo, end) {
      const { confirmations, technicallyCompleted } = postedTo(orderNo);
      const inMes = mes.book.orders.get(orderNo)?.status;
      if (end === 'ended by decision') {
        return [
          ...(inMes === 'COMPLETED' ? [] : [`the MES has it as ${inMes}`]),
          ...(technicallyCompleted ? [] : ['it is not technically completed']),
        ];
      }
      const request = wms.staging.requests.get(orderNo);
      const isBack = request?.brought.length === 0 || returnsOf(orderNo).length === 1;
      return [
        ...(inMes === undefined || inMes === 'CANCELLED' ? [] : [`the MES has it as ${inMes}`]),
        ...(request && request.status !== 'CANCELLED' && !isBack ? [`staging is ${request.status}`] : []),
        ...(confirmations.length > 0 ? [`${confirmations.length} confirmations stand`] : []),
        ...(technicallyCompleted ? ['it is technically completed'] : []),
      ];
    },
    doubled(orderNo) {
      const { mes: dispatched, staging } = changesIn(orderNo);
      const confirmed = sap.ledger().confirmations.filter((one) => one.orderNo === orderNo);
      return [
        ...repeatedIn(
          'the MES',
          dispatched.map(({ kind, version }) => `${kind} ${version ?? ''}`),
        ),
        ...repeatedIn(
          'staging',
          staging.map(({ kind, version }) => `${kind} ${version}`),
        ),
        ...repeatedIn(
          'the ERP',
          confirmed.map(({ text }) => `confirmation ${text}`),
        ),
        ...repeatedIn(
          'returns',
          returnsOf(orderNo).flatMap(({ lines }) => lines.map(({ line }) => `line ${line}`)),
        ),
      ];
    },
  };
}
