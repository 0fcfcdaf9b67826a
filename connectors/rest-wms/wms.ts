import type { DocumentType } from '../../contracts/entities/documents.js';
import type { Posted, StagingLine, Wms } from '../../contracts/ports.js';
import { agree, isUnder } from '../rest-intent.js';
import { RestClient } from '../rest-client.js';
import type { ProblemTable } from '../rest-problem.js';
import type { RestWmsConfig } from './config.js';
import { productionReceipt, returnTask, returnTasks, stagingRequest } from './replies.js';

/** The WMS's problem codes in our words. */
const problems: ProblemTable = {
  codes: { PICKED: 'B-STAGING-PICKED', STOCK_SHORT: 'B-STOCK-SHORT', KEY_REUSED: 'C-DUP-CONFLICT' },
  rejected: 'B-REJECTED',
};

export function createWms(system: string, config: RestWmsConfig): Wms {
  const rest = new RestClient(system, config, problems);
  return {
    requestStaging: requestStaging(rest),
    cancelStaging: cancelStaging(rest),
    returnStaged: returnStaged(rest),
    expectReceipt: expectReceipt(rest),
  } as unknown as Wms;
}

function requestStaging(rest: RestClient): Wms['requestStaging'] {
  return {
    async send({ orderNo, plant, version, requiredAt, lines }, context) {
      const body = { plant, version, requiredAt, lines: lines.map(wireLine) };
      const { body: reply } = await rest.write('PUT', staging(orderNo), body, stagingRequest, context);
      agree(
        rest.system,
        reply.orderNo === orderNo && reply.version === version,
        `staging request ${reply.orderNo}, version ${reply.version}`,
      );
      return posted(rest.system, 'STAGING_REQUEST', orderNo);
    },
    async find({ orderNo, version }, context) {
      const found = await rest.read(staging(orderNo), stagingRequest, context);
      const stands = found?.version === version && isUnder(context.key, found);
      return stands ? posted(rest.system, 'STAGING_REQUEST', orderNo) : null;
    },
  };
}

function cancelStaging(rest: RestClient): Wms['cancelStaging'] {
  return {
    async send({ orderNo }, context) {
      const written = await rest.undo(`${staging(orderNo)}/cancel`, {}, stagingRequest, context);
      if (!written) return { documents: [] };
      const { body } = written;
      agree(
        rest.system,
        body.orderNo === orderNo && body.status === 'CANCELLED',
        `staging request ${body.orderNo}, ${body.status}`,
      );
      return posted(rest.system, 'STAGING_REQUEST', orderNo);
    },
    async find({ orderNo }, context) {
      const found = await rest.read(staging(orderNo), stagingRequest, context);
      if (!found) return { documents: [] };
      return found.status === 'CANCELLED' ? posted(rest.system, 'STAGING_REQUEST', orderNo) : null;
    },
  };
}

function returnStaged(rest: RestClient): Wms['returnStaged'] {
  return {
    async send({ orderNo, plant, reason, lines }, context) {
      const body = { orderNo, plant, reason, lines: lines.map(wireLine) };
      const { body: reply } = await rest.write('POST', '/return-tasks', body, returnTask, context);
      agree(rest.system, reply.orderNo === orderNo, `return task ${reply.taskId} of order ${reply.orderNo}`);
      return posted(rest.system, 'RETURN_TASK', reply.taskId);
    },
    async find({ orderNo }, context) {
      const found = await rest.read(`/return-tasks?orderNo=${encodeURIComponent(orderNo)}`, returnTasks, context);
      const task = found?.tasks.find(({ idempotencyKey }) => idempotencyKey === context.key);
      return task ? posted(rest.system, 'RETURN_TASK', task.taskId) : null;
    },
  };
}

function expectReceipt(rest: RestClient): Wms['expectReceipt'] {
  return {
    async send({ receiptId, orderNo, plant, item, quantity, location, lot }, context) {
      const body = { orderNo, plant, item, qty: quantity, location, ...(lot !== undefined && { lot }) };
      const { body: reply } = await rest.write('PUT', receipt(receiptId), body, productionReceipt, context);
      agree(
        rest.system,
        reply.receiptId === receiptId && reply.orderNo === orderNo,
        `receipt ${reply.receiptId} of order ${reply.orderNo}`,
      );
      return posted(rest.system, 'PRODUCTION_RECEIPT', receiptId);
    },
    async find({ receiptId }, context) {
      const found = await rest.read(receipt(receiptId), productionReceipt, context);
      return found && isUnder(context.key, found) ? posted(rest.system, 'PRODUCTION_RECEIPT', receiptId) : null;
    },
  };
}

const staging = (orderNo: string): string => `/staging-requests/${encodeURIComponent(orderNo)}`;
const receipt = (receiptId: string): string => `/production-receipts/${encodeURIComponent(receiptId)}`;

const posted = (system: string, type: DocumentType, number: string): Posted => ({
  documents: [{ system, type, number }],
});

const wireLine = ({ line, item, quantity, location }: StagingLine) => ({ line, item, qty: quantity, location });
