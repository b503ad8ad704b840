package org.permanence.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.recording.RecordingFixture.CALL;
import static org.permanence.testing.SamplePractices.INES;
import static org.permanence.testing.SamplePractices.OMAR;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.call.AudioListener;
import org.permanence.call.CallEnded;
import org.permanence.call.CallId;
import org.permanence.call.Prompt;
import org.permanence.journal.CallEvent;
import org.permanence.journal.Consent;
import org.permanence.practice.Practice;
import org.permanence.practice.RecordingRules;
import org.permanence.practice.RecordingRules.Mode;
import org.permanence.seal.Gap;
import org.permanence.seal.RecordingId;
import org.permanence.testing.CapturingJournal;
import org.permanence.testing.Fixtures;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.ScriptedCall;

/// The sealer has its own thread here. `close()` waits until the sealer's queue is empty.
class ActiveRecordingsTest {

    private static final Prompt NOTICE = new Prompt("fr.recording-notice");

    @TempDir
    Path folder;

    private final CapturingJournal journal = new CapturingJournal();
    private final ScriptedCall call =
            ScriptedCall.to(Fixtures.LES_LILAS_DID).from(Fixtures.CALLER).withId("call");
    private int nextRandom;
    private RecordingFixture fixture;
    private ActiveRecordings activeRecordings;

    @BeforeEach
    void setUp() {
        fixture = new RecordingFixture(folder);
        RandomGenerator random = new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new AssertionError("random: nextLong (expected: a number below 100)");
            }

            @Override
            public int nextInt(int bound) {
                assertEquals(100, bound);
                return nextRandom;
            }
        };
        activeRecordings = new ActiveRecordings(fixture.services, _ -> fixture.decryptionPolicy, random, fixture.clock);
    }

    @AfterEach
    void tearDown() {
        activeRecordings.close();
    }

    @Test
    void practiceWithoutRecordingRulesRecordsNothing() throws CallEnded {
        connectCall(SamplePractices.LES_LILAS);
        activeRecordings.close();

        assertEquals(Optional.empty(), call.audioListener());
        assertEquals(List.of(), fixture.store.rows());
    }

    @Test
    void nothingIsRecordedWithoutKeys() throws CallEnded {
        var recording = RecordingFactory.none()
                .forCall(call, RecordingFixture.LES_LILAS, journal.eventLogOf(CALL), Optional.empty());

        recording.playNotice(call, NOTICE);
        recording.tapConversation(call);

        assertEquals(Optional.empty(), call.audioListener());
    }

    @Test
    void keyOfAnUnknownCallIsIgnored() {
        activeRecordings.keyPressed(new CallId("unknown"), '9');

        assertFalse(activeRecordings.pause(new CallId("unknown"), INES.login()));
        assertFalse(activeRecordings.resume(new CallId("unknown"), INES.login()));
        assertFalse(activeRecordings.isRecording(new CallId("unknown")));
        assertEquals(List.of(), journal.events());
    }

    @Test
    void sampledShareOfCallsIsRecorded() {
        var sampled = recordingIn(new Mode.Sampled(30));
        long recorded = IntStream.range(0, 100)
                .filter(draw -> {
                    nextRandom = draw;
                    return isTapped(ScriptedCall.to(Fixtures.LES_LILAS_DID).withId("call-" + draw), sampled);
                })
                .count();

        assertEquals(30, recorded);
    }

    @Test
    void assistantStartsOnDemandRecording() throws CallEnded {
        connectCall(recordingIn(new Mode.OnDemand()));
        receive(8_000);
        assertTrue(activeRecordings.resume(CALL, INES.login()));
        receive(800);
        assertTrue(activeRecordings.pause(CALL, INES.login()));
        activeRecordings.close();

        assertEquals(800, frames());
    }

    @Test
    void objectionKeyAppliesToItsOwnCall() throws CallEnded {
        connectCall(RecordingFixture.LES_LILAS);
        receive(800);
        activeRecordings.keyPressed(new CallId("another"), '9');
        activeRecordings.keyPressed(CALL, '9');
        activeRecordings.close();

        assertEquals(List.of(CallEvent.RECORDING_NOTIFIED, CallEvent.RECORDING_OBJECTED), journal.events());
        assertEquals(Set.of(), fixture.storage.files());
    }

    @Test
    void callHasOneRecording() {
        var events = journal.eventLogOf(CALL);
        assertEquals(
                activeRecordings.forCall(call, RecordingFixture.LES_LILAS, events, Optional.empty()),
                activeRecordings.forCall(call, RecordingFixture.LES_LILAS, events, Optional.empty()));
    }

    @Test
    void recordingContinuesAfterTheFlowEnds() throws CallEnded {
        var recording = connectCall(RecordingFixture.LES_LILAS);
        receive(800);
        recording.flowEnded();
        assertFalse(activeRecordings.isRecording(CALL));
        receive(400);
        call.audioListener().orElseThrow().ended();
        activeRecordings.close();

        assertEquals(1_200, frames());
    }

    @Test
    void closeSealsActiveRecordings() throws CallEnded {
        connectCall(RecordingFixture.LES_LILAS);
        var listener = call.audioListener().orElseThrow();
        receive(800);
        activeRecordings.sync();
        activeRecordings.close();
        listener.onAudio(RecordingFixture.audio(400));

        assertEquals(RecordingState.SEALED, fixture.row().state());
        assertEquals(RecordingFixture.audio(800), fixture.audioOf(fixture.row()));
        assertFalse(activeRecordings.isActive(fixture.row().id()));
    }

    @Test
    void resumedRecordingStartsWithAGapForTheOutage() {
        RecordingId before = fixture.sealRecording(RecordingFixture.LES_LILAS, Fixtures.CALLER, 8_000);
        fixture.clock.advance(Duration.ofSeconds(9));
        AudioListener listener = resumeRecording(fixture.row(before));
        fixture.clock.advance(Duration.ofSeconds(1));
        listener.onAudio(RecordingFixture.audio(8_000));
        activeRecordings.close();

        Recording after = fixture.store.rows().getLast();
        assertEquals(fixture.row(before).ended(), after.started());
        assertEquals(List.of(new Gap(0, 9 * 8_000, Gap.Reason.ENGINE_GONE)), gaps(after));
        assertEquals(10 * 8_000, after.sealed().orElseThrow().frames());
    }

    @Test
    void resumedRecordingKeepsCallerAndAssistant() {
        RecordingId before = fixture.sealRecording(RecordingFixture.LES_LILAS, Fixtures.CALLER, 8_000);
        resumeRecording(fixture.row(before).withAssistant(INES.login())).onAudio(RecordingFixture.audio(800));
        activeRecordings.close();

        Recording after = fixture.store.rows().getLast();
        assertEquals(fixture.row(before).caller(), after.caller());
        assertEquals(Optional.of(INES.login()), after.assistant());
        assertEquals(CALL, after.call());
    }

    @Test
    void resumedRecordingStaysPausedUntilTheAssistantResumesIt() {
        RecordingId before = fixture.sealRecording(RecordingFixture.LES_LILAS, Fixtures.CALLER, 8_000);
        AudioListener listener =
                resumeRecording(fixture.row(before).withPaused(true).withAssistant(INES.login()));

        listener.onAudio(RecordingFixture.audio(400));
        assertFalse(activeRecordings.resume(CALL, OMAR.login()), "not in this call");
        assertTrue(activeRecordings.resume(CALL, INES.login()));
        listener.onAudio(RecordingFixture.audio(800));
        activeRecordings.close();

        Recording after = fixture.store.rows().getLast();
        assertFalse(after.paused());
        assertEquals(List.of(new Gap(0, 400, Gap.Reason.PAUSED)), gaps(after));
    }

    @Test
    void objectionAfterAnEngineCrashRemovesBothParts() {
        RecordingId before = fixture.sealRecording(RecordingFixture.LES_LILAS, Fixtures.CALLER, 8_000);
        resumeRecording(fixture.row(before)).onAudio(RecordingFixture.audio(800));
        activeRecordings.keyPressed(CALL, '9');
        activeRecordings.close();

        assertEquals(Set.of(), fixture.storage.files());
        assertEquals(RecordingState.DISCARDED, fixture.row(before).state());
        assertEquals(List.of(CallEvent.RECORDING_OBJECTED), journal.events());
    }

    private AudioListener resumeRecording(Recording earlier) {
        var listeners = new ArrayList<AudioListener>();
        activeRecordings.resume(earlier, RecordingFixture.LES_LILAS, journal.eventLogOf(CALL), listener -> {
            listeners.add(listener);
            return listener::ended;
        });
        return listeners.getFirst();
    }

    private CallRecording connectCall(Practice practice) throws CallEnded {
        var recording = activeRecordings.forCall(call, practice, journal.eventLogOf(CALL), Optional.empty());
        if (!(practice.recordings().mode() instanceof Mode.Off)) {
            call.hears("fr.recording-notice");
        }
        recording.playNotice(call, NOTICE);
        recording.tapConversation(call);
        recording.connected(INES.login());
        return recording;
    }

    private boolean isTapped(ScriptedCall each, Practice practice) {
        try {
            var recording = activeRecordings.forCall(
                    each, practice, journal.eventLogOf(each.id()), Optional.of(Consent.NOTIFIED));
            recording.tapConversation(each);
            return each.audioListener().isPresent();
        } catch (CallEnded impossible) {
            throw new AssertionError(impossible);
        }
    }

    private void receive(int frames) {
        fixture.clock.advance(Duration.ofNanos(frames * 125_000L));
        call.audioListener().ifPresent(listener -> listener.onAudio(RecordingFixture.audio(frames)));
    }

    private long frames() {
        return fixture.row().sealed().orElseThrow().frames();
    }

    private List<Gap> gaps(Recording recording) {
        var gaps = new ArrayList<Gap>();
        fixture.open(recording, reader -> gaps.addAll(reader.gaps()));
        return gaps;
    }

    private static Practice recordingIn(Mode mode) {
        return SamplePractices.LES_LILAS.withRecordings(new RecordingRules(mode, 180, false));
    }
}
