import type { Inspection } from '../../contracts/entities/inspection.js';
import type { Posted, Quality } from '../../contracts/ports.js';
import { RestClient, type RestConfig } from '../rest-client.js';
import { agree, isUnder } from '../rest-intent.js';
import type { ProblemTable } from '../rest-problem.js';
import { type ShownInspection, shownInspection, shownRequest } from './replies.js';

const problems: ProblemTable = { codes: { KEY_REUSED: 'C-DUP-CONFLICT' }, rejected: 'B-REJECTED' };

export function createQuality(system: string, config: RestConfig): Quality {
  const rest = new RestClient(system, config, problems);
  return {
    requestInspection: requestInspection(rest),
    async readInspection({ inspectionNo }, context) {
      const found = await rest.read(pathOf(inspectionNo), shownInspection, context);
      return found && asInspection(system, found);
    },
  };
}

function requestInspection(rest: RestClient): Quality['requestInspection'] {
  return {
    async send({ inspectionNo, plant, inboundDeliveryNo, item, lot, supplier, quantity }, context) {
      const body = { plant, inboundDeliveryNo, item, ...(lot !== undefined && { lot }), supplier, qty: quantity };
      const { body: reply } = await rest.write('PUT', pathOf(inspectionNo), body, shownRequest, context);
      agree(
        rest.system,
        reply.inspectionNo === inspectionNo && reply.inboundDeliveryNo === inboundDeliveryNo && reply.item === item,
        `inspection ${reply.inspectionNo} of ${reply.item} from ${reply.inboundDeliveryNo}`,
      );
      return posted(rest.system, inspectionNo);
    },
    async find({ inspectionNo }, context) {
      const found = await rest.read(pathOf(inspectionNo), shownRequest, context);
      return found && isUnder(context.key, found) ? posted(rest.system, inspectionNo) : null;
    },
  };
}

const asInspection = (system: string, { inspectionNo, item, lot, qty, decision }: ShownInspection): Inspection => ({
  ...{ inspectionNo, item, quantity: qty },
  ...(lot && { lot }),
  ...posted(system, inspectionNo),
  ...(decision && { decision }),
});

const posted = (system: string, number: string): Posted => ({ documents: [{ system, type: 'INSPECTION', number }] });

const pathOf = (inspectionNo: string): string => `/inspections/${encodeURIComponent(inspectionNo)}`;
