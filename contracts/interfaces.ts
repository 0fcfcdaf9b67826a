import type { Guarantee, RecoveryRule, ServiceLevel } from './governance.js';
import type { Capability } from './ports.js';
import type { Role } from './roles.js';

/** `in`: it tells us. `out`: we call it, or send it what we have to say. */
export type Direction = 'in' | 'out';

/** One way between us and a kind of system, as data: whose it is, what it promises, what brings it back. */
export interface InterfaceContract extends Guarantee {
  title: string;
  owner: Role;
  runbook: string;
  /** The first number is raised by what breaks the other side. */
  version: string;
  slas: readonly ServiceLevel[];
  recovery: readonly RecoveryRule[];
}

const inShift: ServiceLevel = {
  name: 'freshness',
  from: 'the last event of the source',
  to: 'now, in a shift of the plant',
  within: '5m',
  share: 'all',
};
const doubt: ServiceLevel = {
  name: 'doubt',
  from: 'a reply is lost',
  to: 'it is known whether it was posted',
  within: '30m',
  share: 'all',
};

const quarantined: RecoveryRule = {
  trouble: 'an event cannot be read',
  by: 'replay',
  how: 'it is kept as it came; mend the mapping or the sender, then headrace messages replay',
};
const unanswered: RecoveryRule = {
  trouble: 'it does not answer',
  by: 'retry',
  how: 'calls are tried again by themselves; headrace systems hold keeps them back, release lets them go',
};
const inDoubt: RecoveryRule = {
  trouble: 'the reply to a posting is lost',
  by: 'probe',
  how: 'it is looked up by its key, and adopted or sent once more; what cannot be found out is an operator’s',
};
const lost = (how: string): RecoveryRule => ({ trouble: 'an event is lost', by: 'poll', how });

const common = { version: '1.0', delivery: 'at-least-once', order: 'any' } as const;
const told = { ...common, slas: [inShift] };
const called = { ...common, slas: [doubt], recovery: [unanswered, inDoubt] };

/** Every kind of system, each way that it has. */
export const interfaces: Record<Capability, Partial<Record<Direction, InterfaceContract>>> = {
  erp: {
    in: {
      ...told,
      title: 'Orders and deliveries as the ERP releases, changes and cancels them',
      owner: 'planner',
      runbook: 'docs/governance.md#erp',
      recovery: [
        quarantined,
        {
          trouble: 'an event is lost',
          by: 'person',
          how: 'start the order by hand with its number and version: a run that is there takes it as a change',
        },
      ],
    },
    out: {
      ...called,
      title: 'Reads and postings in the ERP',
      owner: 'operator',
      runbook: 'docs/governance.md#erp',
    },
  },
  mes: {
    in: {
      ...told,
      order: 'strict',
      title: 'Answers and reports of the shop floor',
      owner: 'planner',
      runbook: 'docs/governance.md#mes',
      recovery: [
        quarantined,
        lost(
          'a report is fetched after production.sequenceGapFetchAfter, an answer asked for after production.answerProbeAfter',
        ),
      ],
    },
    out: { ...called, title: 'Orders for the MES', owner: 'operator', runbook: 'docs/governance.md#mes' },
  },
  wms: {
    in: {
      ...told,
      title: 'Picking, shipping, receipts and stock as the warehouse has them',
      owner: 'inventory',
      runbook: 'docs/governance.md#wms',
      recovery: [quarantined, lost('its order or receipt is read again after shipping.warehouseProbe')],
    },
    out: { ...called, title: 'Work for the warehouse', owner: 'operator', runbook: 'docs/governance.md#wms' },
  },
  transport: {
    in: {
      ...told,
      title: 'Answers of carriers, and where goods are',
      owner: 'logistics',
      runbook: 'docs/governance.md#transport',
      recovery: [quarantined, lost('load and tracking are read again after shipping.tenderProbe and trackingPoll')],
    },
    out: { ...called, title: 'Loads and offers', owner: 'operator', runbook: 'docs/governance.md#transport' },
  },
  partner: {
    out: {
      ...common,
      order: 'strict',
      title: 'Ship notices to customers',
      owner: 'logistics',
      runbook: 'docs/governance.md#partner',
      slas: [],
      recovery: [
        unanswered,
        {
          trouble: 'a customer has lost a notice',
          by: 'replay',
          how: 'headrace notices replay sends it again under its own id, those of a delivery in order',
        },
      ],
    },
  },
  supplier: {
    in: {
      ...common,
      title: 'Answers and notices of suppliers',
      owner: 'buyer',
      runbook: 'docs/governance.md#supplier',
      slas: [],
      recovery: [
        quarantined,
        {
          trouble: 'nothing comes',
          by: 'person',
          how: 'the buyer is told after receiving.orderAnswer; goods that come unannounced are received all the same',
        },
      ],
    },
    out: {
      ...called,
      title: 'Orders and advices to suppliers',
      owner: 'buyer',
      runbook: 'docs/governance.md#supplier',
    },
  },
  quality: {
    in: {
      ...common,
      title: 'Usage decisions',
      owner: 'quality',
      runbook: 'docs/governance.md#quality',
      slas: [],
      recovery: [quarantined, lost('the inspection is read again after receiving.decisionProbe')],
    },
    out: { ...called, title: 'Inspections', owner: 'operator', runbook: 'docs/governance.md#quality' },
  },
};
