import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AnswerReader, AnswerShape } from './answer-reader.ts';

const head = 'HTTP/1.1 200 OK\r\nDate: 1\r\nContent-Length: 2\r\n\r\n';
const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\no!\r\n1\r\nk\r\n0\r\n\r\n';

describe('AnswerReader', () => {
  const inPieces = (text: string, size: number) => {
    const reader = new AnswerReader();
    const room = Buffer.alloc(size);
    const bodies: string[] = [];
    for (let at = 0; at < text.length; at += size) {
      // The room is used again for every piece, as the generator does.
      const length = room.write(text.slice(at, at + size));
      const answer = reader.take(room.subarray(0, length));
      if (answer !== undefined) bodies.push(answer.body.toString());
      else assert.equal(reader.within, true);
    }
    assert.equal(reader.within, false);
    return bodies;
  };

  test('an answer in pieces of any size is read once it is whole', () => {
    for (let size = 1; size < 200; size++) {
      assert.deepEqual(inPieces(`${head}ok`, size), ['ok']);
      assert.deepEqual(inPieces(chunked, size), ['o!k']);
    }
  });

  test('a chunk that ends as the last chunk does is not the end', () => {
    const data = '10\r\n0\r\n\r\n';
    const text = `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${data}`;
    const reader = new AnswerReader();
    assert.equal(reader.take(Buffer.from(text)), undefined);
    assert.equal(reader.take(Buffer.from('12345678901\r\n0\r\n\r\n'))?.body.toString(), '0\r\n\r\n12345678901');
  });

  test('bytes after an answer are an error', () => {
    assert.throws(() => new AnswerReader().take(Buffer.from(`${head}okmore`)), /bytes after the answer/);
  });
});

describe('AnswerShape', () => {
  const shape = new AnswerShape();
  const fits = (text: string) => shape.fits(Buffer.from(`${text}rest of the room`), text.length);

  test('nothing fits before there is a right answer', () => {
    assert.equal(fits(''), false);
    assert.equal(fits(`${head}ok`), false);
  });

  test('another date fits; another status, length or body does not', () => {
    shape.learn(Buffer.from(`${head}ok`), false);
    assert.equal(fits(`${head}ok`), true);
    assert.equal(fits(`${head.replace('Date: 1', 'Date: 2')}ok`), true);
    assert.equal(fits(`${head}no`), false);
    assert.equal(fits(`${head.replace('200', '502')}ok`), false);
    assert.equal(fits(`${head.replace('Length: 2', 'Length: 3')}ok`), false);
    assert.equal(fits(`${head}ok!`), false);
    assert.equal(fits(`${head}o`), false);
  });

  test('an answer in chunks, or after which the server closes, has no shape', () => {
    const other = new AnswerShape();
    other.learn(Buffer.from(chunked), false);
    other.learn(Buffer.from(`${head}ok`), true);
    assert.equal(other.fits(Buffer.from(chunked), chunked.length), false);
    assert.equal(other.fits(Buffer.from(`${head}ok`), head.length + 2), false);
  });
});
