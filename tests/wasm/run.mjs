// The core as WebAssembly, under Node 18 or later: vectors of external origin, and handshakes in memory.
//   node tests/wasm/run.mjs build-wasm       ends with: N passed, M failed
import {readFileSync, readdirSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import path from 'node:path';
import {cryptoVectors} from './crypto_vectors.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const module = new WebAssembly.Module(readFileSync(path.join(process.argv[2], 'bin/vitrine_core.wasm')));

// The core does no I/O. What its C library still imports is answered with "not supported", and nothing may call it.
const ENOSYS = 52;
let unexpectedCalls = 0;
const imports = {};
for (const {module: from, name} of WebAssembly.Module.imports(module)) {
    (imports[from] ??= {})[name] = () => {
        unexpectedCalls += 1;
        return ENOSYS;
    };
}
const core = new WebAssembly.Instance(module, imports).exports;
core._initialize?.();

const bytes = (hex) => Uint8Array.from(Buffer.from(hex, 'hex'));
const hexOf = (address, length) => Buffer.from(core.memory.buffer, address, length).toString('hex');

function put(...parts) {
    const address = core.allocate(parts.reduce((sum, part) => sum + part.length, 64));
    let at = address;
    for (const part of parts) {
        new Uint8Array(core.memory.buffer, at, part.length).set(part);
        at += part.length;
    }
    return address;
}

// A {address, length} pair in the module's memory.
function view(data) {
    const address = put(data);
    const pair = core.allocate(8);
    new Uint32Array(core.memory.buffer, pair, 2).set([address, data.length]);
    return pair;
}

function nameOfError(code) {
    const memory = new Uint8Array(core.memory.buffer);
    let end = core.error_name(code);
    const begin = end;
    while (memory[end] >= 0x5f || (memory[end] >= 0x30 && memory[end] <= 0x39)) end += 1;
    return Buffer.from(memory.slice(begin, end)).toString();
}

function* vectors(file) {
    let section = '';
    let block = {};
    for (const raw of [...readFileSync(path.join(root, 'vectors', file), 'utf8').split('\n'), '']) {
        const line = raw.trim();
        if (line.startsWith('#')) continue;
        if (line === '' || line.startsWith('[')) {
            if (Object.keys(block).length > 0) yield {section, ...block};
            block = {};
            if (line !== '') section = line.slice(1, -1);
        } else {
            const equals = line.indexOf('=');
            block[line.slice(0, equals).trim()] = line.slice(equals + 1).trim();
        }
    }
}

let passed = 0;
let failed = 0;
function expect(what, got, wanted) {
    if (got === wanted) {
        passed += 1;
    } else {
        failed += 1;
        console.log(`FAILED ${what}\n  wanted ${wanted}\n  got    ${got}`);
    }
}

// Calls an export with numbers, an array of views, and room for its output.
function call(name, numbers, parts, more = 0) {
    const data = parts.map(bytes);
    const addresses = data.map((part) => put(part));
    const views = core.allocate(8 * data.length);
    const out = core.allocate(4096 + Math.max(0, ...data.map((part) => part.length)));
    new Uint32Array(core.memory.buffer, views, 2 * data.length).set(data.flatMap((part, i) => [addresses[i], part.length]));
    const result = core[name](...numbers, views, out);
    return [result, hexOf(out, Math.max(0, result - more))];
}

function hash(alg, hex) {
    const data = bytes(hex);
    const out = core.allocate(64);
    return hexOf(out, core.hash(alg, put(data), data.length, out));
}

function seal(alg, v) {
    const [key, nonce, aad, plain] = [v.Key, v.Nonce, v.Aad, v.Plain].map(bytes);
    const at = put(key, nonce, aad, plain);
    const code = core.seal(alg, key.length, aad.length, plain.length, at);
    return code === 0 ? hexOf(at + key.length + 12 + aad.length, plain.length + v.Tag.length / 2) : `error ${code}`;
}

function agree(scalar, point) {
    const out = core.allocate(32);
    return [core.x25519(put(bytes(scalar), bytes(point)), out), hexOf(out, 32)];
}

// All that lies in vectors/crypto: a file that nothing reads, or no block of which says anything, fails.
const readers = cryptoVectors({call, hash, seal, agree, expect});
for (const file of readdirSync(path.join(root, 'vectors/crypto')).sort()) {
    const before = passed + failed;
    for (const v of vectors(`crypto/${file}`)) readers[file]?.(v);
    expect(`crypto/${file} is read`, passed + failed > before, true);
}

const pki = (name) => readFileSync(path.join(root, 'vectors/x509/pki', name));
const handshake = (trust, version, chain, now) =>
    core.handshake(view(pki(trust)), view(pki(`server-${chain}.pem`)), view(pki(`server-${chain}.key`)), version, now);
const outcome = (code) => (code === 0 ? 'connected' : nameOfError(code));
for (const [name, version] of [['TLS 1.0', 0x0301], ['TLS 1.1', 0x0302], ['TLS 1.2', 0x0303]]) {
    for (const chain of ['rsa', 'ec']) {
        expect(`${name} handshake, ${chain}`, outcome(handshake('root.pem', version, chain, 1767225600)), 'connected');
    }
}
expect('handshake under a foreign root', outcome(handshake('other-root.pem', 0x0303, 'ec', 1767225600)), 'certificate_untrusted');
expect('calls out of the module', unexpectedCalls, 0);

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
