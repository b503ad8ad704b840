package org.permanence.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.access.Role;
import org.permanence.assistant.Login;
import org.permanence.people.PersonId;
import org.permanence.seal.TotpSeed;
import org.permanence.signin.Enrolment.Outcome;

class EnrolmentTest {

    private static final Password PASSWORD = Password.of(SignInScenario.PASSWORD);
    private static final Outcome WRONG_CODE = new Outcome.WrongCode();

    @TempDir
    Path folder;

    private SignInScenario scenario;
    private PersonId ines;

    @BeforeEach
    void invite() {
        scenario = new SignInScenario(folder);
        ines = PersonId.next(scenario.clock);
        scenario.accounts.put("ines", new SignInAccount(ines, new Login("ines"), Set.of(Role.ASSISTANT)));
    }

    @Test
    void codeBeforeASeedWasShownIsWrong() {
        assertEquals(WRONG_CODE, scenario.enrolment.finish(ines, PASSWORD, "000000"));
    }

    @Test
    void refusedPasswordOrWrongCodeStoresNothing() {
        TotpSeed seed = scenario.enrolment.begin(ines);

        assertEquals(
                new Outcome.PasswordRefused(PasswordRefusal.TOO_SHORT),
                scenario.enrolment.finish(ines, Password.of("short"), scenario.code(seed)));
        assertEquals(WRONG_CODE, scenario.enrolment.finish(ines, PASSWORD, "000000"));
        Factors stored = scenario.factors.find(ines);
        assertEquals(Optional.empty(), stored.password());
        assertEquals(Optional.empty(), stored.seed());
    }

    @Test
    void seedThatNoCodeHasConfirmedOpensNothing() {
        TotpSeed seed = scenario.enrolment.begin(ines);
        scenario.factors.savePassword(ines, PasswordHash.of(PASSWORD, SignInScenario.CHEAP), scenario.clock.instant());

        assertInstanceOf(
                SignIn.Outcome.NotSignedIn.class,
                scenario.attempt("ines", SignInScenario.PASSWORD, scenario.code(seed), Optional.empty()));
    }

    @Test
    void onlyTheSeedThatWasShownLastCounts() {
        TotpSeed first = scenario.enrolment.begin(ines);
        TotpSeed second = scenario.enrolment.begin(ines);

        assertNotEquals(first, second);
        assertEquals(WRONG_CODE, scenario.enrolment.finish(ines, PASSWORD, scenario.code(first)));
        assertInstanceOf(Outcome.Enrolled.class, scenario.enrolment.finish(ines, PASSWORD, scenario.code(second)));
    }

    @Test
    void enrolmentIsFinishedOnce() {
        TotpSeed seed = scenario.enrolment.begin(ines);
        scenario.enrolment.finish(ines, PASSWORD, scenario.code(seed));
        scenario.clock.advance(Duration.ofSeconds(30));

        assertEquals(WRONG_CODE, scenario.enrolment.finish(ines, PASSWORD, scenario.code(seed)));
    }

    @Test
    void busyHasherStoresNothing() {
        var full = new Enrolment(
                scenario.factors,
                new PasswordRules(Set::of),
                new PasswordHasher(SignInScenario.CHEAP, 0, Duration.ofMillis(1)),
                scenario.seeds,
                scenario.clock);
        TotpSeed seed = full.begin(ines);

        assertEquals(new Outcome.Busy(), full.finish(ines, PASSWORD, scenario.code(seed)));
        assertEquals(Optional.empty(), scenario.factors.find(ines).password());
    }
}
