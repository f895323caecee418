import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { textOf } from './function/xml.mjs';

/**
 * A shop as it might have stood there for twenty years: SOAP 1.1 over HTTP, document/literal, POST /shop. It knows
 * PlaceOrder (customer, item, quantity) and FindOrder (number), and faults in XML with status 500.
 *
 * @returns host and port of the service on this machine
 */
export async function startShop(): Promise<{ readonly address: string; readonly stop: () => Promise<void> }> {
  const shop = new Shop();
  const server = createServer((request, response) => {
    void answer(shop, request).then(({ status, xml }) => {
      response.writeHead(status, { 'Content-Type': 'text/xml; charset=utf-8' }).end(xml);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What goes wrong in the shop: a `soap:Fault`. */
class SoapFault extends Error {
  readonly code: 'Client' | 'Server';
  readonly reason: string;

  constructor(code: 'Client' | 'Server', reason: string, message: string) {
    super(message);
    this.code = code;
    this.reason = reason;
  }
}

const PRICES: ReadonlyMap<string, number> = new Map([
  ['lamp', 40],
  ['chair', 75],
]);

class Shop {
  readonly #orders: Readonly<Record<string, string | number>>[] = [];

  PlaceOrder(xml: string): Readonly<Record<string, string | number>> {
    const item = required(xml, 'item');
    const quantity = Number(required(xml, 'quantity'));
    // Someone has to fail while the others work.
    if (item === 'anvil') throw new SoapFault('Server', 'NoAnswer', 'The warehouse does not answer');
    const price = PRICES.get(item);
    if (price === undefined) throw new SoapFault('Client', 'NoSuchItem', `We do not sell <${item}>`);
    const order = { number: this.#orders.length + 1, customer: required(xml, 'customer'), item, quantity };
    this.#orders.push({ ...order, total: price * quantity });
    return { number: order.number, total: price * quantity };
  }

  FindOrder(xml: string): Readonly<Record<string, string | number>> {
    const number = required(xml, 'number');
    const order = this.#orders[Number(number) - 1];
    if (order === undefined) throw new SoapFault('Client', 'NoSuchOrder', `There is no order ${number}`);
    return order;
  }
}

function required(xml: string, name: string): string {
  const value = textOf(xml, name);
  if (value === undefined) throw new SoapFault('Client', 'Incomplete', `There is no ${name} in the message`);
  return value;
}

async function answer(
  shop: Shop,
  request: IncomingMessage,
): Promise<{ readonly status: number; readonly xml: string }> {
  try {
    if (request.method !== 'POST' || !/^text\/xml\b/.test(request.headers['content-type'] ?? '')) {
      throw new SoapFault('Client', 'NoSoap', 'SOAP 1.1 is a POST of text/xml');
    }
    const xml = await text(request);
    const action = String(request.headers['soapaction']).replaceAll('"', '');
    if (action !== 'PlaceOrder' && action !== 'FindOrder') {
      throw new SoapFault('Client', 'NoSuchAction', `There is no action ${action}`);
    }
    return {
      status: 200,
      xml: envelope(`<${action}Response xmlns="urn:shop">${elements(shop[action](xml))}</${action}Response>`),
    };
  } catch (error) {
    const { code, reason, message } =
      error instanceof SoapFault ? error : new SoapFault('Server', 'Bug', String(error));
    const detail = `<detail><reason xmlns="urn:shop">${reason}</reason></detail>`;
    const words = `${elements({ faultcode: `soap:${code}`, faultstring: message })}${detail}`;
    return { status: 500, xml: envelope(`<soap:Fault>${words}</soap:Fault>`) };
  }
}

function envelope(body: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>${body}</soap:Body></soap:Envelope>`;
}

function elements(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`)
    .join('');
}

function escapeXml(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
