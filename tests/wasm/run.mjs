// The core as WebAssembly, under Node 18 or later: vectors of external origin, and handshakes in memory.
//   node tests/wasm/run.mjs build-wasm       ends with: N passed, M failed
import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import path from 'node:path';

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

const hashes = ['MD5', 'SHA-1', 'SHA-224', 'SHA-256', 'SHA-384', 'SHA-512'];
for (const v of vectors('crypto/hashes.txt')) {
    const data = bytes(v.In);
    const out = core.allocate(64);
    const length = core.hash(hashes.indexOf(v.section), put(data), data.length, out);
    expect(`${v.section} of ${data.length} bytes`, hexOf(out, length), v.Out);
}

const aeads = ['AES-128-GCM', 'AES-256-GCM', 'AES-128-CCM', 'AES-256-CCM', 'AES-128-CCM-8', 'AES-256-CCM-8', 'ChaCha20-Poly1305'];
for (const file of ['crypto/aes_gcm.txt', 'crypto/chacha20_poly1305.txt']) {
    for (const v of vectors(file)) {
        const alg = aeads.indexOf(v.section);
        if (alg < 0 || v.Nonce.length !== 24 || v.Tag.length !== 32 || v.Cipher === undefined) continue;
        const [key, nonce, aad, plain] = [v.Key, v.Nonce, v.Aad, v.Plain].map(bytes);
        const at = put(key, nonce, aad, plain);
        const code = core.seal(alg, key.length, aad.length, plain.length, at);
        const sealed = hexOf(at + key.length + 12 + aad.length, plain.length + 16);
        expect(`${v.section}, ${plain.length} bytes`, `${code} ${sealed}`, `0 ${v.Cipher}${v.Tag}`);
    }
}

for (const v of vectors('crypto/x25519.txt')) {
    if (v.Shared === undefined || v.Result !== 'valid') continue;
    const out = core.allocate(32);
    const code = core.x25519(put(bytes(v.Private), bytes(v.Public)), out);
    expect('X25519', `${code} ${hexOf(out, 32)}`, `0 ${v.Shared}`);
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
