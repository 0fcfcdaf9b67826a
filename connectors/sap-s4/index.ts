import type { Erp } from '../../contracts/ports.js';
import { defineConnector } from '../connector.js';
import { configSchema } from './config.js';
import { postConfirmation, readConfirmation } from './confirmations.js';
import { translate } from './events.js';
import { readItems } from './items.js';
import { postGoodsMovement } from './material-documents.js';
import { readOrder } from './orders.js';
import { SapSession } from './session.js';
import { completeTechnically, markDispatched } from './status.js';

/** SAP S/4HANA by its published OData V2 services and business events. */
export default defineConnector({
  capability: 'erp',
  config: configSchema,
  create(id, config) {
    const sap = new SapSession(id, config);
    return {
      readOrder: readOrder(sap),
      readItems: readItems(sap),
      readConfirmation: readConfirmation(sap),
      markDispatched: markDispatched(sap),
      postConfirmation: postConfirmation(sap),
      postGoodsMovement: postGoodsMovement(sap),
      completeTechnically: completeTechnically(sap),
    } as unknown as Erp;
  },
  translate,
});
