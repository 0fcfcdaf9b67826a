import {
  proxySinks,
  type Sinks,
  type WorkflowInboundCallsInterceptor,
  type WorkflowInterceptors,
  type WorkflowOutboundCallsInterceptor,
} from '@temporalio/workflow';
import type { ActionRequest } from '../../contracts/actions.js';
import type { Checkpoint } from '../../contracts/facts.js';

/** What a run does that its history alone does not show. */
export interface ObserverSinks extends Sinks {
  observer: { checkpoint(checkpoint: Checkpoint): void; action(request: ActionRequest): void };
}

const { observer } = proxySinks<ObserverSinks>();

const outbound: WorkflowOutboundCallsInterceptor = {
  scheduleLocalActivity(input, next) {
    observer.checkpoint(input.args[0] as Checkpoint);
    return next(input);
  },
};

const inbound: WorkflowInboundCallsInterceptor = {
  handleUpdate(input, next) {
    observer.action(input.args[0] as ActionRequest);
    return next(input);
  },
};

/** Bundled beside the workflows, it tells what they pass while their histories are replayed. */
export const interceptors = (): WorkflowInterceptors => ({ inbound: [inbound], outbound: [outbound] });
