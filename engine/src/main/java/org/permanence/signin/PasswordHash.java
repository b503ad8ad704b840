package org.permanence.signin;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// A password's Argon2id hash, with salt and cost beside it, as in the string format that password-hashing
/// libraries share: `$argon2id$v=19$m=65536,t=3,p=1$salt$hash`, in base64 without padding.
///
/// A hash reveals nothing of a good password, but is a target: it never prints itself.
public final class PasswordHash {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern FORMAT = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=([0-9]{1,7}),t=([0-9]{1,3}),p=([0-9]{1,2})\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{43})");

    private final HashCost cost;
    private final byte[] salt;
    private final byte[] hash;

    private PasswordHash(HashCost cost, byte[] salt, byte[] hash) {
        this.cost = cost;
        this.salt = salt;
        this.hash = hash;
    }

    /// Hashes a password under a new salt. Takes the memory and the time of the cost.
    static PasswordHash of(Password password, HashCost cost) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return new PasswordHash(cost, salt, hash(password, cost, salt));
    }

    /// A hash that no password is known for. Comparing with it takes as long as with any other of that cost.
    static PasswordHash ofNoPassword(HashCost cost) {
        byte[] salt = new byte[SALT_BYTES];
        byte[] hash = new byte[HASH_BYTES];
        RANDOM.nextBytes(salt);
        RANDOM.nextBytes(hash);
        return new PasswordHash(cost, salt, hash);
    }

    /// Reads what [#format] wrote.
    ///
    /// @throws IllegalArgumentException if it is anything else; the message does not quote it
    public static PasswordHash parse(String text) {
        Matcher parts = FORMAT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("password hash: unreadable (expected: $argon2id$v=19$m=…,t=…,p=…$…$…)");
        }
        var cost = new HashCost(
                Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
        var decoder = Base64.getDecoder();
        return new PasswordHash(cost, decoder.decode(parts.group(4)), decoder.decode(parts.group(5)));
    }

    public String format() {
        var encoder = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(
                        cost.memoryKib(),
                        cost.iterations(),
                        cost.parallelism(),
                        encoder.encodeToString(salt),
                        encoder.encodeToString(hash));
    }

    public HashCost cost() {
        return cost;
    }

    /// Whether this is the hash of that password. The comparison takes the same time for any difference.
    boolean matches(Password password) {
        return MessageDigest.isEqual(hash, hash(password, cost, salt));
    }

    private static byte[] hash(Password password, HashCost cost, byte[] salt) {
        return argon2id(
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withMemoryAsKB(cost.memoryKib())
                        .withIterations(cost.iterations())
                        .withParallelism(cost.parallelism())
                        .withSalt(salt)
                        .build(),
                password.bytes());
    }

    static byte[] argon2id(Argon2Parameters parameters, byte[] password) {
        var generator = new Argon2BytesGenerator();
        generator.init(parameters);
        byte[] hash = new byte[HASH_BYTES];
        generator.generateBytes(password, hash);
        return hash;
    }

    @Override
    public String toString() {
        return "[password hash]";
    }
}
