package org.permanence.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineKeyTest {

    private static final byte[] TEXT = "permanence".getBytes(StandardCharsets.UTF_8);

    private final MachineKey.Pair pair = MachineKey.generate();

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "AAAA", "-----BEGIN PRIVATE KEY-----"})
    void textThatIsNoKeyIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> new MachineKey(text));
        assertThrows(IllegalArgumentException.class, () -> MachineKey.sign(text, TEXT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "AAAA"})
    void signatureOfAnotherFormIsWrong(String signature) {
        assertFalse(pair.key().verifies(TEXT, signature));
    }

    @Test
    void signatureIsOfOneKeyAndOneText() {
        String signature = MachineKey.sign(pair.privateKey(), TEXT);

        assertTrue(pair.key().verifies(TEXT, signature));
        assertFalse(pair.key().verifies(new byte[0], signature));
        assertFalse(MachineKey.generate().key().verifies(TEXT, signature));
    }

    /// The first test vector of RFC 8032, section 7.1.
    @Test
    void signatureIsThatOfTheStandard() {
        var publicKey = new MachineKey(base64(
                "302a300506032b6570032100" + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));
        String privateKey = base64("302e020100300506032b657004220420"
                + "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
        String signature = base64("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555"
                + "fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");

        assertEquals(signature, MachineKey.sign(privateKey, new byte[0]));
        assertTrue(publicKey.verifies(new byte[0], signature));
    }

    @Test
    void privateKeyIsNotPrinted() {
        assertEquals("[machine key]", pair.toString());
    }

    private static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }
}
