package org.permanence.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.seal.TotpSeed;

class TotpTest {

    /// RFC 6238, appendix B: the seed of the vectors for SHA-1.
    private static final TotpSeed SEED = TotpSeed.of("12345678901234567890".getBytes(StandardCharsets.US_ASCII));

    private static final Instant STEP_ONE = Instant.ofEpochSecond(30);

    private final Totp totp = new Totp();

    /// RFC 6238, appendix B: the last six of the eight digits.
    @ParameterizedTest
    @CsvSource({
        "59, 287082, 1",
        "1111111109, 081804, 37037036",
        "1111111111, 050471, 37037037",
        "1234567890, 005924, 41152263",
        "2000000000, 279037, 66666666",
        "20000000000, 353130, 666666666"
    })
    void codesOfTheStandardAreRight(long second, String code, long step) {
        assertEquals(OptionalLong.of(step), totp.stepOf(code, SEED, Instant.ofEpochSecond(second)));
    }

    /// RFC 4226, appendix D: the codes of the steps 0 to 4.
    @ParameterizedTest
    @CsvSource({"755224, 0, true", "287082, 1, true", "359152, 2, true", "969429, 3, false"})
    void oneStepEarlyOrLateIsAcceptedAndTwoAreNot(String code, long step, boolean accepted) {
        assertEquals(
                accepted ? OptionalLong.of(step) : OptionalLong.empty(),
                totp.stepOf(code, SEED, STEP_ONE.plusSeconds(29)));
        assertEquals(
                accepted ? OptionalLong.of(step) : OptionalLong.empty(),
                totp.stepOf(code, SEED, STEP_ONE),
                "its first");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "28708", "2870820", "94287082", "287082x", "２８７０８２", "+287082", "-1", "null"})
    void textThatIsNoCodeIsRefused(String text) {
        assertEquals(OptionalLong.empty(), totp.stepOf(text, SEED, STEP_ONE));
    }

    @Test
    void codeOfAnotherSeedIsRefused() {
        var other = TotpSeed.of("12345678901234567891".getBytes(StandardCharsets.US_ASCII));

        assertEquals(OptionalLong.empty(), totp.stepOf("287082", other, STEP_ONE));
    }
}
