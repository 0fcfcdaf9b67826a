import { dayIn } from './dates.js';
import { cancelDocument } from './document-cancellation.js';
import * as inbound from './inbound-deliveries.js';
import { qualityJson } from './items.js';
import { materialDocumentJson } from './material-document-json.js';
import { postMaterialDocument } from './material-documents.js';
import { type Entity, type EntitySet, project, type Service } from './odata.js';
import { requireMatch } from './preconditions.js';
import { changeItem } from './purchase-item-change.js';
import { purchaseItemJson, purchaseOrderJson } from './purchase-order-json.js';
import type { PlantState } from './state.js';

/** The services of purchasing and of stock that moves, by their names in the path. */
export function purchaseServicesOf(state: PlantState): Record<string, Service> {
  const { purchases } = state;
  const listed = (keys: string[], list: () => Entity[]): EntitySet => ({ keys, list });
  return {
    API_PURCHASEORDER_PROCESS_SRV: {
      sets: {
        A_PurchaseOrder: listed(['PurchaseOrder'], () => [...purchases.orders.values()].map(purchaseOrderJson)),
        A_PurchaseOrderItem: {
          ...listed(['PurchaseOrder', 'PurchaseOrderItem'], () =>
            [...purchases.orders.values()].flatMap((order) => order.lines.map((line) => purchaseItemJson(order, line))),
          ),
          update: (keys, body, ifMatch) => changeItem(state, keys, body, ifMatch),
        },
      },
      functions: {},
    },
    API_INBOUND_DELIVERY_SRV: {
      sets: {
        A_InbDeliveryHeader: {
          ...listed(['DeliveryDocument'], () =>
            purchases.standing().map((one) => inbound.inboundDeliveryJson(state, one)),
          ),
          create: (body) => project(inbound.inboundDeliveryJson(state, inbound.createInboundDelivery(state, body)), {}),
          remove: ({ DeliveryDocument = '' }, ifMatch) => {
            const delivery = purchases.inboundDelivery(DeliveryDocument);
            requireMatch(ifMatch, inbound.etagOf(delivery));
            inbound.deleteInboundDelivery(state, delivery);
          },
        },
      },
      functions: {},
    },
    API_MATERIAL_DOCUMENT_SRV: materialDocumentService(state),
  };
}

function materialDocumentService(state: PlantState): Service {
  const documents = (): Entity[] => state.materialDocuments.map(materialDocumentJson);
  // The reply to a creation shows no items.
  const withoutItems = (made: Entity): Entity => ({ ...made, to_MaterialDocumentItem: { results: [] } });
  return {
    sets: {
      A_MaterialDocumentHeader: {
        keys: ['MaterialDocumentYear', 'MaterialDocument'],
        list: documents,
        create: (body) => withoutItems(materialDocumentJson(postMaterialDocument(state, body))),
      },
      A_MaterialDocumentItem: {
        keys: ['MaterialDocumentYear', 'MaterialDocument', 'MaterialDocumentItem'],
        list: () => documents().flatMap((one) => one.to_MaterialDocumentItem as Entity[]),
      },
    },
    functions: {
      Cancel: ({ MaterialDocument: number = '', MaterialDocumentYear: year = '', PostingDate = '' }) => {
        const [, day] = /^datetime'(.+)'$/.exec(PostingDate) ?? [];
        return withoutItems(materialDocumentJson(cancelDocument(state, { number, year }, dayIn(day) ?? state.today())));
      },
    },
  };
}

/** `A_ProductPlantQualityMgmtType` of every item at every plant. */
export const plantQualitySet = (state: PlantState): EntitySet => ({
  keys: ['Product', 'Plant'],
  list: () => [...state.items.values()].flatMap(qualityJson),
});
