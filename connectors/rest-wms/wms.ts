import type { Wms } from '../../contracts/ports.js';
import { changeTarget } from '../rest-changes.js';
import { RestClient } from '../rest-client.js';
import type { ProblemTable } from '../rest-problem.js';
import type { RestWmsConfig } from './config.js';
import { bringBackInbound, cancelInbound, expectInbound, readInbound } from './inbound.js';
import { cancelOutbound, readOutbound, releaseOutbound, requestUnpick } from './outbound.js';
import { cancelCount, readCount, requestCount } from './counts.js';
import { expectReceipt, readProductionReceipt, takeBackReceipt } from './receipts.js';
import { replenish } from './replenishment.js';
import { readSnapshot, readSnapshotLines, requestSnapshot } from './snapshots.js';
import { cancelStaging, requestStaging, returnStaged } from './staging.js';
import { changeStockStatus } from './status-changes.js';
import { readStock } from './stock.js';

/** The WMS's problem codes in our words. */
const problems: ProblemTable = {
  codes: { STOCK_SHORT: 'B-STOCK-SHORT', KEY_REUSED: 'C-DUP-CONFLICT' },
  rejected: 'B-REJECTED',
};

/** `PICKED` says of components something else than of what goes to a customer. */
const ofStaging: ProblemTable = { ...problems, codes: { ...problems.codes, PICKED: 'B-STAGING-PICKED' } };
const ofOutbound: ProblemTable = {
  ...problems,
  codes: {
    ...problems.codes,
    WAVED: 'B-OUTBOUND-PICKED',
    PICKED: 'B-OUTBOUND-PICKED',
    SHIPPED: 'B-OUTBOUND-SHIPPED',
  },
};
const ofReceiving: ProblemTable = { ...problems, codes: { ...problems.codes, ARRIVED: 'B-INBOUND-ARRIVED' } };

export function createWms(system: string, config: RestWmsConfig): Wms {
  const production = new RestClient(system, config, ofStaging);
  const shipping = new RestClient(system, config, ofOutbound);
  const receiving = new RestClient(system, config, ofReceiving);
  return {
    ...changeTarget(system, config),
    requestStaging: requestStaging(production),
    cancelStaging: cancelStaging(production),
    returnStaged: returnStaged(production),
    expectReceipt: expectReceipt(production, config),
    takeBackReceipt: takeBackReceipt(production),
    readProductionReceipt: readProductionReceipt(production),
    replenish: replenish(production),
    releaseOutbound: releaseOutbound(shipping),
    cancelOutbound: cancelOutbound(shipping),
    requestUnpick: requestUnpick(shipping),
    readOutbound: readOutbound(shipping, config),
    readStock: readStock(shipping, config),
    expectInbound: expectInbound(receiving),
    cancelInbound: cancelInbound(receiving, config),
    bringBackInbound: bringBackInbound(receiving),
    readInbound: readInbound(receiving, config),
    changeStockStatus: changeStockStatus(receiving, config),
    requestSnapshot: requestSnapshot(receiving),
    readSnapshot: readSnapshot(receiving),
    readSnapshotLines: readSnapshotLines(receiving, config),
    requestCount: requestCount(receiving, config),
    cancelCount: cancelCount(receiving),
    readCount: readCount(receiving),
  };
}
