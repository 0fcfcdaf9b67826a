import type { Wms } from '../../contracts/ports.js';
import type { RestClient } from '../rest-client.js';
import { agree, isUnder } from '../rest-intent.js';
import type { RestWmsConfig } from './config.js';
import { requestedSnapshot, requestedSnapshots, snapshotHead, snapshotPage } from './snapshot-replies.js';
import { path, posted } from './wire.js';

export function requestSnapshot(rest: RestClient): Wms['requestSnapshot'] {
  return {
    async send({ plant, asOf }, context) {
      const { body: reply } = await rest.write('POST', '/stock-snapshots', { plant, asOf }, requestedSnapshot, context);
      const isOfThen = Date.parse(reply.asOf) === Date.parse(asOf);
      agree(rest.system, isOfThen, `snapshot ${reply.snapshotId} as of ${reply.asOf}`);
      return posted(rest.system, 'STOCK_SNAPSHOT', reply.snapshotId);
    },
    async find({ plant, asOf }, context) {
      const query = new URLSearchParams({ plant, asOf }).toString();
      const found = await rest.read(`/stock-snapshots?${query}`, requestedSnapshots, context);
      const own = found?.snapshots.find(
        (one) => Date.parse(one.asOf) === Date.parse(asOf) && isUnder(context.key, one),
      );
      return own ? posted(rest.system, 'STOCK_SNAPSHOT', own.snapshotId) : null;
    },
  };
}

export const readSnapshot =
  (rest: RestClient): Wms['readSnapshot'] =>
  ({ plant, snapshotId }, context) =>
    rest.read(path('stock-snapshots', snapshotId), snapshotHead(rest.system, plant), context);

export const readSnapshotLines =
  (rest: RestClient, { locations, stockStatuses: statuses }: RestWmsConfig): Wms['readSnapshotLines'] =>
  async ({ snapshotId, cursor }, context) => {
    const query = cursor === undefined ? '' : `?${new URLSearchParams({ cursor }).toString()}`;
    const shape = snapshotPage({ locations, statuses });
    const page = await rest.read(`${path('stock-snapshots', snapshotId)}/lines${query}`, shape, context);
    return page ?? { lines: [] };
  };
