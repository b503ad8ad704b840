// A second verifier of the audit log, written from docs/audit-log.md with Node's own modules only.
// node verify-log.mjs LOG-DIRECTORY KEY  prints "whole SIZE ROOT" or "bad ENTRY PROBLEM" (or "bad checkpoint PROBLEM"); exit code 0 or 1.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [directory, keyText] = process.argv.slice(2);
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const leafOf = (json) => sha256(Buffer.of(0), json);
const nodeOf = (left, right) => sha256(Buffer.of(1), left, right);
const EMPTY = sha256();

class Bad extends Error {}
const bad = (entry, what) => {
  throw new Bad(`bad ${entry} ${what}`);
};

const CRC = Array.from({ length: 256 }, (_, n) => {
  let crc = n;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
  return crc >>> 0;
});
function crc32c(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC[(crc ^ byte) & 255] ^ (crc >>> 8);
  return ((crc ^ 0xffffffff) >>> 0).toString(16).padStart(8, '0');
}

// The lines of a segment, and whether they cover the whole file.
function linesOf(file) {
  const lines = [];
  let at = 0;
  while (at < file.length) {
    const match = /^([0-9a-f]{8}) (0|[1-9]\d{0,17}) (0|[1-9]\d{0,17}) /.exec(file.toString('latin1', at, at + 60));
    if (!match) break;
    const start = at + match[0].length;
    const end = start + Number(match[2]);
    if (end >= file.length || file[end] !== 10 || crc32c(file.subarray(at + 9, end)) !== match[1]) break;
    lines.push(file.subarray(start, end));
    at = end + 1;
  }
  return { lines, whole: at === file.length };
}

// Canonical form only: keys in order, no spaces, no escapes.
function parse(json, entry) {
  try {
    const text = json.toString('latin1');
    const value = JSON.parse(text);
    if (/^[ -\[\]-~]*$/.test(text) && canonical(value) === text) return value;
  } catch (fault) {
    if (!(fault instanceof SyntaxError)) throw fault;
  }
  return bad(entry, 'not canonical JSON');
}
// Not JSON.stringify of a sorted object, which would put integer keys first.
function canonical(value) {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`;
}

class Tree {
  constructor(size, nodes) {
    this.size = size;
    this.nodes = nodes;
  }
  add(leaf) {
    let node = leaf;
    for (let left = this.size; left % 2 === 1; left = (left - 1) / 2) node = nodeOf(this.nodes.pop(), node);
    this.nodes.push(node);
    this.size++;
  }
  root() {
    return this.nodes.length === 0 ? EMPTY : this.nodes.reduceRight((right, left) => nodeOf(left, right));
  }
}

function signer(text) {
  const [, name, id, encoded] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text.trim()); // The base64 may contain a plus.
  const typed = Buffer.from(encoded, 'base64');
  const key = createPublicKey({
    key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), typed.subarray(1)]),
    format: 'der',
    type: 'spki',
  });
  return { name, id: Buffer.from(id, 'hex'), key };
}

function checkpointsOf(text, key) {
  const found = [];
  const parts = text.split('\n\n');
  if (parts.pop() !== '' || parts.length % 2 !== 0) bad('checkpoint', 'truncated');
  for (let i = 0; i < parts.length; i += 2) {
    const body = `${parts[i]}\n`;
    const fields = /^([^\n]+)\n(\d+)\n(\S{44})\nnumber (\d+) (\S+)\nlast (\S{44})\n$/.exec(body);
    const signed = parts[i + 1].split('\n').some((line) => {
      const [dash, name, encoded] = line.split(' ');
      const signature = Buffer.from(encoded ?? '', 'base64');
      return (
        dash === '—' && name === key.name && signature.toString('base64') === encoded &&
        signature.subarray(0, 4).equals(key.id) && verify(null, Buffer.from(body), key.key, signature.subarray(4))
      );
    });
    if (!fields || !signed) bad('checkpoint', 'malformed or not signed');
    found.push({ size: Number(fields[2]), root: fields[3], number: Number(fields[4]) });
  }
  return found;
}

function run() {
  const key = signer(keyText);
  const names = readdirSync(directory).filter((name) => /^\d{20}\.(entries|checkpoints)$/.test(name)).sort();
  const checkpoints = names
    .filter((name) => name.endsWith('.checkpoints'))
    .flatMap((name) => checkpointsOf(readFileSync(join(directory, name), 'utf8'), key));
  checkpoints.forEach((checkpoint, i) => {
    if (checkpoint.number !== (i === 0 ? checkpoint.number : checkpoints[i - 1].number + 1)) bad('checkpoint', 'missing');
  });
  const segments = names.filter((name) => name.endsWith('.entries'));
  if (segments.length === 0) bad(0, 'missing');
  for (const name of names) {
    if (!segments.includes(name.replace('.checkpoints', '.entries'))) bad(Number(name.slice(0, 20)), 'missing');
  }
  if (Number(segments[0].slice(0, 20)) === 0 && checkpoints.length > 0 && checkpoints[0].number !== 0) {
    bad('checkpoint', 'missing');
  }
  let log = null;
  let next = 0;
  const atCheckpoints = () => {
    while (next < checkpoints.length && checkpoints[next].size <= log.tree.size) {
      const checkpoint = checkpoints[next++];
      if (checkpoint.size === log.tree.size && checkpoint.root !== log.tree.root().toString('base64')) {
        bad(log.tree.size - 1, 'or one before: not what was signed');
      }
    }
  };
  for (const segment of segments) {
    const first = Number(segment.slice(0, 20));
    const { lines, whole } = linesOf(readFileSync(join(directory, segment)));
    if (lines.length === 0) bad(first, 'no head');
    const head = parse(lines[0], first);
    if (typeof head['compact-range'] !== 'string' || !Number.isInteger(head.first)) bad(first, 'head');
    if (log === null) {
      const nodes = head['compact-range'] === '' ? [] : head['compact-range'].split(' ').map((node) => Buffer.from(node, 'base64'));
      log = { tree: new Tree(head.first, nodes), counts: { ...head.counts }, prev: head.prev, time: head.time };
      if (head.first === 0 && (head.prev !== EMPTY.toString('base64') || head.time !== '')) bad(0, 'head');
    }
    const expected = {
      counts: Object.fromEntries(Object.entries(log.counts).map(([series, count]) => [series, `${count}`])),
      first: log.tree.size,
      'compact-range': log.tree.nodes.map((node) => node.toString('base64')).join(' '),
      prev: log.prev,
      time: log.time,
    };
    if (first !== log.tree.size || canonical(expected) !== canonical(head)) bad(Math.min(first, log.tree.size), 'head');
    atCheckpoints();
    for (const json of lines.slice(1)) {
      const number = log.tree.size;
      const entry = parse(json, number);
      const series = entry.practice ?? '-';
      for (const key of ['action', 'actor', 'device', 'role', 'session']) if (typeof entry[key] !== 'string') bad(number, `without ${key}`);
      if (entry.seq !== number) bad(number, 'missing or out of place');
      if (entry.prev !== log.prev) bad(number, 'or the one before: changed');
      if (entry.pseq !== Number(log.counts[series] ?? 0) + 1) bad(number, 'number of its practice');
      if (!(entry.ts >= log.time)) bad(number, 'earlier than the one before');
      const leaf = leafOf(json);
      log.counts[series] = entry.pseq;
      log.prev = leaf.toString('base64');
      log.time = entry.ts;
      log.tree.add(leaf);
      atCheckpoints();
    }
    if (!whole) bad(log.tree.size, 'truncated or damaged');
  }
  if (next < checkpoints.length) bad(log.tree.size, 'missing');
  return `whole ${log.tree.size} ${log.tree.root().toString('base64')}`;
}

try {
  console.log(run());
} catch (fault) {
  if (!(fault instanceof Bad)) throw fault;
  console.log(fault.message);
  process.exitCode = 1;
}
