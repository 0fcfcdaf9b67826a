import { ConnectorError, type Trouble } from '../../contracts/errors.js';

/** How a call failed. @throws Error when it did not, or not by a connector's own error */
export async function troubleOf(call: Promise<unknown>): Promise<Trouble> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ConnectorError) return error.trouble;
    throw error;
  }
  throw new Error('the call succeeded');
}
