import express, { type Express, type Request, type Response } from 'express';
import { createBilling } from './billing.js';
import { answerJournalEntry } from './journal-entries.js';
import { errorBody, Refusal } from './refusal.js';
import type { Sessions } from './sessions.js';
import type { PlantState } from './state.js';

const BILLING = '/sap/opu/odata4/sap/api_billingdocument/srvd_a2x/sap/billingdocument/0001';
const JOURNAL_ENTRY = '/sap/bc/srt/scs_ext/sap/journalentrycreaterequestconfi';

/** What SAP offers by other protocols than OData V2: billing by V4, journal entries by SOAP. */
export function salesRoutes(app: Express, state: PlantState, sessions: Sessions): void {
  app.use(BILLING, sessions.signIn(), sessions.guard(), (request, response) => billing(state, request, response));
  const xml = express.text({ type: ['text/xml', 'application/soap+xml'], limit: '256kb' });
  app.post(JOURNAL_ENTRY, sessions.signIn(), xml, (request, response) => {
    response.type('text/xml').send(answerJournalEntry(state, String(request.body)));
  });
}

function billing(state: PlantState, request: Request, response: Response): void {
  if (request.method === 'GET') return void response.json({ value: [{ name: 'BillingDocument' }] });
  if (request.method !== 'POST' || request.path !== '/BillingDocument/SAP__self.CreateFromSDDocument')
    return void response.status(405).json({ error: { code: '/IWFND/CM_CORE/006', message: 'Method not allowed' } });
  try {
    const created = createBilling(state, request.body);
    response.json({ value: created.map(({ number }) => ({ BillingDocument: number })) });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // OData V4 words its errors otherwise than V2.
    const { code, innererror } = errorBody(error.details).error;
    const details = innererror.errordetails.map((one) => ({ code: one.code, message: one.message }));
    response.status(error.status).json({ error: { code, message: error.message, details } });
  }
}
