package org.permanence.console;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// An authenticator with one ES256 passkey, and the browser before it. It makes what Web Authentication, 6, says
/// byte by byte, so that each part can be made wrong: webauthn4j's own emulator is not served with this version.
final class SoftwareAuthenticator {

    private static final byte USER_PRESENT = 0x01;
    private static final byte USER_VERIFIED = 0x04;
    private static final byte HAS_CREDENTIAL = 0x40;
    private static final int COORDINATE_BYTES = 32;
    private static final byte[] CREDENTIAL = "a credential 001".getBytes(StandardCharsets.US_ASCII);

    private static final Pattern CHALLENGE = Pattern.compile("\"challenge\":\"([A-Za-z0-9_-]{75})\"");
    private static final Pattern USER = Pattern.compile("\"user\":\\{\"id\":\"([A-Za-z0-9_-]+)\"");

    private final KeyPair keys;

    /// What the pages of the browser belong to.
    String origin = "http://localhost";

    String relyingParty = "localhost";
    boolean verifiesUser = true;
    boolean crossOrigin;
    String userHandle = "";
    String credential;

    /// Counts on with each signature.
    int counter = 1;

    SoftwareAuthenticator() {
        this(text(CREDENTIAL));
    }

    /// @param credential the id of its passkey, in base64url
    SoftwareAuthenticator(String credential) {
        this.credential = credential;
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// What the page sends for a new passkey: the JSON's members by name.
    Map<String, String> make(String name, String challenge) {
        byte[] data = concat(
                head((byte) (HAS_CREDENTIAL | userVerified()), 0),
                new byte[16], // The maker is not told.
                ByteBuffer.allocate(2)
                        .putShort((short) bytes(credential).length)
                        .array(),
                bytes(credential),
                publicKey());
        byte[] attestation = concat(
                new byte[] {(byte) 0xa3}, // A map of three.
                cborText("fmt"),
                cborText("none"),
                cborText("attStmt"),
                new byte[] {(byte) 0xa0},
                cborText("authData"),
                new byte[] {0x58, (byte) data.length},
                data);
        return new TreeMap<>(Map.of(
                "name",
                name,
                "challenge",
                challenge,
                "browserData",
                text(browserData("webauthn.create", challenge)),
                "attestation",
                text(attestation)));
    }

    /// What the page sends after a signature: the JSON's members by name.
    Map<String, String> sign(String challenge) {
        byte[] data = head(userVerified(), counter++);
        byte[] client = browserData("webauthn.get", challenge);
        return new TreeMap<>(Map.of(
                "challenge",
                challenge,
                "credential",
                credential,
                "userHandle",
                userHandle,
                "browserData",
                text(client),
                "authenticatorData",
                text(data),
                "signature",
                text(signature(concat(data, sha256(client))))));
    }

    /// The challenge in an answer with options.
    static String challengeIn(ConsoleClient.Answer options) {
        return find(CHALLENGE, options);
    }

    /// The authenticator's name for the person in an answer with options.
    static String userIn(ConsoleClient.Answer options) {
        return find(USER, options);
    }

    private static String find(Pattern pattern, ConsoleClient.Answer answer) {
        var found = pattern.matcher(answer.content());
        if (!found.find()) {
            throw new IllegalStateException(answer.text());
        }
        return found.group(1);
    }

    static String json(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> "\"" + member.getKey() + "\":\"" + member.getValue() + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private byte userVerified() {
        return (byte) (USER_PRESENT | (verifiesUser ? USER_VERIFIED : 0));
    }

    private byte[] head(byte flags, int count) {
        return ByteBuffer.allocate(37)
                .put(sha256(relyingParty.getBytes(StandardCharsets.US_ASCII)))
                .put(flags)
                .putInt(count)
                .array();
    }

    private byte[] browserData(String type, String challenge) {
        return "{\"type\":\"%s\",\"challenge\":\"%s\",\"origin\":\"%s\",\"crossOrigin\":%s}"
                .formatted(type, challenge, origin, crossOrigin)
                .getBytes(StandardCharsets.UTF_8);
    }

    /// As COSE: EC2, ES256, P-256, x, y.
    private byte[] publicKey() {
        var point = ((ECPublicKey) keys.getPublic()).getW();
        return concat(
                new byte[] {(byte) 0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20},
                coordinate(point.getAffineX().toByteArray()),
                new byte[] {0x22, 0x58, 0x20},
                coordinate(point.getAffineY().toByteArray()));
    }

    private static byte[] coordinate(byte[] number) {
        byte[] fixed = new byte[COORDINATE_BYTES];
        int length = Math.min(number.length, COORDINATE_BYTES);
        System.arraycopy(number, number.length - length, fixed, COORDINATE_BYTES - length, length);
        return fixed;
    }

    private byte[] signature(byte[] signed) {
        try {
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(signed);
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] cborText(String text) {
        return concat(new byte[] {(byte) (0x60 + text.length())}, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] sha256(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] concat(byte[]... parts) {
        var all = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        Arrays.stream(parts).forEach(all::put);
        return all.array();
    }

    private static byte[] bytes(String base64url) {
        return Base64.getUrlDecoder().decode(base64url);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
