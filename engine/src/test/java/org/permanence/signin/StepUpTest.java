package org.permanence.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.signin.SignInScenario.Enrolled;
import org.permanence.signin.StepUp.Outcome;

class StepUpTest {

    private static final Outcome REFUSED = new Outcome.Refused(false);

    @TempDir
    Path folder;

    private SignInScenario scenario;
    private Enrolled claire;
    private Sessions.Started started;

    @BeforeEach
    void signIn() {
        scenario = new SignInScenario(folder);
        claire = scenario.enrol("claire");
        scenario.clock.advance(Duration.ofSeconds(30));
        started = scenario.signIn(claire).started();
    }

    @Test
    void wrongCodeChangesNothing() {
        scenario.clock.advance(Session.IDLE_LIMIT);

        assertEquals(REFUSED, stepUp("000000"));
        assertEquals(REFUSED, stepUp(""));
        Session session = scenario.sessions.find(started.token()).orElseThrow();
        assertEquals(Session.State.COVERED, session.stateAt(scenario.clock.instant()));
        assertFalse(session.isFresh(scenario.clock.instant()));
    }

    @Test
    void codeOfTheSignInAndRecoveryCodesAreNoFreshFactor() {
        assertEquals(REFUSED, stepUp(scenario.code(claire.seed())));
        assertEquals(REFUSED, stepUp(claire.recoveryCodes().getFirst()));
        assertEquals(10, scenario.factors.find(claire.account().person()).recoveryCodes(), "none was used");
    }

    @Test
    void codeOfAnotherPersonIsRefused() {
        Enrolled ines = scenario.enrol("ines");
        scenario.clock.advance(Duration.ofSeconds(30));

        assertEquals(REFUSED, stepUp(scenario.code(ines.seed())));
    }

    @Test
    void newCodeMakesTheSessionFreshUnderANewTokenOnce() {
        scenario.clock.advance(Duration.ofHours(1));
        String code = scenario.code(claire.seed());
        var outcome = (Outcome.SteppedUp) stepUp(code);

        assertEquals(Optional.empty(), scenario.sessions.find(started.token()), "the old token");
        started = outcome.renewed();
        Session session = scenario.sessions.find(started.token()).orElseThrow();
        assertTrue(session.isFresh(scenario.clock.instant()));
        assertEquals(Session.State.OPEN, session.stateAt(scenario.clock.instant()));
        assertEquals(REFUSED, stepUp(code), "once");
    }

    @Test
    void endedSessionCannotBeMadeFresh() {
        scenario.clock.advance(Duration.ofSeconds(30));
        scenario.sessions.end(started.session().id());

        assertEquals(REFUSED, stepUp(scenario.code(claire.seed())));
        assertEquals(Optional.empty(), scenario.sessions.find(started.token()));
    }

    @Test
    void elevenWrongCodesAreTooFast() {
        scenario.clock.advance(Duration.ofMinutes(1));
        for (int attempt = 0; attempt < 10; attempt++) {
            assertEquals(REFUSED, stepUp("000000"));
        }
        assertInstanceOf(Outcome.TooFast.class, stepUp(scenario.code(claire.seed())));
        scenario.clock.advance(Duration.ofMinutes(1));
        assertInstanceOf(Outcome.SteppedUp.class, stepUp(scenario.code(claire.seed())));
    }

    @Test
    void wrongCodesCountAsFailuresOfTheLogin() {
        for (int failure = 1; failure < SignInThrottle.MANY_FAILURES; failure++) {
            assertEquals(REFUSED, stepUp("000000"));
            scenario.clock.advance(Duration.ofMinutes(1));
        }
        assertEquals(new Outcome.Refused(true), stepUp("000000"));
    }

    private Outcome stepUp(String code) {
        return scenario.stepUp.stepUp(
                started.session(), started.token(), claire.account().login(), code);
    }
}
