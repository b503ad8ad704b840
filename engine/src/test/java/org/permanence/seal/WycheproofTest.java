package org.permanence.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.crypto.tink.subtle.X25519;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The primitives against the vectors of C2SP/wycheproof: each valid one is accepted, each invalid one refused. For
/// AES-GCM only the vectors with the sizes in use: 12 bytes of nonce, 32 of key, 16 of tag.
class WycheproofTest {

    private interface Check {
        boolean accepts(JsonNode group, JsonNode test) throws GeneralSecurityException;
    }

    @Test
    void aesGcm() throws IOException {
        run("aes_gcm_test", 66, (group, test) -> {
            byte[] nonce = hex(test, "iv");
            byte[] wrapped = joined(nonce, hex(test, "ct"), hex(test, "tag"));
            return Arrays.equals(hex(test, "msg"), Primitives.unwrap(hex(test, "key"), wrapped, hex(test, "aad")));
        });
    }

    @Test
    void hkdfSha256() throws IOException {
        run(
                "hkdf_sha256_test",
                86,
                (group, test) -> Arrays.equals(
                        hex(test, "okm"),
                        Primitives.hkdfSha256(
                                hex(test, "ikm"),
                                hex(test, "salt"),
                                hex(test, "info"),
                                test.get("size").asInt())));
    }

    @Test
    void hmacSha256() throws IOException {
        run("hmac_sha256_test", 174, (group, test) -> {
            byte[] tag = hex(test, "tag");
            return Arrays.equals(
                    tag, Arrays.copyOf(Primitives.hmacSha256(hex(test, "key"), hex(test, "msg")), tag.length));
        });
    }

    @Test
    void x25519() throws IOException {
        run(
                "x25519_test",
                518,
                (group, test) -> Arrays.equals(
                        hex(test, "shared"), X25519.computeSharedSecret(hex(test, "private"), hex(test, "public"))));
    }

    @Test
    void ed25519() throws IOException {
        run(
                "ed25519_test",
                151,
                (group, test) -> InstallationSigner.verifies(
                        hex(group.get("publicKey"), "pk"), hex(test, "msg"), hex(test, "sig")));
    }

    private static void run(String file, int expected, Check check) throws IOException {
        List<String> wrong = new ArrayList<>();
        int tried = 0;
        try (var in = WycheproofTest.class.getResourceAsStream("/wycheproof/" + file + ".json")) {
            for (JsonNode group : JsonMapper.shared().readTree(in).get("testGroups")) {
                if (!isSupported(group)) {
                    continue;
                }
                for (JsonNode test : group.get("tests")) {
                    tried++;
                    boolean accepted = accepts(check, group, test);
                    String result = test.get("result").asString();
                    if (!result.equals("acceptable") && accepted != result.equals("valid")) {
                        wrong.add(test.get("tcId") + " " + test.get("comment"));
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertEquals(expected, tried);
    }

    private static boolean isSupported(JsonNode group) {
        return !group.has("ivSize")
                || (group.get("ivSize").asInt() == 96
                        && group.get("keySize").asInt() == 256
                        && group.get("tagSize").asInt() == 128);
    }

    private static boolean accepts(Check check, JsonNode group, JsonNode test) {
        try {
            return check.accepts(group, test);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private static byte[] hex(JsonNode in, String field) {
        return HexFormat.of().parseHex(in.get(field).asString());
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
