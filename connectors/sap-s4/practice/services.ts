import { changeServicesOf } from './changes.js';
import { cancelConfirmation } from './confirmation-cancellation.js';
import { confirm, confirmationJson } from './confirmations.js';
import { dayIn } from './dates.js';
import { productJson } from './items.js';
import { type Entity, project, type Service } from './odata.js';
import { etagOf, orderJson, type PlantOrder } from './orders.js';
import { requireMatch } from './preconditions.js';
import { plantQualitySet, purchaseServicesOf } from './purchase-services.js';
import { type SalesHappenings, salesServicesOf } from './sales-services.js';
import type { PlantState } from './state.js';

export interface Happenings extends SalesHappenings {
  released(order: PlantOrder): void;
}

/** The services that this S/4HANA offers, by their names in the path. */
export function servicesOf(state: PlantState, happenings: Happenings): Record<string, Service> {
  return {
    API_PRODUCTION_ORDER_2_SRV: {
      sets: {
        A_ProductionOrder_2: { keys: ['ManufacturingOrder'], list: () => [...state.orders.values()].map(orderJson) },
      },
      functions: {
        ReleaseOrder: onOrder(state, 'ReleaseOrder', (order) => {
          if (order.flags.released) return failure('CO', '029', `Order ${order.orderNo} is already released`);
          order.flags.released = true;
          happenings.released(order);
          return undefined;
        }),
        OrderReleasedByMES: onOrder(state, 'OrderReleasedByMES', (order) => {
          if (order.flags.technicallyCompleted)
            return failure('CO', '469', `Order ${order.orderNo} is technically completed`);
          order.flags.releasedByMes = true;
          return undefined;
        }),
        TechlyCmpltOrder: onOrder(state, 'TechlyCmpltOrder', (order) => {
          if (order.flags.technicallyCompleted)
            return failure('CO', '469', `Order ${order.orderNo} is technically completed`);
          order.flags.technicallyCompleted = true;
          return undefined;
        }),
      },
    },
    API_PROD_ORDER_CONFIRMATION_2_SRV: {
      sets: {
        ProdnOrdConf2: {
          keys: ['ConfirmationGroup', 'ConfirmationCount'],
          list: () => state.confirmations.map((one) => confirmationJson(state, one)),
          create: (body) =>
            project(confirmationJson(state, confirm(state, body)), { $expand: 'to_ProdnOrdConfMatlDocItm' }),
        },
      },
      functions: {
        CancelProdnOrdConf: ({ ConfirmationGroup: group = '', ConfirmationCount: count = '', PostingDate = '' }) => {
          const [, day] = /^datetime'(.+)'$/.exec(PostingDate) ?? [];
          const reversal = cancelConfirmation(state, { group, count }, dayIn(day) ?? state.today());
          return project(confirmationJson(state, reversal), {});
        },
      },
    },
    ...salesServicesOf(state, happenings),
    ...purchaseServicesOf(state),
    ...changeServicesOf(state.changes),
    API_PRODUCT_SRV: {
      sets: {
        A_Product: { keys: ['Product'], list: () => [...state.items.values()].map(productJson) },
        A_ProductPlantQualityMgmt: plantQualitySet(state),
      },
      functions: {},
    },
  };
}

type Change = (order: PlantOrder) => Entity | undefined;

/** Sets a status, with the order's current ETag only, and answers 200 even when it was refused. */
const onOrder =
  (state: PlantState, name: string, change: Change): Service['functions'][string] =>
  ({ ManufacturingOrder = '' }, ifMatch) => {
    const order = state.order(ManufacturingOrder);
    requireMatch(ifMatch, etagOf(order));
    const failed = change(order);
    if (!failed) state.touch(order);
    return { [name]: failed ?? message('S', 'CO', '100', `Order number ${order.orderNo} saved`) };
  };

const failure = (group: string, number: string, text: string): Entity => message('E', group, number, text);

const message = (type: string, group: string, number: string, text: string): Entity => ({
  SystemMessageType: type,
  SystemMessageIdentification: group,
  SystemMessageNumber: number,
  SystemMessageLongText: text,
  SystemMessageVariable1: '',
  SystemMessageVariable2: '',
  SystemMessageVariable3: '',
  SystemMessageVariable4: '',
});
