package org.permanence.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {

    private static final HashCost CHEAP = new HashCost(64, 1, 1);
    private static final Password RIGHT = Password.of("k7#vQ2!xL9$z");
    private static final Password WRONG = Password.of("k7#vQ2!xL9$y");

    /// Of the reference implementation, in its tests: github.com/P-H-C/phc-winner-argon2, src/test.c.
    private static final String REFERENCE =
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    /// RFC 9106, section 5.3.
    @Test
    void argon2idGivesTheVectorOfTheStandard() {
        var parameters = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(32)
                .withIterations(3)
                .withParallelism(4)
                .withSalt(filled(16, 2))
                .withSecret(filled(8, 3))
                .withAdditional(filled(12, 4))
                .build();

        assertEquals(
                "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659",
                HexFormat.of().formatHex(PasswordHash.argon2id(parameters, filled(32, 1))));
    }

    @Test
    void hashOfTheReferenceImplementationMatches() {
        var hash = PasswordHash.parse(REFERENCE);

        assertEquals(new HashCost(65_536, 2, 1), hash.cost());
        assertTrue(hash.matches(Password.of("password")));
        assertFalse(hash.matches(Password.of("Password")));
        assertEquals(REFERENCE, hash.format());
    }

    @Test
    void onlyTheRightPasswordMatches() {
        var hash = PasswordHash.of(RIGHT, CHEAP);

        assertTrue(hash.matches(RIGHT));
        assertFalse(hash.matches(WRONG));
        assertTrue(PasswordHash.parse(hash.format()).matches(RIGHT));
    }

    @Test
    void samePasswordHasAnotherHashEachTime() {
        assertNotEquals(
                PasswordHash.of(RIGHT, CHEAP).format(),
                PasswordHash.of(RIGHT, CHEAP).format());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "k7#vQ2!xL9$z",
                "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=16$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=65536,t=0,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1a"
            })
    void otherTextIsRefusedAndNotEchoed(String text) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> PasswordHash.parse(text));

        assertFalse(String.valueOf(refusal.getMessage()).contains("c29tZXNhbHQ"));
    }

    @Test
    void secretsDoNotPrintThemselves() {
        assertEquals("[password]", RIGHT.toString());
        assertEquals("[password hash]", PasswordHash.of(RIGHT, CHEAP).toString());
        assertEquals("[session token]", SessionToken.generate().toString());
        assertEquals("[recovery code]", RecoveryCode.generateAll().getFirst().toString());
        assertEquals("[digest]", SessionToken.generate().digest().toString());
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
