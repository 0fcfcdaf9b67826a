import { z } from 'zod';
import type { NoticeFilter, SentNotice } from '../../store/store.js';
import type { ApiContext } from '../context.js';
import { scopeOf } from '../http/access.js';
import { notFound } from '../http/problem.js';
import { route, type Route } from '../http/route.js';
import { beginReplay, readReplay } from '../notices/replay.js';
import { replayRequest } from '../notices/select.js';
import { noticeShape, replayBegun, replayShape } from '../shapes/notice.js';
import { idempotencyHeader, pageQuery, segment } from '../shapes/texts.js';

const access = { roles: ['logistics', 'operator', 'supervisor', 'admin'] } as const;

const filter = z.strictObject({
  plant: z.exactOptional(segment),
  subject: z.exactOptional(segment).meta({ description: 'A delivery’s number.' }),
  after: z.exactOptional(z.coerce.number().int().nonnegative()).meta({ description: '`next` of the page before.' }),
  limit: pageQuery.limit,
});

export const noticeRoutes = (context: ApiContext): Route[] => [
  route({
    method: 'get',
    path: '/v1/notices',
    summary: 'What partners were told, in the order in which it was',
    access,
    query: filter,
    replies: {
      200: {
        description: 'A page',
        body: z.object({ notices: z.array(noticeShape), next: z.exactOptional(z.int()) }),
      },
    },
    async handle({ query, caller }) {
      const { plants } = scopeOf(context.landscape, caller);
      const wanted: NoticeFilter = { ...query, ...(plants && { plants }) };
      const { notices, next } = await context.store.facts.notices(wanted);
      return { status: 200, body: { notices: notices.map(shown), ...(next !== undefined && { next }) } };
    },
  }),
  route({
    method: 'post',
    path: '/v1/notices/replay',
    summary: 'Send notices again, under their own ids, those of a delivery in order',
    access,
    headers: idempotencyHeader,
    body: replayRequest,
    replies: {
      202: { description: 'It has begun', body: replayBegun, headers: { Location: 'The replay' } },
      200: {
        description: 'It was begun before by this key',
        body: replayBegun,
        headers: { Location: 'The replay', 'Idempotency-Replayed': '`true`' },
      },
    },
    problems: ['NOT_FOUND', 'KEY_REUSED', 'OUTCOME_UNKNOWN'],
    async handle({ headers, body, caller }) {
      const messageId = headers['idempotency-key'] ?? body.messageId;
      const begun = await beginReplay(context, { ...body, ...(messageId !== undefined && { messageId }) }, caller);
      const { isRepeat, ...reply } = begun;
      const location = `/v1/notices/replays/${begun.replayId}`;
      if (!isRepeat) return { status: 202, headers: { location }, body: reply };
      return { status: 200, headers: { location, 'idempotency-replayed': 'true' }, body: reply };
    },
  }),
  route({
    method: 'get',
    path: '/v1/notices/replays/{id}',
    summary: 'How far a replay is, notice by notice',
    access,
    params: z.strictObject({ id: z.string().regex(/^[\w-]{22}$/, 'is not the id of a replay') }),
    replies: { 200: { description: 'As far as it is known', body: replayShape } },
    problems: ['NOT_FOUND', 'ENGINE_UNREACHABLE'],
    async handle({ params, caller }) {
      const replay = await readReplay(context, params.id, caller);
      if (!replay) throw notFound();
      return { status: 200, body: replay };
    },
  }),
];

const shown = ({ seq, message, ...same }: SentNotice) => ({ id: seq, ...same, plant: message.plant, message });
