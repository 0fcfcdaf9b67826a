import type { Transport } from '../../contracts/ports.js';
import { agree, isUnder } from '../rest-intent.js';
import type { RestClient } from '../rest-client.js';
import { pathOf, readLoad } from './loads.js';
import { asTender, shownTender } from './replies.js';

export function tender(rest: RestClient): Transport['tender'] {
  const posting: Transport['tender'] = {
    async send(offer, context) {
      const { loadId, round, carrier, cost, expiresAt } = offer;
      const body = { round, carrier, cost, expiresAt };
      const written = await rest.write('POST', `${pathOf(loadId)}/tenders`, body, shownTender, context);
      const shown = written.body;
      agree(
        rest.system,
        shown.loadId === loadId && shown.round === round && shown.carrier === carrier,
        `tender ${shown.tenderId} of load ${shown.loadId} to ${shown.carrier}, round ${shown.round}`,
      );
      // A repeated answer tells how the offer stood when it was made; the carrier may have answered since.
      const now = written.replayed ? await posting.find(offer, context).catch(() => null) : null;
      return now ?? asTender(rest.system, shown);
    },
    async find({ loadId, round, carrier }, context) {
      const load = await readLoad(rest, loadId, context);
      const found = load?.tenders.find(
        (one) => one.round === round && one.carrier === carrier && isUnder(context.key, one),
      );
      return found ? asTender(rest.system, found) : null;
    },
  };
  return posting;
}

/** Withdrawn or answered before: either way it is no longer open, and the answer says which. */
export function withdrawTender(rest: RestClient): Transport['withdrawTender'] {
  return {
    async send({ tenderId }, context) {
      const path = `/tenders/${encodeURIComponent(tenderId)}`;
      const { body: shown } = await rest.write('DELETE', path, undefined, shownTender, context);
      const asMeant = shown.tenderId === tenderId && shown.status !== 'OPEN';
      agree(rest.system, asMeant, `tender ${shown.tenderId}, ${shown.status}`);
      return asTender(rest.system, shown);
    },
    async find({ loadId, tenderId }, context) {
      const load = await readLoad(rest, loadId, context);
      const found = load?.tenders.find((one) => one.tenderId === tenderId && one.status !== 'OPEN');
      return found ? asTender(rest.system, found) : null;
    },
  };
}
