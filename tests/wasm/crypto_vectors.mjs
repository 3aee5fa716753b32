// Every file of vectors/crypto against the module: a function for each, which run.mjs calls with each block.
// What is not valid in its file must be refused.

const hashes = ['MD5', 'SHA-1', 'SHA-224', 'SHA-256', 'SHA-384', 'SHA-512'];
const curves = ['P-256', 'P-384', 'P-521'];
const ciphers = {'AES-128': 0, 'AES-256': 1, DES: 2, '3DES-EDE': 3, 'Camellia-128': 4, 'Camellia-256': 5};
const aeads = ['AES-128-GCM', 'AES-256-GCM', 'AES-128-CCM', 'AES-256-CCM', 'AES-128-CCM-8', 'AES-256-CCM-8', 'ChaCha20-Poly1305'];
const privateParts = (v) => [v.N, v.E, v.D, v.P, v.Q, v.DP, v.DQ, v.QInv];
const isValid = (v) => (v.Result === 'valid' ? 1 : 0);
const stripped = (hex) => hex.replace(/^(00)+/, '');

// call(name, numbers, hex strings, more = 0) → [result, hex of the first (result - more) bytes of the output];
// hash(number, hex) → hex; seal(number, block) → hex; agree(scalar, point) → [code, hex]; expect(what, got, wanted).
export function cryptoVectors({call, hash, seal, agree, expect}) {
    const output = (name, numbers, parts) => call(name, numbers, parts)[1];
    const answer = (name, numbers, parts) => call(name, numbers, parts)[0];

    // One block at a time is the cipher itself: CBC from a zero IV.
    function blocks(v, alg, key, plain, cipher) {
        const size = alg === 2 || alg === 3 ? 16 : 32;
        const iv = '00'.repeat(size / 2);
        const each = (text, decrypt) => text.match(new RegExp(`.{${size}}`, 'g')).map((block) => output('cbc', [alg, decrypt], [key, iv, block])).join('');
        expect(`${v.section} encrypted`, each(plain, 0), cipher);
        expect(`${v.section} decrypted`, each(cipher, 1), plain);
    }

    function aead(v) {
        const alg = aeads.indexOf(v.section);
        const right = v.Result === undefined || v.Result === 'valid';
        const parts = [v.Key, v.Nonce, v.Aad, v.Cipher, v.Tag];
        const [opened, text] = call('open', [alg], parts, 1);
        expect(`${v.section} opened`, opened === 0 ? 'refused' : text, right ? v.Plain : 'refused');
        if (!right) return;
        expect(`${v.section} sealed`, seal(alg, v), v.Cipher + v.Tag);
        const broken = (parseInt(v.Tag.slice(0, 2), 16) ^ 1).toString(16).padStart(2, '0') + v.Tag.slice(2);
        expect(`${v.section} with another tag`, answer('open', [alg], [...parts.slice(0, 4), broken]), 0);
    }

    return {
        'hashes.txt': (v) => expect(`${v.section} of ${v.In.length / 2} bytes`, hash(hashes.indexOf(v.section), v.In), v.Out),
        'aes_gcm.txt': aead,
        'aes_ccm.txt': aead,
        'chacha20_poly1305.txt': aead,
        'x25519.txt': (v) => {
            if (v.Private === undefined || v.Public === undefined) return;
            const [code, shared] = agree(v.Private, v.Public);
            expect('X25519', code === 0 ? shared : 'refused', v.Result === 'invalid' ? 'refused' : v.Shared);
        },
        'aes_block.txt': (v) => blocks(v, ciphers[v.section], v.Key, v.Plain, v.Cipher),
        'camellia.txt': (v) => {
            if (v.section !== 'SBOX1') blocks(v, ciphers[v.section], v.Key, v.In, v.Out);
        },
        'des.txt': (v) => blocks(v, v.Key.length === 16 ? 2 : 3, v.Key, v.In, v.Out),
        'cbc.txt': (v) => {
            const alg = ciphers[v.section];
            expect(`${v.section}-CBC encrypted`, output('cbc', [alg, 0], [v.Key, v.IV, v.Plain]), v.Cipher);
            expect(`${v.section}-CBC decrypted`, output('cbc', [alg, 1], [v.Key, v.IV, v.Cipher]), v.Plain);
        },
        'hmac.txt': (v) => expect(v.section, output('hmac', [hashes.indexOf(v.section.slice(5, -1))], [v.Key, v.In]), v.Out),
        'poly1305.txt': (v) => expect('Poly1305', output('poly1305', [], [v.Key, v.In]), v.Out),
        'rc2.txt': (v) => expect('RC2', output('rc2', [Number(v.EffectiveBits)], [v.Key, v.Cipher]), v.Plain),
        'rc4.txt': (v) => expect('RC4', output('rc4', [], [v.Key, v.In ?? '00'.repeat(v.Out.length / 2)]), v.Out),
        'tls_prf.txt': (v) => {
            const alg = v.prf === 'tls10' ? -1 : hashes.indexOf(`SHA-${v.prf.slice(3)}`);
            const label = Buffer.from(v.label, 'latin1').toString('hex');
            expect(v.name, output('prf', [alg, v.output.length / 2], [v.secret, label, v.seed]), v.output);
        },
        'ssl3_kdf.txt': (v) =>
            expect('SSL 3.0', output('ssl3', [v.KeyBlock.length / 2], [v.Premaster, v.ClientRandom, v.ServerRandom]), v.Master + v.KeyBlock),
        'ecdh_rfc5903.txt': (v) => {
            const curve = curves.indexOf(v.section);
            expect(`${v.section} public`, output('ec_public', [curve], [v.PrivateI]), v.PointI);
            expect(`${v.section} initiator`, output('ec_agree', [curve], [v.PrivateI, v.PointR]), v.Shared);
            expect(`${v.section} responder`, output('ec_agree', [curve], [v.PrivateR, v.PointI]), v.Shared);
        },
        'ecdh_wycheproof.txt': (v) => {
            const [length, shared] = call('ec_agree', [curves.indexOf(v.section)], [v.Private, v.Point]);
            expect(`ECDH ${v.Id}`, length === 0 ? 'refused' : shared, isValid(v) === 1 ? v.Shared : 'refused');
        },
        'ecdsa_rfc6979.txt': (v) => {
            const numbers = [curves.indexOf(v.section), hashes.indexOf(v.Hash)];
            expect('ECDSA', output('ecdsa_sign', numbers, [v.Private, v.Message]), v.R + v.S);
            expect('ECDSA', answer('ecdsa_verify', numbers, [v.Point, v.Message, v.R, v.S]), 1);
            expect('ECDSA of another message', answer('ecdsa_verify', numbers, [v.Point, `${v.Message}00`, v.R, v.S]), 0);
        },
        'ecdsa_wycheproof.txt': (v) => {
            const numbers = [curves.indexOf(v.section), hashes.indexOf(v.Hash)];
            expect(`ECDSA ${v.Id}`, answer('ecdsa_verify', numbers, [v.Point, v.Message, v.R, v.S]), isValid(v));
        },
        'ecdsa_long_digests.txt': (v) =>
            expect('ECDSA of a long digest', answer('ecdsa_verify', [curves.indexOf(v.section), -1], [v.Point, v.Digest, v.R, v.S]), 1),
        'ed25519.txt': (v) => expect(`Ed25519 ${v.Id}`, answer('ed25519_verify', [], [v.Public, v.Message, v.Signature]), isValid(v)),
        'rsa_pkcs1_verify.txt': (v) =>
            expect(v.Comment, answer('rsa_verify', [hashes.indexOf(v.Hash), -1], [v.N, v.E, v.Msg, v.Signature]), v.Result === 'invalid' ? 0 : 1),
        'rsa_pss_verify.txt': (v) =>
            expect(v.Comment, answer('rsa_verify', [hashes.indexOf(v.Hash), Number(v.SaltLen)], [v.N, v.E, v.Msg, v.Signature]), isValid(v)),
        'rsa_pkcs1_sign.txt': (v) => expect(v.section, output('rsa_sign', [hashes.indexOf(v.Hash)], [...privateParts(v), v.Msg]), v.Signature),
        'rsa_pkcs1_decrypt.txt': (v) => {
            const [opened, message] = call('rsa_decrypt', [], [...privateParts(v), v.Ciphertext], 1);
            expect(v.Comment, opened === 0 ? 'refused' : message, isValid(v) === 1 ? v.Msg : 'refused');
        },
        'dh.txt': (v) => expect('DH', output('dh_agree', [], [v.P, v.G, v.X, v.Y]), v.K),
        'dsa_rfc6979.txt': (v) => {
            const hash = hashes.indexOf(v.Hash);
            expect('DSA', output('dsa_sign', [hash], [v.P, v.Q, v.G, v.X, v.Message]), v.R + v.S);
            expect('DSA', answer('dsa_verify', [hash], [v.P, v.Q, v.G, v.Y, v.Message, v.R, v.S]), 1);
            expect('DSA swapped', answer('dsa_verify', [hash], [v.P, v.Q, v.G, v.Y, v.Message, v.S, v.R]), 0);
        },
        'modexp.txt': (v) => {
            const [length, power] = call('modexp', [], [v.Base, v.Exponent, v.Modulus]);
            if (length === 0) expect('ModExp above 8192 bits', v.Modulus.length > 2048 || v.Base.length > v.Modulus.length, true);
            else expect('ModExp', stripped(power), stripped(v.Output));
        },
        'primality.txt': (v) => expect(v.Comment, answer('is_prime', [], [v.N]), isValid(v)),
    };
}
