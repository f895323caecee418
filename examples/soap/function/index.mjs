// The function AskShop: sends the envelope that a mapping template made, and reads the shop's answer, which no template can.
// What it returns is the JSON of the response; what it throws is the client's when it begins with [NoSuchOrder] or [Refused].

import { textOf } from './xml.mjs';

const NUMBERS = new Set(['number', 'quantity', 'total']);

/** @param event `{ action, envelope, members }`: the envelope in base64, and which elements of the answer are wanted */
export async function handler({ action, envelope, members }) {
  const { status, xml } = await post(action, Buffer.from(envelope, 'base64'));
  const fault = textOf(xml, 'faultstring');
  if (fault !== undefined) throw new Error(kindOf(xml) + fault);
  if (status !== 200) throw new Error(`The shop answered ${status}`);
  return Object.fromEntries(
    members.map((name) => {
      const text = textOf(xml, name);
      if (text === undefined) throw new Error(`The shop's answer has no ${name}`);
      return [name, NUMBERS.has(name) ? Number(text) : text];
    }),
  );
}

async function post(action, body) {
  const headers = { 'Content-Type': 'text/xml; charset=utf-8', SOAPAction: `"${action}"` };
  const response = await fetch(process.env.SHOP, { method: 'POST', headers, body });
  return { status: response.status, xml: await response.text() };
}

/** SOAP 1.1 answers every fault with 500: only the envelope says whose it is. */
function kindOf(xml) {
  if (textOf(xml, 'reason') === 'NoSuchOrder') return '[NoSuchOrder] ';
  return /(?:^|:)Client(?:\.|$)/.test(textOf(xml, 'faultcode') ?? '') ? '[Refused] ' : '';
}
