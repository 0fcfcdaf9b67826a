import type { StagingLine, Wms } from '../../contracts/ports.js';
import type { RestClient } from '../rest-client.js';
import { agree, isUnder } from '../rest-intent.js';
import { returnTask, returnTasks, stagingRequest } from './replies.js';
import { path, posted } from './wire.js';

export function requestStaging(rest: RestClient): Wms['requestStaging'] {
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

export function cancelStaging(rest: RestClient): Wms['cancelStaging'] {
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

export function returnStaged(rest: RestClient): Wms['returnStaged'] {
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

const staging = (orderNo: string): string => path('staging-requests', orderNo);

const wireLine = ({ line, item, quantity, location }: StagingLine) => ({ line, item, qty: quantity, location });
