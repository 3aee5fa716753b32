// Makes vectors/crypto/ssl3_kdf.txt with OpenJDK's own derivation of SSL 3.0 (provider SunJCE, the
// generators SunTlsMasterSecret and SunTlsKeyMaterial at protocol version 3.0).
//     java --add-exports java.base/sun.security.internal.spec=ALL-UNNAMED \
//         vectors/import/ssl3_kdf.java > vectors/crypto/ssl3_kdf.txt
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import sun.security.internal.spec.TlsKeyMaterialParameterSpec;
import sun.security.internal.spec.TlsKeyMaterialSpec;
import sun.security.internal.spec.TlsMasterSecretParameterSpec;

class Ssl3Kdf {
    static byte[] bytes(Random random, int n) {
        byte[] out = new byte[n];
        random.nextBytes(out);
        return out;
    }

    static void line(String name, byte[] value) {
        System.out.println(name + " = " + HexFormat.of().formatHex(value));
    }

    // Sizes in bytes: MAC key, cipher key, IV.
    static void entry(Random random, int premasterLen, String cipher, int mac, int key, int iv)
            throws Exception {
        byte[] premaster = bytes(random, premasterLen);
        byte[] client = bytes(random, 32);
        byte[] server = bytes(random, 32);
        KeyGenerator masters = KeyGenerator.getInstance("SunTlsMasterSecret", "SunJCE");
        masters.init(new TlsMasterSecretParameterSpec(
            new SecretKeySpec(premaster, "TlsPremasterSecret"), 3, 0, client, server, "", -1, -1));
        SecretKey master = masters.generateKey();
        KeyGenerator keys = KeyGenerator.getInstance("SunTlsKeyMaterial", "SunJCE");
        keys.init(new TlsKeyMaterialParameterSpec(
            master, 3, 0, client, server, cipher, key, 0, iv, mac, "", -1, -1));
        TlsKeyMaterialSpec made = (TlsKeyMaterialSpec) keys.generateKey();
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.writeBytes(made.getClientMacKey().getEncoded());
        block.writeBytes(made.getServerMacKey().getEncoded());
        block.writeBytes(made.getClientCipherKey().getEncoded());
        block.writeBytes(made.getServerCipherKey().getEncoded());
        if (iv > 0) {
            block.writeBytes(made.getClientIv().getIV());
            block.writeBytes(made.getServerIv().getIV());
        }
        System.out.println();
        line("Premaster", premaster);
        line("ClientRandom", client);
        line("ServerRandom", server);
        line("Master", master.getEncoded());
        line("KeyBlock", block.toByteArray());
    }

    public static void main(String[] args) throws Exception {
        System.out.println("# The derivation of SSL 3.0: master secret and key block.");
        System.out.println("# Source: OpenJDK " + Runtime.version() + ", provider SunJCE, on inputs of"
            + " java.util.Random(6101).");
        System.out.println("# Made by: vectors/import/ssl3_kdf.java");
        Random random = new Random(6101);
        entry(random, 48, "RC4", 16, 16, 0);        // RC4 and MD5
        entry(random, 48, "DESede", 20, 24, 8);     // 3DES and SHA-1
        entry(random, 48, "DES", 20, 8, 8);
        entry(random, 128, "AES", 20, 32, 16);      // DHE's premaster
        entry(random, 1, "AES", 20, 16, 16);
    }
}
