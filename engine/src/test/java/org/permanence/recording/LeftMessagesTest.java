package org.permanence.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.recording.Studio.DOCTOR;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.audit.AuditException;
import org.permanence.message.Message;
import org.permanence.message.MessageAccess;
import org.permanence.message.MessageInProgress;
import org.permanence.message.MessageService;
import org.permanence.message.MessageState;
import org.permanence.practice.MessageRules;
import org.permanence.practice.Practice;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PhoneNumber;
import org.permanence.seal.RecordingId;
import org.permanence.testing.Fixtures;
import org.permanence.testing.InMemoryMessageStore;
import org.permanence.testing.InMemoryRecordingStorage.Fault;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.ScriptedCall;

/// A message from the tone to the alarm, through the very machinery of recordings.
class LeftMessagesTest {

    private static final Practice LES_LILAS = SamplePractices.with(
            new MessageRules(true, false, Duration.ofSeconds(10), Duration.ofHours(4)), SamplePractices.LES_LILAS);
    private static final PhoneNumber ANOTHER = PhoneNumber.parse("+33199000743");

    @TempDir
    Path folder;

    private final List<String> told = new ArrayList<>();
    private final MessageService.MessageListener listener = new MessageService.MessageListener() {
        @Override
        public void onMessageLeft(PracticeId practice) {
            told.add("left for " + practice);
        }

        @Override
        public void onMessageOverdue(PracticeId practice) {
            told.add("unread at " + practice);
        }
    };

    private Studio studio;
    private InMemoryMessageStore store;
    private RecordingRoom recordings;
    private MessageService messages;
    private MessageAccess access;

    @BeforeEach
    void aHouse() {
        studio = new Studio(folder);
        store = new InMemoryMessageStore(studio.store);
        recordings = new RecordingRoom(studio.kit, _ -> studio.readers, new Random(1), studio.clock);
        messages = new MessageService(recordings, store, listener, studio.clock);
        var sounds = new RecordingDesk(studio.store, studio.storage, studio.release, studio.audit);
        access = new MessageAccess(store, sounds, studio.audit);
    }

    @AfterEach
    void closed() {
        recordings.close();
    }

    // Refusals first.

    @Test
    void whereNoFileCanBeMadeNoMessageIsBegun() {
        studio.storage.failOn(Fault.CREATE);

        assertEquals(Optional.empty(), messages.begin(patient(), LES_LILAS));

        assertEquals(List.of(), store.states());
    }

    @Test
    void whereABookIsAwayNoMessageIsBegunAndNothingIsLeft() {
        studio.store.becomeUnavailable();
        assertEquals(Optional.empty(), messages.begin(patient(), LES_LILAS));
        studio.store.becomeAvailable();

        store.becomeUnavailable();
        assertEquals(Optional.empty(), messages.begin(patient(), LES_LILAS));
        store.becomeAvailable();

        recordings.close();
        assertEquals(Set.of(), studio.storage.files());
    }

    @Test
    void untilSomethingIsHeardNobodyIsHeard() {
        MessageInProgress message = begins(patient());

        assertFalse(message.isReceivingAudio());
        says(message, 800);
        assertTrue(message.isReceivingAudio());
        message.ended();
        assertFalse(message.isReceivingAudio());
    }

    @Test
    void whoeverLeavesAtTheToneLeavesNothing() {
        MessageInProgress message = begins(patient());
        says(message, 8_000);
        message.start();
        says(message, 7_000);
        message.stop();
        message.ended();

        assertFalse(message.isLongEnough() || message.isSealed());
        messages.reconcile();
        assertEquals(List.of(), store.states());
        assertEquals(Set.of(), studio.storage.files());
        assertEquals(List.of(), told);
    }

    @Test
    void aDiskThatFailsInTheMiddleIsNoMessage() {
        MessageInProgress message = begins(patient());
        says(message, 8_000);
        message.start();
        studio.storage.failOn(Fault.WRITE);
        says(message, 16_000);
        message.stop();
        message.ended();

        assertFalse(message.isSealed());
        assertEquals(1, studio.recordingsLost());
        assertEquals(List.of(), told);
    }

    @Test
    void withoutAnEntryNothingOfAMessageIsTold() {
        RecordingId left = leaves(patient());
        studio.audit.refuses();

        assertThrows(AuditException.class, () -> access.list(DOCTOR, LES_LILAS.id(), 10));
        assertThrows(AuditException.class, () -> access.callbackNumber(DOCTOR, left));
        assertThrows(AuditException.class, () -> access.acknowledge(DOCTOR, left));
        assertThrows(
                AuditException.class,
                () -> access.play(DOCTOR, left, _ -> {
                    throw new AssertionError("out: asked for (expected: not without an entry)");
                }));
        assertEquals(List.of(MessageState.NEW), store.states());
    }

    @Test
    void aConversationIsNoMessage() {
        RecordingId talk = studio.keeps(1_000);

        assertThrows(RecordingException.class, () -> access.callbackNumber(DOCTOR, talk));
        assertThrows(RecordingException.class, () -> access.acknowledge(DOCTOR, talk));
    }

    // What is kept.

    @Test
    void whatIsSaidAfterTheToneIsKeptAndNothingBeforeIt() {
        MessageInProgress message = begins(patient());
        says(message, 8_000);
        studio.clock.advance(Duration.ofMillis(500)); // Half of what comes next is said before the tone is over.
        message.start();
        studio.clock.advance(Duration.ofMillis(500));
        ByteBuffer second = Studio.sound(8_000);
        message.onAudio(second.duplicate());
        says(message, 9_000);
        message.stop();
        message.ended();

        assertTrue(message.isSealed());
        ByteBuffer heard = studio.heard(studio.row());
        assertEquals(4 * (4_000 + 9_000), heard.remaining());
        assertEquals(second.slice(4 * 4_000, 4 * 4_000), heard.slice(0, 4 * 4_000));
    }

    @Test
    void theRestThatComesAfterTheStopIsKept() {
        MessageInProgress message = begins(patient());
        says(message, 8_000);
        message.start();
        studio.clock.advance(Duration.ofSeconds(2));
        message.stop();
        message.onAudio(Studio.sound(16_000));
        message.onAudio(Studio.sound(16_000)); // A switch that was not told to stop says more: not all of it is kept.
        message.ended();

        assertTrue(message.isSealed());
        assertEquals(24_000, studio.row().sealed().orElseThrow().frames());
    }

    @Test
    void nothingIsKeptBeyondThePracticesLongest() {
        MessageInProgress message = begins(patient());
        says(message, 8_000);
        message.start();
        for (int second = 0; second < 12; second++) {
            says(message, 8_000);
        }
        message.stop();
        message.ended();

        assertTrue(message.isSealed());
        assertEquals(80_000, studio.row().sealed().orElseThrow().frames());
    }

    @Test
    void aMessageIsForThePracticeAndSaysWhomToCallBackToWhoeverIsInTheLogForIt() {
        RecordingId left = leaves(patient());

        assertEquals(List.of("left for les-lilas"), told);
        Message message = access.list(DOCTOR, LES_LILAS.id(), 10).getFirst();
        assertEquals(MessageState.NEW, message.state());
        assertFalse(message.recording().kind().whomToCall().orElseThrow().confirmed());
        assertEquals(Optional.of(Fixtures.CALLER), access.callbackNumber(DOCTOR, left));
        assertEquals(
                List.of(
                        "note RECORDING_SEALED",
                        "open MESSAGE_LISTED",
                        "close MESSAGE_LISTED SUCCEEDED",
                        "open NUMBER_READ",
                        "close NUMBER_READ SUCCEEDED"),
                studio.audit.log());
    }

    @Test
    void anAnonymousCallerLeavesAMessageWithoutANumber() {
        RecordingId left = leaves(ScriptedCall.to(Fixtures.LES_LILAS_DID));

        assertEquals(Optional.empty(), access.callbackNumber(DOCTOR, left));
    }

    @Test
    void theNumberThatIsConfirmedAfterTheSealingReplacesTheOneBefore() {
        MessageInProgress message = begins(patient());
        speaks(message);
        assertTrue(message.isSealed());

        message.setCallbackNumber(ANOTHER, true);
        message.flowEnded();

        recordings.close();
        Recording row = studio.row();
        assertEquals(Optional.of(ANOTHER), access.callbackNumber(DOCTOR, row.id()));
        assertTrue(row.kind().whomToCall().orElseThrow().confirmed());
    }

    @Test
    void whoeverIsErasedByTheNumberTheyEnteredIsErased() {
        MessageInProgress message = begins(patient());
        speaks(message);
        message.setCallbackNumber(ANOTHER, true);
        message.flowEnded();
        recordings.close();
        var erasure = new Erasure(studio.kit, studio.keys, studio.clock);

        var certificate = erasure.erase(DOCTOR, LES_LILAS.id(), ANOTHER);

        assertEquals(1, certificate.recordings());
        assertEquals(Optional.empty(), studio.row().kind().whomToCall());
        messages.reconcile();
        assertEquals(List.of(), store.states());
    }

    // What becomes of it.

    @Test
    void whatWasPlayedIsReadAndWhatWasAcknowledgedIsSomebodys() {
        RecordingId left = leaves(patient());
        var given = new ByteArrayOutputStream();

        access.play(DOCTOR, left, _ -> Channels.newChannel(given));
        assertEquals(List.of(MessageState.READ), store.states());
        assertTrue(given.size() > 4 * 16_000);
        access.acknowledge(DOCTOR, left);
        assertEquals(List.of(MessageState.ACKNOWLEDGED), store.states());

        assertThrows(RecordingException.class, () -> access.acknowledge(DOCTOR, left));
    }

    @Test
    void whatNobodyReadsInTimeIsAnAlarmOnce() {
        leaves(patient());
        messages.reconcile();
        studio.clock.advance(Duration.ofHours(4));

        messages.reconcile();
        messages.reconcile();

        assertEquals(List.of("left for les-lilas", "unread at les-lilas"), told);
        assertEquals(List.of(MessageState.ESCALATED), store.states());
    }

    @Test
    void whatWasReadInTimeIsNoAlarm() {
        access.play(DOCTOR, leaves(patient()), _ -> Channels.newChannel(new ByteArrayOutputStream()));
        studio.clock.advance(Duration.ofHours(5));

        messages.reconcile();

        assertEquals(List.of("left for les-lilas"), told);
    }

    @Test
    void whatABookThatWasAwayDidNotHearIsEnteredByTheNextRound() {
        MessageInProgress message = begins(patient());
        says(message, 8_000);
        message.start();
        says(message, 16_000);
        store.becomeUnavailable();
        message.stop();
        message.ended();
        assertTrue(message.isSealed());
        recordings.close();
        store.becomeAvailable();
        assertEquals(List.of(), told);

        messages.reconcile();

        assertEquals(List.of("left for les-lilas"), told);
        assertEquals(List.of(MessageState.NEW), store.states());
    }

    @Test
    void anEngineThatDiesWhileItIsLeftLosesNeitherTheMessageNorTheNumber() {
        MessageInProgress message = begins(patient());
        says(message, 8_000);
        message.start();
        says(message, 16_000);
        recordings.close(); // The rest is the next engine's; this one's file is cut.
        RecordingId cut = studio.row().id();
        studio.reopens(cut);
        studio.storage.truncate(cut, 40_000);
        var recovery = new Recovery(studio.kit, studio.release, _ -> studio.readers, studio.clock);

        recovery.round(_ -> false);
        messages.reconcile();

        assertEquals(RecordingState.RECOVERED, studio.row().state());
        assertEquals(Optional.of(Fixtures.CALLER), access.callbackNumber(DOCTOR, cut));
        assertEquals(List.of(MessageState.NEW), store.states());
    }

    private static ScriptedCall patient() {
        return ScriptedCall.to(Fixtures.LES_LILAS_DID).from(Fixtures.CALLER);
    }

    private MessageInProgress begins(ScriptedCall call) {
        return messages.begin(call, LES_LILAS).orElseThrow();
    }

    private void speaks(MessageInProgress message) {
        says(message, 8_000);
        message.start();
        says(message, 8_000);
        says(message, 8_000);
        message.stop();
        message.ended();
    }

    /// A message that is over and whole.
    private RecordingId leaves(ScriptedCall call) {
        MessageInProgress message = begins(call);
        speaks(message);
        assertTrue(message.isSealed());
        message.flowEnded();
        recordings.close();
        return studio.row().id();
    }

    private void says(MessageInProgress message, int frames) {
        studio.clock.advance(Duration.ofNanos(frames * 125_000L));
        message.onAudio(Studio.sound(frames));
    }
}
