import { ConnectorError, type Trouble } from '../../contracts/errors.js';
import type { Posted, Posting, PostingContext, Read } from '../../contracts/ports.js';
import { newKey, type Port } from './acceptance-trial.js';

/** A defect that a connector could have, planted into a good one; `caughtBy` is a check that must fail for it. */
export interface Defect {
  title: string;
  connector: string;
  operation: string;
  caughtBy: string;
  spoil(port: Port): Port;
}

type Send = Posting<unknown, Posted>['send'];

const nothing: Posted = { documents: [] };

/** Spoils the sending of every posting. */
const sending =
  (spoil: (send: Send, message: unknown, context: PostingContext) => Promise<Posted>) =>
  (port: Port): Port =>
    each(port, (posting) => ({
      send: (message, context) => spoil((...args) => posting.send(...args), message, context),
      find: (message, context) => posting.find(message, context),
    }));

const finding =
  (spoil: Posting<unknown, Posted>['find']) =>
  (port: Port): Port =>
    each(port, (posting) => ({ send: (message, context) => posting.send(message, context), find: spoil }));

/** Spoils what a failure is reported as. */
const reporting = (spoil: (trouble: Trouble) => Trouble | 'success') =>
  sending((send, message, context) =>
    send(message, context).catch((error: unknown) => {
      if (!(error instanceof ConnectorError)) throw error;
      const reported = spoil(error.trouble);
      if (reported === 'success') return nothing;
      throw new ConnectorError(reported);
    }),
  );

function each(port: Port, spoil: (posting: Posting<unknown, Posted>) => Posting<unknown, Posted>): Port {
  return Object.fromEntries(
    Object.entries(port).map(([name, one]) => [name, typeof one === 'function' ? one : spoil(one)]),
  );
}

const without = (trouble: Trouble, field: keyof Trouble): Trouble => {
  const { [field]: _, ...rest } = trouble;
  return rest as Trouble;
};

const wms = { connector: 'rest-wms', operation: 'returnStaged' };
const erp = { connector: 'sap-s4', operation: 'postConfirmation' };

export const defects: Defect[] = [
  {
    ...wms,
    title: 'sends a new key each time',
    caughtBy: 'posts one document when a send in doubt is repeated with its key',
    spoil: sending((send, message, context) => send(message, { ...context, key: newKey() })),
  },
  {
    ...wms,
    title: 'takes a lost answer for proof that nothing was posted',
    caughtBy: 'is in doubt when the answer is cut off, and finds the one document that stands',
    spoil: reporting((trouble) => ({ ...trouble, applied: 'no' })),
  },
  {
    ...wms,
    title: 'takes a failure of the server for success',
    caughtBy: 'is in doubt after a bare 500, and does not try again by itself',
    spoil: reporting((trouble) => (trouble.upstream?.status === 500 ? 'success' : trouble)),
  },
  {
    ...wms,
    title: 'sends again by itself after a failure of the server',
    caughtBy: 'is in doubt after a bare 500, and does not try again by itself',
    spoil: sending((send, message, context) => send(message, context).catch(() => send(message, context))),
  },
  {
    ...wms,
    title: 'never finds what it has posted',
    caughtBy: 'finds after posting what the posting answered',
    spoil: finding(async () => null),
  },
  {
    ...wms,
    title: 'finds what nobody has posted',
    caughtBy: 'finds nothing before anything was sent',
    spoil: finding(async () => nothing),
  },
  {
    ...wms,
    title: 'takes a look-up that failed for an absence',
    caughtBy: 'does not take a look-up that failed for an absence',
    spoil: (port) =>
      each(port, (posting) => ({
        send: (message, context) => posting.send(message, context),
        find: (message, context) => posting.find(message, context).catch(() => null),
      })),
  },
  {
    ...wms,
    title: 'does not say when to come back',
    caughtBy: 'is sure that nothing was posted when it is asked to slow down, and says until when',
    spoil: reporting((trouble) => without(trouble, 'retryAfterMs')),
  },
  {
    ...wms,
    title: 'drops what the system said',
    caughtBy: 'keeps what the system said when it refuses',
    spoil: reporting((trouble) => without(trouble, 'upstream')),
  },
  {
    ...wms,
    title: 'takes a page of HTML for success',
    caughtBy: 'is in doubt when something in between answers with a page of its own and 200',
    spoil: reporting((trouble) => (trouble.upstream?.text?.includes('<html>') ? 'success' : trouble)),
  },
  {
    ...wms,
    title: 'takes a refused sign-in for a doubt',
    caughtBy: 'is sure that nothing was posted when its sign-in is refused',
    spoil: reporting((trouble) => (trouble.code === 'T-AUTH' ? { ...trouble, applied: 'maybe' } : trouble)),
  },
  {
    ...wms,
    title: 'throws what its HTTP client throws',
    caughtBy: 'is sure that nothing was posted when it cannot connect',
    spoil: sending((send, message, context) =>
      send(message, context).catch((error: unknown) => {
        throw new TypeError('fetch failed', { cause: error });
      }),
    ),
  },
  {
    ...wms,
    title: 'stops a posting under way when nobody waits any more',
    caughtBy: 'does not cut a posting short when it is told to give up meanwhile',
    spoil: sending((send, message, context) => {
      const given = new Promise<never>((_, reject) => {
        context.signal.addEventListener('abort', () => reject(new Error('aborted')));
      });
      return Promise.race([send(message, context), given]);
    }),
  },
  {
    ...wms,
    title: 'posts although it was told to give up',
    caughtBy: 'posts nothing once it is told to give up',
    spoil: sending((send, message, { key }) => send(message, { key, signal: new AbortController().signal })),
  },
  {
    ...wms,
    operation: 'cancelStaging',
    title: 'takes it for a failure that there is nothing to take back',
    caughtBy: 'has taken back what never happened',
    spoil: sending(async (send, message, context) => {
      const posted = await send(message, context);
      if (posted.documents.length > 0) return posted;
      throw new ConnectorError({ code: 'B-REJECTED', text: 'there is no such request', applied: 'no' });
    }),
  },
  {
    ...erp,
    title: 'takes the posting of another key for its own',
    caughtBy: 'does not take the posting of another key for its own',
    spoil: (port) => {
      const sent = new Map<unknown, Posted>();
      return each(port, (posting) => ({
        async send(message, context) {
          const posted = await posting.send(message, context);
          sent.set(message, posted);
          return posted;
        },
        find: async (message) => sent.get(message) ?? null,
      }));
    },
  },
  {
    connector: 'partner-webhook',
    operation: 'sendShipNotice',
    title: 'gives a message another id when it is sent again',
    caughtBy: 'posts one document when a send in doubt is repeated with its key',
    spoil: sending((send, message, context) => send(message, { ...context, key: newKey() })),
  },
  {
    connector: 'rest-mes',
    operation: 'readOrder',
    title: 'goes on reading when nobody waits any more',
    caughtBy: 'stops reading when it is told to give up',
    spoil: (port) => ({
      ...port,
      readOrder: (message) =>
        (port.readOrder as Read<unknown, unknown>)(message, { signal: new AbortController().signal }),
    }),
  },
  {
    connector: 'rest-mes',
    operation: 'readOrder',
    title: 'takes a read that failed for an absence',
    caughtBy: 'takes no failure for an absence',
    spoil: (port) => ({
      ...port,
      readOrder: (message, context) =>
        (port.readOrder as Read<unknown, unknown>)(message, context as PostingContext).catch(() => null),
    }),
  },
];
