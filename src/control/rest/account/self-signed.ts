import { generateKeyPair, type KeyObject, randomBytes, sign } from 'node:crypto';
import { promisify } from 'node:util';

const RSA_BITS = 2048;
/** Names of API Gateway's own client certificates: how servers that trust them know them. */
const NAME: readonly (readonly [oid: string, value: string])[] = [
  ['550406', 'US'],
  ['550408', 'Washington'],
  ['550407', 'Seattle'],
  ['55040a', 'Amazon.com'],
  ['55040b', 'ApiGateway'],
  ['550403', 'ApiGateway'],
];

/** A new key with the certificate that it signed for itself: X.509 version 3, RSA 2048, SHA-256. Both PEM, the key as PKCS #8. */
export async function selfSigned(
  notBefore: number,
  notAfter: number,
): Promise<{ readonly certificate: string; readonly privateKey: string }> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: RSA_BITS });
  const signed = toBeSigned(publicKey, notBefore, notAfter);
  const signature = sign('sha256', signed, privateKey);
  const certificate = sequence(signed, SHA256_WITH_RSA, der(0x03, Buffer.of(0), signature));
  return {
    certificate: pem('CERTIFICATE', certificate),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  };
}

/** TBSCertificate of RFC 5280 §4.1, without extensions: the certificate of a client, and of no authority. */
function toBeSigned(publicKey: KeyObject, notBefore: number, notAfter: number): Buffer {
  return sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, serialNumber()),
    SHA256_WITH_RSA,
    name(),
    sequence(time(notBefore), time(notAfter)),
    name(),
    publicKey.export({ type: 'spki', format: 'der' }),
  );
}

/** Positive, and not longer than 20 bytes (RFC 5280 §4.1.2.2). */
function serialNumber(): Buffer {
  const serial = randomBytes(16);
  serial[0] = ((serial[0] as number) & 0x7f) | 0x40;
  return serial;
}

function name(): Buffer {
  const attributes = NAME.map(([oid, value]) =>
    // A country is a PrintableString, the rest are UTF8String (RFC 5280 appendix A).
    der(
      0x31,
      sequence(der(0x06, Buffer.from(oid, 'hex')), der(oid === '550406' ? 0x13 : 0x0c, Buffer.from(value, 'utf8'))),
    ),
  );
  return sequence(...attributes);
}

/** UTCTime until 2049, GeneralizedTime from 2050 on (RFC 5280 §4.1.2.5). */
function time(ms: number): Buffer {
  const text = new Date(ms).toISOString().replace(/[-:T]|\.\d+/g, '');
  return Number(text.slice(0, 4)) < 2050 ? der(0x17, Buffer.from(text.slice(2))) : der(0x18, Buffer.from(text));
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, ...parts);
}

/** A DER element: tag, length in its shortest form, contents. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const contents = Buffer.concat(parts);
  const { length } = contents;
  if (length < 0x80) return Buffer.concat([Buffer.of(tag, length), contents]);
  const digits = Buffer.from(length.toString(16).padStart(length > 0xff ? 4 : 2, '0'), 'hex');
  return Buffer.concat([Buffer.of(tag, 0x80 | digits.length), digits, contents]);
}

/** AlgorithmIdentifier sha256WithRSAEncryption, 1.2.840.113549.1.1.11. */
const SHA256_WITH_RSA = sequence(der(0x06, Buffer.from('2a864886f70d01010b', 'hex')), der(0x05));

function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----`;
}
