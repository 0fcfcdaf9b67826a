import { ConnectorError } from '../../contracts/errors.js';
import type { Transport } from '../../contracts/ports.js';
import { RestClient } from '../rest-client.js';
import type { ProblemTable } from '../rest-problem.js';
import type { RestTmsConfig } from './config.js';
import { cancelLoad, findLoad, pathOf, planLoad, readLoad } from './loads.js';
import { asLoad, shownEvents, shownRates } from './replies.js';
import { tender, withdrawTender } from './tenders.js';
import { journey } from './tracking.js';

/** The TMS's problem codes in our words. */
const problems: ProblemTable = {
  codes: { TENDER_OPEN: 'B-TENDER-OPEN', PICKED_UP: 'B-DEPARTED', KEY_REUSED: 'C-DUP-CONFLICT' },
  rejected: 'B-REJECTED',
};

export function createTms(system: string, config: RestTmsConfig): Transport {
  const rest = new RestClient(system, config, problems);
  return {
    planLoad: planLoad(rest),
    async readLoad({ loadId }, context) {
      const load = await readLoad(rest, loadId, context);
      return load && asLoad(system, load);
    },
    async findLoad(delivery, context) {
      const load = await findLoad(rest, delivery, context);
      return load && asLoad(system, load);
    },
    async readRates({ loadId }, context) {
      const answer = await rest.read(`${pathOf(loadId)}/rates`, shownRates, context);
      return known(system, loadId, answer).rates;
    },
    tender: tender(rest),
    withdrawTender: withdrawTender(rest),
    cancelLoad: cancelLoad(rest),
    async readTracking({ loadId }, context) {
      const answer = await rest.read(`${pathOf(loadId)}/events`, shownEvents, context);
      return journey(known(system, loadId, answer).events, config.codes);
    },
  };
}

/** A load that is not there has no rates and no events either; to say so would look like a carrier's silence. */
function known<T>(system: string, loadId: string, answer: T | null): T {
  if (answer !== null) return answer;
  const upstream = { system, status: 404 };
  throw new ConnectorError({
    code: 'B-REJECTED',
    text: `${system}: there is no load ${loadId}`,
    applied: 'no',
    upstream,
  });
}
