import { randomFillSync } from 'node:crypto';
import { badRequest } from '../errors.ts';

/** What an API key may be (recorded: test_create_api_key_with_invalid_name, …_with_invalid_value, test_update_api_key_invalid_description_length). */

const MAX_NAME = 1024;
const MAX_DESCRIPTION = 125_000;
const MIN_VALUE = 20;
const MAX_VALUE = 128;
const MAX_CUSTOMER_ID = 1024;

export function checkKeyName(name: string | undefined): void {
  if ((name?.length ?? 0) > MAX_NAME) throw badRequest('Invalid API Key name, can be at most 1024 characters.');
}

export function checkKeyDescription(description: string | undefined): void {
  if ((description?.length ?? 0) > MAX_DESCRIPTION) throw badRequest('Invalid API Key description specified.');
}

// deviation: The sentences for a customer id that is too long and for characters that no header can carry in a key are ours; AWS's are not recorded.
export function checkCustomerId(customerId: string | undefined): void {
  if ((customerId?.length ?? 0) > MAX_CUSTOMER_ID) throw badRequest('Invalid API Key customerId specified.');
}

export function checkKeyValue(value: string): void {
  if (value.length > MAX_VALUE) throw badRequest('API Key value exceeds maximum size of 128 characters');
  if (value.length < MIN_VALUE) throw badRequest('API Key value should be at least 20 characters');
  if (!/^[\x21-\x7e]+$/.test(value)) throw badRequest('API Key value should be of visible ASCII characters');
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** 40 letters and digits, as AWS generates them. */
export function newKeyValue(): string {
  let value = '';
  while (value.length < 40) {
    for (const byte of randomFillSync(Buffer.alloc(64))) {
      // 248 = 4 × 62: a byte above would favour the first letters.
      if (byte < 248 && value.length < 40) value += ALPHABET[byte % 62];
    }
  }
  return value;
}
