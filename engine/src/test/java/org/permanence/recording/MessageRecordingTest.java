package org.permanence.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.recording.RecordingFixture.DOCTOR;
import static org.permanence.recording.RecordingFixture.SCOPE;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.access.Policy;
import org.permanence.access.PracticeScope;
import org.permanence.audit.AuditException;
import org.permanence.durable.DurableCommits;
import org.permanence.message.Message;
import org.permanence.message.MessageAccess;
import org.permanence.message.MessageInProgress;
import org.permanence.message.MessageService;
import org.permanence.message.MessageState;
import org.permanence.practice.MessageRules;
import org.permanence.practice.Practice;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PhoneNumber;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.seal.RecordingId;
import org.permanence.testing.Fixtures;
import org.permanence.testing.InMemoryMessageStore;
import org.permanence.testing.InMemoryRecordingStorage.Fault;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.ScriptedCall;

/// A message from the tone to the alarm, with the real recording classes.
class MessageRecordingTest {

    private static final Practice LES_LILAS = SamplePractices.LES_LILAS.withMessages(
            new MessageRules(true, false, Duration.ofSeconds(10), Duration.ofHours(4)));
    private static final PhoneNumber OTHER_NUMBER = PhoneNumber.parse("+33199000743");

    @TempDir
    Path folder;

    private final List<String> events = new ArrayList<>();
    private final MessageService.MessageListener listener = new MessageService.MessageListener() {
        @Override
        public void onMessageReceived(PracticeId practice) {
            events.add("received by " + practice);
        }

        @Override
        public void onMessageOverdue(PracticeId practice) {
            events.add("overdue at " + practice);
        }
    };

    private boolean diskFails;
    private int forced;
    private final DurableCommits commits = () -> {
        if (diskFails) {
            throw new StoreUnavailableException("database: not forced", new IOException());
        }
        forced++;
    };

    private RecordingFixture fixture;
    private InMemoryMessageStore store;
    private ActiveRecordings recordings;
    private MessageService messages;
    private MessageAccess access;

    @BeforeEach
    void setUp() {
        fixture = new RecordingFixture(folder);
        store = new InMemoryMessageStore(fixture.store);
        recordings =
                new ActiveRecordings(fixture.services, _ -> fixture.decryptionPolicy, new Random(1), fixture.clock);
        messages = new MessageService(recordings, store, commits, listener, fixture.clock);
        var recordingAccess = new RecordingAccess(fixture.store, fixture.storage, fixture.release, fixture.audit);
        access = new MessageAccess(store, recordingAccess, fixture.audit);
    }

    @AfterEach
    void tearDown() {
        recordings.close();
    }

    // Refusals first.

    @Test
    void messageIsNotStartedWithoutAFile() {
        fixture.storage.failOn(Fault.CREATE);

        assertEquals(Optional.empty(), messages.begin(patient(), LES_LILAS));

        assertEquals(List.of(), store.states());
    }

    @Test
    void messageIsNotStartedWhenAStoreIsUnavailable() {
        fixture.store.becomeUnavailable();
        assertEquals(Optional.empty(), messages.begin(patient(), LES_LILAS));
        fixture.store.becomeAvailable();

        store.becomeUnavailable();
        assertEquals(Optional.empty(), messages.begin(patient(), LES_LILAS));
        store.becomeAvailable();

        recordings.close();
        assertEquals(Set.of(), fixture.storage.files());
    }

    @Test
    void audioIsReportedOnlyAfterTheFirstAudio() {
        MessageInProgress message = startMessage(patient());

        assertFalse(message.isReceivingAudio());
        receive(message, 800);
        assertTrue(message.isReceivingAudio());
        message.ended();
        assertFalse(message.isReceivingAudio());
    }

    @Test
    void hangUpAtTheToneLeavesNoMessage() {
        MessageInProgress message = startMessage(patient());
        receive(message, 8_000);
        message.start();
        receive(message, 7_000);
        message.stop();
        message.ended();

        assertFalse(message.isLongEnough() || message.isSealed());
        messages.reconcile();
        assertEquals(List.of(), store.states());
        assertEquals(Set.of(), fixture.storage.files());
        assertEquals(List.of(), events);
    }

    @Test
    void messageWhoseRowsMayNotBeOnTheDiskIsNotPromised() {
        diskFails = true;
        MessageInProgress message = startMessage(patient());
        receive(message, 8_000);
        message.start();
        receive(message, 16_000);
        message.stop();
        message.ended();

        assertFalse(message.isSealed());
        diskFails = false;
        assertTrue(message.isSealed());
        assertEquals(1, forced);
    }

    @Test
    void storageFaultLeavesNoMessage() {
        MessageInProgress message = startMessage(patient());
        receive(message, 8_000);
        message.start();
        fixture.storage.failOn(Fault.WRITE);
        receive(message, 16_000);
        message.stop();
        message.ended();

        assertFalse(message.isSealed());
        assertEquals(1, fixture.recordingsLost());
        assertEquals(List.of(), events);
    }

    @Test
    void messageIsNotAccessibleWithoutAnAuditEntry() {
        RecordingId left = leaveMessage(patient());
        fixture.audit.refuses();

        assertThrows(AuditException.class, () -> access.list(DOCTOR, LES_LILAS.id(), 10));
        assertThrows(AuditException.class, () -> access.callbackNumber(DOCTOR, SCOPE, left));
        assertThrows(AuditException.class, () -> access.acknowledge(DOCTOR, SCOPE, left));
        assertThrows(
                AuditException.class,
                () -> access.play(DOCTOR, SCOPE, left, _ -> {
                    throw new AssertionError("out: opened (expected: not without an audit entry)");
                }));
        assertEquals(List.of(MessageState.NEW), store.states());
    }

    @Test
    void messageOfAnotherPracticeIsRefusedLikeAnUnknownOneAndStaysUnread() {
        RecordingId left = leaveMessage(patient());
        fixture.audit.clear();
        var other = Policy.scopeOfEngine(new PracticeId("port-royal"));
        var unknown = RecordingId.next(fixture.clock);
        for (BiConsumer<PracticeScope, RecordingId> operation : List.<BiConsumer<PracticeScope, RecordingId>>of(
                (scope, id) -> access.play(DOCTOR, scope, id, _ -> Channels.newChannel(new ByteArrayOutputStream())),
                (scope, id) -> access.callbackNumber(DOCTOR, scope, id),
                (scope, id) -> access.acknowledge(DOCTOR, scope, id))) {
            var expected = assertThrows(RecordingException.class, () -> operation.accept(SCOPE, unknown));
            var refused = assertThrows(RecordingException.class, () -> operation.accept(other, left));
            assertEquals(expected.getMessage(), refused.getMessage());
        }
        assertEquals(List.of(MessageState.NEW), store.states());
        assertEquals(List.of(), fixture.audit.log());
    }

    @Test
    void conversationIsNotAMessage() {
        RecordingId conversation = fixture.sealRecording(1_000);

        assertThrows(RecordingException.class, () -> access.callbackNumber(DOCTOR, SCOPE, conversation));
        assertThrows(RecordingException.class, () -> access.acknowledge(DOCTOR, SCOPE, conversation));
    }

    // Recorded audio.

    @Test
    void onlyAudioAfterTheToneIsRecorded() {
        MessageInProgress message = startMessage(patient());
        receive(message, 8_000);
        fixture.clock.advance(Duration.ofMillis(500)); // Half of the next block is spoken before the tone ends.
        message.start();
        fixture.clock.advance(Duration.ofMillis(500));
        ByteBuffer second = RecordingFixture.audio(8_000);
        message.onAudio(second.duplicate());
        receive(message, 9_000);
        message.stop();
        message.ended();

        assertTrue(message.isSealed());
        ByteBuffer recorded = fixture.audioOf(fixture.row());
        assertEquals(4 * (4_000 + 9_000), recorded.remaining());
        assertEquals(second.slice(4 * 4_000, 4 * 4_000), recorded.slice(0, 4 * 4_000));
    }

    @Test
    void audioBufferedAtTheStopIsRecorded() {
        MessageInProgress message = startMessage(patient());
        receive(message, 8_000);
        message.start();
        fixture.clock.advance(Duration.ofSeconds(2));
        message.stop();
        message.onAudio(RecordingFixture.audio(16_000));
        message.onAudio(RecordingFixture.audio(16_000)); // Two more seconds arrive: the first is recorded.
        message.ended();

        assertTrue(message.isSealed());
        assertEquals(24_000, fixture.row().sealed().orElseThrow().frames());
    }

    @Test
    void messageEndsAtThePracticesLimit() {
        MessageInProgress message = startMessage(patient());
        receive(message, 8_000);
        message.start();
        for (int second = 0; second < 12; second++) {
            receive(message, 8_000);
        }
        message.stop();
        message.ended();

        assertTrue(message.isSealed());
        assertEquals(80_000, fixture.row().sealed().orElseThrow().frames());
    }

    @Test
    void callbackNumberIsReadOnlyWithAnAuditEntry() {
        RecordingId left = leaveMessage(patient());

        assertEquals(List.of("received by les-lilas"), events);
        Message message = access.list(DOCTOR, LES_LILAS.id(), 10).getFirst();
        assertEquals(MessageState.NEW, message.state());
        assertFalse(message.recording().kind().requestedCallback().orElseThrow().confirmed());
        assertEquals(Optional.of(Fixtures.CALLER), access.callbackNumber(DOCTOR, SCOPE, left));
        assertEquals(
                List.of(
                        "note RECORDING_SEALED",
                        "open MESSAGE_LISTED",
                        "close MESSAGE_LISTED SUCCEEDED",
                        "open NUMBER_READ",
                        "close NUMBER_READ SUCCEEDED"),
                fixture.audit.log());
    }

    @Test
    void anonymousCallerLeavesAMessageWithoutNumber() {
        RecordingId left = leaveMessage(ScriptedCall.to(Fixtures.LES_LILAS_DID));

        assertEquals(Optional.empty(), access.callbackNumber(DOCTOR, SCOPE, left));
    }

    @Test
    void numberConfirmedAfterSealingReplacesTheEarlierOne() {
        MessageInProgress message = startMessage(patient());
        recordMessage(message);
        assertTrue(message.isSealed());

        message.setCallbackNumber(OTHER_NUMBER, true);
        message.flowEnded();

        recordings.close();
        Recording row = fixture.row();
        assertEquals(Optional.of(OTHER_NUMBER), access.callbackNumber(DOCTOR, SCOPE, row.id()));
        assertTrue(row.kind().requestedCallback().orElseThrow().confirmed());
    }

    @Test
    void erasureCoversTheNumberTheCallerEntered() {
        MessageInProgress message = startMessage(patient());
        recordMessage(message);
        message.setCallbackNumber(OTHER_NUMBER, true);
        message.flowEnded();
        recordings.close();
        var erasure = new Erasure(fixture.services, fixture.keys, fixture.clock);

        var certificate = erasure.erase(DOCTOR, LES_LILAS.id(), OTHER_NUMBER);

        assertEquals(1, certificate.recordings());
        assertEquals(Optional.empty(), fixture.row().kind().requestedCallback());
        messages.reconcile();
        assertEquals(List.of(), store.states());
    }

    // After the message.

    @Test
    void playedMessageIsReadAndAcknowledgedMessageHasAnOwner() {
        RecordingId left = leaveMessage(patient());
        var out = new ByteArrayOutputStream();

        access.play(DOCTOR, SCOPE, left, _ -> Channels.newChannel(out));
        assertEquals(List.of(MessageState.READ), store.states());
        assertTrue(out.size() > 4 * 16_000);
        access.acknowledge(DOCTOR, SCOPE, left);
        assertEquals(List.of(MessageState.ACKNOWLEDGED), store.states());

        assertThrows(RecordingException.class, () -> access.acknowledge(DOCTOR, SCOPE, left));
    }

    @Test
    void overdueMessageIsAnnouncedOnce() {
        leaveMessage(patient());
        messages.reconcile();
        fixture.clock.advance(Duration.ofHours(4));

        messages.reconcile();
        messages.reconcile();

        assertEquals(List.of("received by les-lilas", "overdue at les-lilas"), events);
        assertEquals(List.of(MessageState.ESCALATED), store.states());
    }

    @Test
    void messageReadInTimeIsNotOverdue() {
        access.play(DOCTOR, SCOPE, leaveMessage(patient()), _ -> Channels.newChannel(new ByteArrayOutputStream()));
        fixture.clock.advance(Duration.ofHours(5));

        messages.reconcile();

        assertEquals(List.of("received by les-lilas"), events);
    }

    @Test
    void messageIsRegisteredByReconciliationAfterAStoreOutage() {
        MessageInProgress message = startMessage(patient());
        receive(message, 8_000);
        message.start();
        receive(message, 16_000);
        store.becomeUnavailable();
        message.stop();
        message.ended();
        assertTrue(message.isSealed());
        recordings.close();
        store.becomeAvailable();
        assertEquals(List.of(), events);

        messages.reconcile();

        assertEquals(List.of("received by les-lilas"), events);
        assertEquals(List.of(MessageState.NEW), store.states());
    }

    @Test
    void messageAndNumberSurviveAnEngineCrash() {
        MessageInProgress message = startMessage(patient());
        receive(message, 8_000);
        message.start();
        receive(message, 16_000);
        recordings.close(); // The engine dies here: the file is truncated below.
        RecordingId recording = fixture.row().id();
        fixture.reopen(recording);
        fixture.storage.truncate(recording, 40_000);
        var recovery =
                new RecordingRecovery(fixture.services, fixture.release, _ -> fixture.decryptionPolicy, fixture.clock);

        recovery.recoverInterrupted(_ -> false);
        messages.reconcile();

        assertEquals(RecordingState.RECOVERED, fixture.row().state());
        assertEquals(Optional.of(Fixtures.CALLER), access.callbackNumber(DOCTOR, SCOPE, recording));
        assertEquals(List.of(MessageState.NEW), store.states());
    }

    private static ScriptedCall patient() {
        return ScriptedCall.to(Fixtures.LES_LILAS_DID).from(Fixtures.CALLER);
    }

    private MessageInProgress startMessage(ScriptedCall call) {
        return messages.begin(call, LES_LILAS).orElseThrow();
    }

    private void recordMessage(MessageInProgress message) {
        receive(message, 8_000);
        message.start();
        receive(message, 8_000);
        receive(message, 8_000);
        message.stop();
        message.ended();
    }

    /// Leaves a complete message.
    private RecordingId leaveMessage(ScriptedCall call) {
        MessageInProgress message = startMessage(call);
        recordMessage(message);
        assertTrue(message.isSealed());
        message.flowEnded();
        recordings.close();
        return fixture.row().id();
    }

    private void receive(MessageInProgress message, int frames) {
        fixture.clock.advance(Duration.ofNanos(frames * 125_000L));
        message.onAudio(RecordingFixture.audio(frames));
    }
}
