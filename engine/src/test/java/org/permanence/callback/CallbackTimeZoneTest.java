package org.permanence.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.assistant.AssistantState.READY;
import static org.permanence.testing.SamplePractices.INES;
import static org.permanence.testing.SamplePractices.LES_LILAS;
import static org.permanence.triage.Urgency.ROUTINE;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.call.CallId;
import org.permanence.call.Dialling;
import org.permanence.practice.CallerPseudonyms;
import org.permanence.practice.Practice;
import org.permanence.privacy.PhoneNumber;
import org.permanence.queue.QueueEntry;
import org.permanence.seal.CallbackNumbers;
import org.permanence.seal.FileRootKey;
import org.permanence.seal.FolderKeyStore;
import org.permanence.seal.KeyChain;
import org.permanence.seal.Pseudonyms;
import org.permanence.testing.Fixtures;
import org.permanence.testing.InMemoryCallbackStore;
import org.permanence.testing.InMemoryTypedNumberCalls;
import org.permanence.testing.QueueScenario;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.ScriptedCall;
import org.permanence.testing.ScriptedOutboundDialer;

/// Patients in other time zones than their practice, which is open in Paris from 8 to 12 and from 14 to 19 h.
class CallbackTimeZoneTest {

    private static final Practice LILAS = SamplePractices.withCallbacks(LES_LILAS);

    /// A mobile phone of Martinique, five hours behind Paris in winter.
    private static final PhoneNumber IN_MARTINIQUE = PhoneNumber.parse("+596696201234");

    /// A mobile phone of New Caledonia, ten hours ahead of Paris in winter.
    private static final PhoneNumber IN_NEW_CALEDONIA = PhoneNumber.parse("+687751234");

    private final SamplePractices practices = SamplePractices.standard().withCallbacks();
    private final ScriptedOutboundDialer dialer = new ScriptedOutboundDialer();
    private final InMemoryCallbackStore store = new InMemoryCallbackStore();
    private final InMemoryTypedNumberCalls typedNumberCalls = new InMemoryTypedNumberCalls();
    private final QueueScenario scenario = new QueueScenario(practices, Instant.parse("2026-11-18T09:30:00Z"));
    private CallbackDispatcher dispatcher;

    @BeforeEach
    void createDispatcher(@TempDir Path folder) {
        FileRootKey.create(folder.resolve("root"));
        var keys = new KeyChain(new FolderKeyStore(folder.resolve("keys")), FileRootKey.read(folder.resolve("root")));
        var pseudonyms = new Pseudonyms(keys);
        CallerPseudonyms ofCallers = (practice, number) -> Optional.of(pseudonyms.of(practice, number));
        dispatcher = new CallbackDispatcher(
                scenario.callbackPlaces(),
                new CallbackDispatcher.Stores(
                        store,
                        new CallbackNumbers(keys),
                        ofCallers,
                        (number, now) -> typedNumberCalls.take(pseudonyms.atAllPractices(number), now),
                        () -> {},
                        scenario.journal()),
                practices,
                new Dialling(dialer, () -> new CallId("callback"), Runnable::run),
                scenario.clock());
        scenario.teamQueue().onCallbackReservation(dispatcher::onAssistantReserved);
    }

    @Test
    void patientIsNotRungAtNightWhereTheyAre() {
        bookCallback(IN_MARTINIQUE);

        scenario.signsIn(INES);

        assertEquals(List.of(), dialer.callbacks(), "5:31 in Fort-de-France");
        assertEquals(READY, scenario.state(INES), "free for other callers");
        scenario.clock().advance(Duration.ofMinutes(3 * 60 + 28)); // 13:59 in Paris, 8:59 there.
        scenario.match();
        assertEquals(List.of(), dialer.callbacks(), "the practice is closed");
        scenario.clock().advance(Duration.ofMinutes(7));
        scenario.match();
        assertEquals(1, dialer.callbacks().size());
    }

    @Test
    void patientIsRungWhileTheHoursOfBothPlacesAllowIt() {
        bookCallback(IN_NEW_CALEDONIA);

        scenario.signsIn(INES);

        assertEquals(1, dialer.callbacks().size(), "20:31 in Nouméa");
    }

    @Test
    void nextAttemptIsInTheHoursOfThePatientsPlaceToo() {
        bookCallback(IN_NEW_CALEDONIA);
        scenario.clock().advance(Duration.ofMinutes(24));
        scenario.signsIn(INES);
        assertEquals(1, dialer.callbacks().size(), "20:55 in Nouméa");

        dialer.goesUnanswered(new CallId("callback"));

        assertEquals(
                Optional.of(Instant.parse("2026-11-19T07:00:00Z")),
                scenario.store()
                        .waiting(new CallId("callback"))
                        .flatMap(QueueEntry::callbackFrom)
                        .map(from -> from.truncatedTo(ChronoUnit.HOURS)),
                "the practice opens at 18 h of Nouméa");
    }

    private void bookCallback(PhoneNumber number) {
        scenario.waits("one", LILAS, ROUTINE);
        assertTrue(dispatcher.book(ScriptedCall.to(Fixtures.LES_LILAS_DID).withId("one"), LILAS, number));
        scenario.clock().advance(Duration.ofMinutes(1));
    }
}
