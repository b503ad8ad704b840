// Reads a sealed recording as docs/recording-format.md describes it, with nothing of the engine: Node 18 or newer.
//
//   node read-recording.mjs FILE KEY-IN-HEX      prints SHA-256 of the audio, the frames and the gaps
//   node read-recording.mjs --folder FOLDER      each NAME.prec with its NAME.key: one line for each file, the same or "refused"
//
// Prints nothing before the end of the file is authenticated.
import { createDecipheriv, createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const MAGIC = Buffer.from('PREC1\r\n\0', 'latin1');
const SEGMENT = 4096;
const TAG = 16;
const STREAM_HEADER = 40; // its own length, 32 bytes of salt, 7 of nonce

class Refused extends Error {}

function refuseUnless(holds, reason) {
  if (!holds) throw new Refused(reason);
}

function readHeader(file) {
  refuseUnless(file.length >= 12 && file.subarray(0, 8).equals(MAGIC), 'magic');
  const length = file.readUInt32BE(8);
  refuseUnless(length >= 2 && length <= 8192 && file.length >= 12 + length + 32, 'header size');
  const text = file.subarray(12, 12 + length).toString('utf8');
  let header;
  try {
    header = JSON.parse(text);
  } catch {
    throw new Refused('header');
  }
  refuseUnless(canonical(header) === text && header.v === 1, 'header form');
  refuseUnless(header.suite === 'AES256_GCM_HKDF_SHA256_4KB' && header.codec === 'pcm_s16le', 'suite');
  return { header, end: 12 + length };
}

function canonical(value) {
  if (Array.isArray(value)) return '[' + value.map(canonical).join(',') + ']';
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  return '{' + Object.keys(value).sort().map((name) => JSON.stringify(name) + ':' + canonical(value[name])).join(',') + '}';
}

function decrypt(stream, key, associated) {
  refuseUnless(stream.length >= STREAM_HEADER + TAG && stream[0] === STREAM_HEADER, 'stream header');
  const salt = stream.subarray(1, 33);
  const prefix = stream.subarray(33, 40);
  const segmentKey = Buffer.from(hkdfSync('sha256', key, salt, associated, 32));
  const plain = [];
  for (let number = 0, at = STREAM_HEADER; at < stream.length; number++) {
    const end = Math.min((number + 1) * SEGMENT, stream.length);
    refuseUnless(end - at >= TAG, 'segment size');
    const nonce = Buffer.alloc(12);
    prefix.copy(nonce);
    nonce.writeUInt32BE(number, 7);
    nonce[11] = end === stream.length ? 1 : 0;
    const cipher = createDecipheriv('aes-256-gcm', segmentKey, nonce);
    cipher.setAuthTag(stream.subarray(end - TAG, end));
    plain.push(cipher.update(stream.subarray(at, end - TAG)));
    try {
      cipher.final();
    } catch {
      throw new Refused('segment ' + number);
    }
    at = end;
  }
  return Buffer.concat(plain);
}

function read(file, key) {
  const { header, end } = readHeader(file);
  const digest = createHash('sha256').update(file.subarray(0, end)).digest();
  const committing = Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), 'prec1/commit', 32));
  const commitment = createHmac('sha256', committing).update(digest).digest();
  refuseUnless(timingSafeEqual(commitment, file.subarray(end, end + 32)), 'commitment');
  const plain = decrypt(file.subarray(end + 32), key, digest);
  refuseUnless(plain.length >= 4, 'trailer');
  const length = plain.readUInt32BE(plain.length - 4);
  refuseUnless(length <= plain.length - 4, 'trailer size');
  const text = plain.subarray(plain.length - 4 - length, plain.length - 4).toString('utf8');
  const trailer = JSON.parse(text);
  refuseUnless(canonical(trailer) === text, 'trailer form');
  const audio = plain.subarray(0, trailer.frames * 4);
  const fill = plain.length - 4 - length - trailer.frames * 4;
  refuseUnless(fill >= 0 && fill < 4080, 'trailer frames');
  return { header, audio, trailer };
}

function result(file, key) {
  try {
    const { audio, trailer } = read(readFileSync(file), Buffer.from(key.trim(), 'hex'));
    return `${createHash('sha256').update(audio).digest('hex')} ${trailer.frames} ${JSON.stringify(trailer.gaps)}`;
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    return 'refused: ' + refused.message;
  }
}

const [first, second] = process.argv.slice(2);
if (first === '--folder') {
  for (const name of readdirSync(second).filter((name) => name.endsWith('.prec')).sort()) {
    const file = join(second, name);
    console.log(`${name} ${result(file, readFileSync(file.replace(/prec$/, 'key'), 'latin1'))}`);
  }
} else {
  console.log(result(first, second));
}
