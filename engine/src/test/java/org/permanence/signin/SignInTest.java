package org.permanence.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.signin.SignIn.Outcome;
import org.permanence.signin.SignIn.Outcome.NotSignedIn;
import org.permanence.signin.SignIn.Outcome.SignedIn;
import org.permanence.signin.SignIn.Outcome.TooFast;
import org.permanence.signin.SignInScenario.Enrolled;
import org.permanence.testing.SameMoment;

class SignInTest {

    private static final Optional<String> NO_COOKIE = Optional.empty();
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(31);

    @TempDir
    Path folder;

    private SignInScenario scenario;
    private Enrolled claire;

    @BeforeEach
    void enrol() {
        scenario = new SignInScenario(folder);
        claire = scenario.enrol("claire");
        scenario.clock.advance(LONG_ENOUGH);
    }

    @Test
    void everyFailureHasTheSameAnswer() {
        String code = code();
        assertInstanceOf(NotSignedIn.class, attempt("claire", "tasse lundi pluie escalieR", code), "wrong password");
        assertInstanceOf(NotSignedIn.class, attempt("ines", SignInScenario.PASSWORD, code()), "unknown login");
        assertInstanceOf(NotSignedIn.class, attempt("../claire", SignInScenario.PASSWORD, code()), "no login at all");
        assertInstanceOf(NotSignedIn.class, attempt("claire", SignInScenario.PASSWORD, "000000"), "wrong code");
        assertInstanceOf(NotSignedIn.class, attempt("claire", SignInScenario.PASSWORD, ""), "no code");
        scenario.setActive(claire, false);
        assertInstanceOf(NotSignedIn.class, attempt("claire", SignInScenario.PASSWORD, code()), "account at rest");
        assertEquals(0, scenario.sessionStore.size());
    }

    @Test
    void passwordAndCodeStartASession() {
        SignedIn signedIn = scenario.signIn(claire);

        assertEquals(claire.account(), signedIn.account());
        assertEquals(SecondFactor.Kind.ONE_TIME_CODE, signedIn.code());
        assertEquals(
                Optional.of(signedIn.started().session()),
                scenario.sessions.find(signedIn.started().token()));
    }

    @Test
    void loginMayBeTypedWithSpacesAndCapitals() {
        assertInstanceOf(SignedIn.class, attempt(" Claire ", SignInScenario.PASSWORD, code()));
    }

    @Test
    void usedCodeIsRefusedAndSoAreEarlierOnes() {
        String now = code();
        String before = scenario.codeAt(claire.seed(), -1);
        scenario.signIn(claire);

        assertInstanceOf(NotSignedIn.class, attemptAtOnce(now));
        assertInstanceOf(NotSignedIn.class, attemptAtOnce(before));
    }

    @Test
    void codeOfTheEnrolmentIsUsed() {
        Enrolled ines = scenario.enrol("ines");

        assertInstanceOf(NotSignedIn.class, attempt("ines", SignInScenario.PASSWORD, scenario.codeAt(ines.seed(), 0)));
    }

    @Test
    void wrongPasswordDoesNotUseTheCode() {
        String code = code();
        scenario.attempt("claire", "wrong password", code, NO_COOKIE);
        scenario.clock.advance(Duration.ofSeconds(1));

        assertInstanceOf(SignedIn.class, scenario.attempt("claire", SignInScenario.PASSWORD, code, NO_COOKIE));
    }

    @Test
    void recoveryCodeReplacesTheCodeOnce() {
        String recovery = claire.recoveryCodes().getFirst();
        var signedIn = (SignedIn) attempt("claire", SignInScenario.PASSWORD, recovery);

        assertEquals(SecondFactor.Kind.RECOVERY_CODE, signedIn.code());
        assertInstanceOf(NotSignedIn.class, attempt("claire", SignInScenario.PASSWORD, recovery));
        assertEquals(9, scenario.factors.find(claire.account().person()).recoveryCodes());
        assertInstanceOf(
                SignedIn.class,
                attempt(
                        "claire",
                        SignInScenario.PASSWORD,
                        claire.recoveryCodes().getLast()));
    }

    @Test
    void recoveryCodeOfAnotherPersonIsRefused() {
        Enrolled ines = scenario.enrol("ines");

        assertInstanceOf(
                NotSignedIn.class,
                attempt("claire", SignInScenario.PASSWORD, ines.recoveryCodes().getFirst()));
    }

    @Test
    void codeWorksOnceFromTwoThreads() throws Exception {
        for (int round = 0; round < 50; round++) {
            scenario.clock.advance(LONG_ENOUGH);
            String code = round % 10 == 9 ? claire.recoveryCodes().get(round / 10) : code();
            Factors factors = scenario.factors.find(claire.account().person());
            assertEquals(
                    1,
                    SameMoment.successes(() -> scenario.secondFactor
                            .use(claire.account().person(), factors, code)
                            .isPresent()));
        }
    }

    @Test
    void hundredFailuresOfAStrangerSlowTheLoginAndDoNotLockThePersonOut() {
        SignedIn before = scenario.signIn(claire);
        Optional<String> ownCookie = Optional.of(before.deviceCookie());
        for (int failure = 0; failure < 100; failure++) {
            scenario.clock.advance(LONG_ENOUGH);
            var failed = (NotSignedIn) scenario.attempt("claire", "guess " + failure, "000000", NO_COOKIE);
            assertEquals(failure == 99, failed.manyFailures());
        }

        assertEquals(
                new TooFast(Duration.ofSeconds(30)),
                scenario.attempt("claire", SignInScenario.PASSWORD, code(), NO_COOKIE));
        var signedIn = (SignedIn) scenario.attempt("claire", SignInScenario.PASSWORD, code(), ownCookie);
        assertEquals(
                before.started().session().device(),
                signedIn.started().session().device(),
                "the same device");
    }

    @Test
    void failuresOfAnUnknownLoginAreSlowedAlike() {
        for (int failure = 0; failure < 100; failure++) {
            scenario.clock.advance(LONG_ENOUGH);
            assertInstanceOf(NotSignedIn.class, scenario.attempt("ines", "guess " + failure, "000000", NO_COOKIE));
        }

        assertEquals(new TooFast(Duration.ofSeconds(30)), scenario.attempt("ines", "guess", "000000", NO_COOKIE));
    }

    @Test
    void cookieOfAnotherPersonIsNoKnownDevice() {
        Enrolled ines = scenario.enrol("ines");
        scenario.clock.advance(LONG_ENOUGH);
        Optional<String> cookieOfInes = Optional.of(scenario.signIn(ines).deviceCookie());
        scenario.attempt("claire", "guess", "000000", NO_COOKIE);

        assertInstanceOf(TooFast.class, scenario.attempt("claire", SignInScenario.PASSWORD, code(), cookieOfInes));
    }

    @Test
    void hashOfYesterdaysCostIsRaisedAtTheNextSignIn() {
        var person = claire.account().person();
        var yesterday = new HashCost(16, 1, 1);
        scenario.factors.savePassword(
                person, PasswordHash.of(Password.of(SignInScenario.PASSWORD), yesterday), scenario.clock.instant());

        attempt("claire", "wrong password", code());
        assertEquals(
                yesterday,
                scenario.factors.find(person).password().orElseThrow().cost(),
                "not by a failure");
        scenario.signIn(claire);
        assertEquals(
                SignInScenario.CHEAP,
                scenario.factors.find(person).password().orElseThrow().cost());
        scenario.clock.advance(LONG_ENOUGH);
        scenario.signIn(claire);
    }

    @Test
    void everySessionHasItsOwnTokenAndId() {
        Set<String> seen = new HashSet<>();
        for (int time = 0; time < 50; time++) {
            SignedIn signedIn = scenario.signIn(claire);
            seen.add(signedIn.started().token().text());
            seen.add(signedIn.started().session().id().value());
            scenario.clock.advance(LONG_ENOUGH);
        }
        assertEquals(100, seen.size());
    }

    /// Each sequence has up to eight attempts, each right or wrong in every part, at any pace. A session exists
    /// after exactly those that had the right password, an unused code and an active account, and were not too
    /// fast.
    @Test
    void tenThousandSequencesGiveNoSessionWithOneFactor() {
        var random = new Random(14);
        int sessions = 0;
        int attempts = 0;
        Set<String> usedRecoveryCodes = new HashSet<>();
        long lastUsedStep = 0;
        for (int sequence = 0; sequence < 10_000; sequence++) {
            scenario.clock.advance(Duration.ofMinutes(61));
            for (int step = random.nextInt(8); step >= 0; step--) {
                scenario.clock.advance(Duration.ofSeconds(random.nextInt(40)));
                boolean active = random.nextInt(5) > 0;
                scenario.setActive(claire, active);
                boolean rightPassword = random.nextBoolean();
                int shift = random.nextInt(-3, 4);
                boolean recovery = random.nextInt(50) == 0;
                String recoveryCode = claire.recoveryCodes().get(random.nextInt(10));
                String code =
                        recovery ? recoveryCode : random.nextInt(4) == 0 ? "" : scenario.codeAt(claire.seed(), shift);
                long codeStep = scenario.clock.instant().getEpochSecond() / 30 + shift;
                boolean rightCode = recovery
                        ? !usedRecoveryCodes.contains(recoveryCode)
                        : !code.isEmpty() && Math.abs(shift) <= 1 && codeStep > lastUsedStep;

                Outcome outcome =
                        scenario.attempt("claire", rightPassword ? SignInScenario.PASSWORD : "guess", code, NO_COOKIE);

                attempts++;
                if (outcome instanceof SignedIn) {
                    sessions++;
                    assertTrue(active && rightPassword && rightCode, "signed in without both factors");
                    if (recovery) {
                        usedRecoveryCodes.add(recoveryCode);
                    } else {
                        lastUsedStep = codeStep;
                    }
                } else if (outcome instanceof NotSignedIn) {
                    assertTrue(!(active && rightPassword && rightCode), "refused with both factors");
                }
                assertEquals(sessions, scenario.sessionStore.size());
            }
        }
        assertTrue(sessions > 1_000 && attempts > 20_000, sessions + " of " + attempts);
        assertNotEquals(0, usedRecoveryCodes.size());
    }

    private String code() {
        return scenario.code(claire.seed());
    }

    private Outcome attempt(String login, String password, String code) {
        scenario.clock.advance(Duration.ZERO);
        Outcome outcome = scenario.attempt(login, password, code, NO_COOKIE);
        scenario.clock.advance(LONG_ENOUGH);
        return outcome;
    }

    private Outcome attemptAtOnce(String code) {
        scenario.clock.advance(Duration.ofSeconds(1));
        Outcome outcome = scenario.attempt("claire", SignInScenario.PASSWORD, code, NO_COOKIE);
        scenario.throttle.succeeded("claire", Optional.empty());
        return outcome;
    }
}
