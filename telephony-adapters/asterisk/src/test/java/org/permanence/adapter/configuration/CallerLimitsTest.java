package org.permanence.adapter.configuration;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.permanence.adapter.configuration.SipPhone.PhoneBehaviour;
import org.permanence.testing.Fixtures;

/// One hostile caller takes neither all RTP ports nor all places of a practice, on a real Asterisk with the limits
/// of [SampleModels#LIMITS].
final class CallerLimitsTest extends SharedAsterisk {

    private static final String WITHHELD = "<sip:anonymous@anonymous.invalid>";
    private static final int MOST_OF_ONE = SampleModels.LIMITS.callersFromOneNumber();
    private static final int FLOOD_A_SECOND = 200;
    private static final int FLOOD_SECONDS = 3;

    @SuppressWarnings("NullAway.Init")
    private StubEngine engine;

    @BeforeEach
    void startEngine() {
        engine = testbed.engine(1);
        testbed.amiClient().startHeartbeat(1);
    }

    @Test
    void callerBeyondTheLimitOfTheirNumberHearsBusyAndOthersAreTaken() {
        SipPhone first = caller(number(1));
        StubEngine.Session session = assertTaken(first);
        callers(MOST_OF_ONE - 1, number(1));

        assertRefused(caller(number(1)));
        assertTaken(caller(number(2)));

        first.hangUp();
        session.close();
        Await.until(
                "the end of the call",
                () -> testbed.asterisk.runConsole("core show channels count").contains("3 active channels"));
        assertTaken(caller(number(1)));
    }

    @Test
    void callersWithoutNumberHaveALimitOfTheirOwn() {
        callers(SampleModels.LIMITS.callersWithoutNumber(), WITHHELD);

        assertRefused(caller(WITHHELD));
        assertTaken(caller(number(1)));
    }

    @Test
    void practiceTakesNoMoreCallersThanItsLimit() {
        IntStream.range(0, SampleModels.LIMITS.callersToOnePractice()).forEach(i -> assertTaken(caller(number(i))));

        assertRefused(caller(number(7)));
        assertRefused(caller(WITHHELD));
    }

    @Test
    void connectedCallerStillCounts() {
        SipPhone doctor = testbed.doctor(PhoneBehaviour.ANSWERS);
        var connected = caller(number(1));
        StubEngine.Session session = engine.nextCall();
        session.hold();
        testbed.amiClient()
                .send(
                        "Originate",
                        "Channel: PJSIP/" + SampleModels.DOCTOR,
                        "Application: Bridge",
                        "Data: " + session.environment("agi_channel"),
                        "Async: true");
        Await.until("the doctor to be connected", doctor::isConnectedAsCallee);
        Await.until(
                "the bridge",
                () -> testbed.asterisk.runConsole("bridge show all").contains("basic"));

        callers(MOST_OF_ONE - 1, number(1));

        assertRefused(caller(number(1)));
        assertTrue(connected.isConnected() && !connected.wasHungUp());
    }

    @Test
    void limitsHoldWithoutAnEngine() {
        engine.close();
        testbed.doctor(PhoneBehaviour.KEEPS_RINGING);
        List<SipPhone> callers =
                IntStream.range(0, MOST_OF_ONE).mapToObj(_ -> caller(number(1))).toList();
        callers.forEach(each -> Await.until("the fallback's announcement " + each.receivedText(), each::isConnected));

        assertRefused(caller(number(1)));
    }

    @Test
    void floodFromOneNumberLeavesOtherCallersTheirCalls() {
        List<SipPhone> flood = new ArrayList<>();
        List<SipPhone> patients = new ArrayList<>();
        for (int i = 0; i < FLOOD_A_SECOND * FLOOD_SECONDS; i++) {
            flood.add(testbed.register(
                            new SipPhone(SampleModels.CARRIER, 0, testbed.sipPort, PhoneBehaviour.SAYS_NOTHING))
                    .dial(Fixtures.LES_LILAS_DID.digits(), number(1)));
            if (i % FLOOD_A_SECOND == FLOOD_A_SECOND / 2) {
                patients.add(caller(number(2 + patients.size())));
            }
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos() / FLOOD_A_SECOND);
        }
        Await.until("an answer to each", () -> refused(flood) == FLOOD_A_SECOND * FLOOD_SECONDS - MOST_OF_ONE);
        for (int i = 0; i < MOST_OF_ONE + patients.size(); i++) {
            engine.nextCall().send("ANSWER");
        }
        patients.forEach(patient -> Await.until("an answered patient", patient::isConnected));
        assertTrue(engine.receivedNoCall(), "the hostile caller has the places of one number");
    }

    private static long refused(List<SipPhone> callers) {
        return callers.stream().filter(each -> each.hasReceivedStatus(486)).count();
    }

    private void callers(int count, String from) {
        for (int i = 0; i < count; i++) {
            assertTaken(caller(from));
        }
    }

    private SipPhone caller(String from) {
        return testbed.patient().dial(Fixtures.LES_LILAS_DID.digits(), from);
    }

    private StubEngine.Session assertTaken(SipPhone caller) {
        StubEngine.Session session = engine.nextCall();
        session.send("ANSWER");
        Await.until("the answer", caller::isConnected);
        return session;
    }

    private static void assertRefused(SipPhone caller) {
        Await.until("busy", () -> caller.hasReceivedStatus(486));
    }

    private static String number(int n) {
        return "<sip:" + Fixtures.NUMBER_PREFIX + (700 + n) + "@" + SampleModels.CARRIER + ">";
    }
}
