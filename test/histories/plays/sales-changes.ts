import type { SalesPlant } from '../../setup/sales.js';
import type { Plays } from './play.js';
import {
  booked,
  broughtBack,
  decideOrder,
  newDelivery,
  orderAsks,
  picked,
  sell,
  shipped,
  untilDelivery,
} from './shipping.js';
import { orderRun } from '../../setup/sales.js';

const change = ({ sap }: SalesPlant, salesOrderNo: string, quantity: string) =>
  sap.changeSalesOrder(salesOrderNo, { quantity });

/** Less is wanted than is on the truck. */
async function tooLate(plant: SalesPlant, salesOrderNo: string): Promise<string> {
  const deliveryNo = await sell(plant, salesOrderNo);
  await plant.bringToDock(deliveryNo);
  change(plant, salesOrderNo, '150');
  await orderAsks(plant, salesOrderNo, 'B-CHANGE-TOO-LATE');
  return deliveryNo;
}

/** Sales orders that the customer changes under way. */
export const salesChanges = {
  async 'more-is-wanted'(plant, salesOrderNo) {
    const deliveryNo = await sell(plant, salesOrderNo);
    await booked(plant, deliveryNo);
    change(plant, salesOrderNo, '230');
    await booked(plant, await newDelivery(plant, salesOrderNo, deliveryNo));
  },

  async 'less-is-wanted-before-picking'(plant, salesOrderNo) {
    const deliveryNo = await sell(plant, salesOrderNo);
    await booked(plant, deliveryNo);
    change(plant, salesOrderNo, '150');
    await untilDelivery(plant, deliveryNo, (view) => view.fulfilment?.ordered === '150');
  },

  async 'less-is-wanted-while-picked'(plant, salesOrderNo) {
    const deliveryNo = await sell(plant, salesOrderNo);
    await booked(plant, deliveryNo);
    await picked(plant, deliveryNo, '180');
    change(plant, salesOrderNo, '150');
    await broughtBack(plant, deliveryNo);
    await plant.happened('the release', () => plant.wms.ledger().outboundOrders[deliveryNo]?.version === '2');
    await shipped(plant, deliveryNo);
    await plant.bringToCustomer(deliveryNo, salesOrderNo);
  },

  async 'change-too-late'(plant, salesOrderNo) {
    await tooLate(plant, salesOrderNo);
  },

  async 'change-too-late-then-kept'(plant, salesOrderNo) {
    const deliveryNo = await tooLate(plant, salesOrderNo);
    await plant.actOn(orderRun(salesOrderNo), 'retry');
    await decideOrder(plant, salesOrderNo, 'KEEP');
    await plant.bringToCustomer(deliveryNo, salesOrderNo);
  },

  /** The customer wants it again as it was. */
  async 'change-too-late-then-taken-back'(plant, salesOrderNo) {
    const deliveryNo = await tooLate(plant, salesOrderNo);
    change(plant, salesOrderNo, '200');
    await plant.bringToCustomer(deliveryNo, salesOrderNo);
  },
} satisfies Partial<Plays<'ship-to-cash'>>;
